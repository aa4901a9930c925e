/** Returns whether a fragment is a link to a scenario (codec.ts). Any other is an address on the page. */

export const isLink = (fragment: string): boolean => /^#?s\d+\./.test(fragment.trim());
