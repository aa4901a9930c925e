/** A tag as a record stores it. AWS calls its members `Key` and `Value`. */

export interface Tag {
  readonly key: string;
  readonly value: string;
}
