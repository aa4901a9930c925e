/** The faults of words that are not mended yet: a list that only shrinks. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const file = join(import.meta.dirname, 'still-wrong.json');
export const stillWrong = JSON.parse(readFileSync(file, 'utf8')) as readonly string[];

/** A fault of the sources has gaps, which a page fills. */
const patterns = stillWrong.map(
  (fault) =>
    new RegExp(
      fault
        .split('`…`')
        .map((text) => text.replace(/\W/g, '\\$&'))
        .join('.*'),
    ),
);

export const isStillWrong = (fault: string): boolean => patterns.some((pattern) => pattern.test(fault));
