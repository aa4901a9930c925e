/** True when the page is in a frame of another page (`?embed`): only the place is shown, without the bars. */

export const embedded = /[?&]embed\b/.test(location.search);

/** Returns the address for a tab of its own, without the frame. `link`: the address of what is shown. */
export const unframed = (link: string | undefined): string =>
  `${location.href.replace(/[?#].*$/s, '')}${link ?? location.hash}`;
