/** Says conditions as one text: `the request is made with MFA, and (aws:SourceIp is in … or …)`. */

import { stateWords } from '../../words/condition-words.ts';
import type { Conditions } from './conditions.ts';

/** Returns a clause that can follow `if`. `most`: values of one key that are named; of more, their number is said. */
export const conditionsText = (conditions: Conditions, most?: number): string =>
  textOf(conditions, false, most);

/** `isNot` turns each test, and with it `all` into `any`. */
function textOf(conditions: Conditions, isNot: boolean, most: number | undefined): string {
  switch (conditions.kind) {
    case 'test':
      return stateWords(conditions, isNot, most);
    case 'not':
      return textOf(conditions.of, !isNot, most);
    case 'all':
    case 'any': {
      const isAll = (conditions.kind === 'all') !== isNot;
      return conditions.of.map((one) => inside(one, isNot, most)).join(isAll ? ', and ' : ', or ');
    }
  }
}

function inside(conditions: Conditions, isNot: boolean, most: number | undefined): string {
  const text = textOf(conditions, isNot, most);
  return /, (and|or) /.test(text) ? `(${text})` : text;
}
