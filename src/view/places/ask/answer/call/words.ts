/** The words of the list of a call's permissions, apart from those of an answer because they load later. */

import type { AskAnswer, ResourceParts } from '#core/query/ask/answer.ts';
import { listedResources } from '#core/authz/because/open-answers.ts';
import { type VerdictLook, verdictLook } from '../verdict.ts';

export function countWords(answers: readonly AskAnswer[]): string {
  const looks = answers.map((one) => (one.kind === 'on-part' ? one.kind : verdictLook(one)));
  const count = (wanted: VerdictLook | 'on-part') => looks.filter((look) => look === wanted).length;
  const [denied, partly, open] = [count('no'), count('on-part'), count('depends')];
  if (denied === looks.length) return 'All are denied.';
  const said = [
    denied ? (denied === 1 ? 'One is denied.' : `${denied} are denied.`) : '',
    partly ? `${partly === 1 ? 'One is' : `${partly} are`} allowed on part of the resources.` : '',
    open ? (open === 1 ? 'One depends on what is not known.' : `${open} depend on what is not known.`) : '',
  ].filter(Boolean);
  return said.length === 0 ? 'All are allowed.' : said.join(' ');
}

/** Returns `only subnet-1` or `not subnet-1`, behind the name of all that the permission is about. */
export function partWords({ allowed, except, isListed }: ResourceParts): string {
  if (!isListed) return 'no short list tells which part';
  const words = [
    allowed.length > 0 ? `only ${listedResources(allowed)}` : '',
    except.length > 0 ? `not ${listedResources(except)}` : '',
  ];
  return words.filter(Boolean).join(', but ');
}
