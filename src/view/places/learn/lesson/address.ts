/** The addresses of levels for the codes on the student's sheet. */

/** Returns the address of a level; `undefined` when the address of the page is none. */
export function levelAddress(page: string, hash: string): string | undefined {
  const address = page.trim().replace(/#.*$/s, '');
  return /^https?:\/\/./.test(address) && URL.canParse(address) ? new URL(hash, address).href : undefined;
}
