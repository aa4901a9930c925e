/** A tag while it is being typed. */

export interface DraftTag {
  key: string;
  value: string;
}

/** Returns the tags as calls take them, without the rows that have no key. */
export const apiTags = (tags: readonly DraftTag[]): { Key: string; Value: string }[] =>
  tags.filter(({ key }) => key.trim()).map(({ key, value }) => ({ Key: key.trim(), Value: value }));
