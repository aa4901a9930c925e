/** Returns whether a fragment is a link: to a scenario (codec.ts), or to a class. Any other is an address on the page. */

export const isLink = (fragment: string): boolean => /^#?[sc]\d+\./.test(fragment.trim());
export const isClassLink = (fragment: string): boolean => /^#?c\d+\./.test(fragment.trim());
