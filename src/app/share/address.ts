/** The address of the page as other computers see it. A code with another address leads no phone anywhere. */

/** Returns an empty text for a page that other computers cannot open: a file, or a server on this computer alone. */
export function addressForOthers({ protocol, hostname, origin, pathname }: Location): string {
  const isHere = protocol === 'file:' || /^(?:(?:.*\.)?localhost|127\..*|\[::1\])$/.test(hostname);
  return isHere ? '' : `${origin}${pathname}`;
}
