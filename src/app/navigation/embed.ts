/** In a frame of another page (`?embed`): the place alone, small, without the bars. */
export const embedded = /[?&]embed\b/.test(location.search);

/** The same address without the frame, for a tab of its own; `link`: what is shown there. */
export const unframed = (link: string | undefined): string =>
  `${location.href.replace(/[?#].*$/s, '')}${link ?? location.hash}`;
