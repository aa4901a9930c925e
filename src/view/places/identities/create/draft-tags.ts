/** A tag while it is being typed. */
export interface DraftTag {
  key: string;
  value: string;
}

/** As calls take them; rows without a key are not meant. */
export const apiTags = (tags: readonly DraftTag[]): { Key: string; Value: string }[] =>
  tags.filter(({ key }) => key.trim()).map(({ key, value }) => ({ Key: key.trim(), Value: value }));
