/** This makes one line of an error: the first of its lines, without what colours them. */

import { stripVTControlCharacters } from 'node:util';

/** Returns the first lines of a text as one: eight hold what a browser was waiting for and the top of its screen. */
export const firstLines = (text = '', most = 8): string =>
  stripVTControlCharacters(text)
    .trim()
    .split(/\s*\n\s*/, most)
    .join(' | ');
