/** Says what a check wants, as a yes or no that a table can show. */

import type { Check } from './format.ts';

/** Returns what a check wants, in the same words as `Judged.now`. */
export function isWanted(check: Check): boolean {
  switch (check.kind) {
    case 'answer':
    case 'every':
      return check.wanted === 'allowed';
    case 'calls':
    case 'flow':
      return check.wanted === 'done';
    case 'no-way-up':
      return false;
    case 'reached':
      return true;
    case 'fact':
      return check.wanted;
  }
}
