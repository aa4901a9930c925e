/** Whether a fragment means to be a link to a scenario (codec.ts): anything else is an address on the page. */
export const isLink = (fragment: string): boolean => /^#?s\d+\./.test(fragment.trim());
