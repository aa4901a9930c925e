/** A tag while it is being typed. */
export interface DraftTag {
  key: string;
  value: string;
}
