/** A tag as a record keeps it; AWS's `Key` and `Value`. */
export interface Tag {
  readonly key: string;
  readonly value: string;
}
