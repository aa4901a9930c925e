/** The address of the page as other computers see it, for the codes on the student's sheet. */

/** Returns an empty text for a page that other computers cannot open: a file, or a server on this computer alone. */
export function addressForOthers({ protocol, hostname, origin, pathname }: Location): string {
  const isHere = protocol === 'file:' || /^(?:localhost|127\..*|\[::1\])$/.test(hostname);
  return isHere ? '' : `${origin}${pathname}`;
}

/** Returns the address of a level; `undefined` when the address of the page is none. */
export function levelAddress(page: string, hash: string): string | undefined {
  const address = page.trim().replace(/#.*$/s, '');
  return /^https?:\/\/./.test(address) && URL.canParse(address) ? new URL(hash, address).href : undefined;
}
