/**
 * Ids of rules as code, tests and texts quote them. The prefixes are those of the book, so that `SHA-256` and
 * `UTF-8` are none, nor are the moves of a drawn path (`M-7 -4`).
 */

import { rules } from '#core/rules/book.ts';

const prefixes = [...new Set(rules.map(({ id }) => id.slice(0, id.indexOf('-'))))].toSorted(
  (a, b) => b.length - a.length,
);
const pattern = new RegExp(
  `(?<![\\w$.%-])(?:${prefixes.join('|')})-\\d{1,2}[a-z]?(?![\\w.%-]*[\\w%]| -?\\d)`,
  'g',
);

export const idsIn = (text: string): string[] => [...text.matchAll(pattern)].map(([id]) => id);
