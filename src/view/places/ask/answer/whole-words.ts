/** The answer in words that mean something without the screen beside them: as one sentence, and read out whole. */

import type { Question } from '#core/authz/authorize.ts';
import type { CallAnswer } from '#core/query/ask/answer-alone.ts';
import { nameOfCaller } from '#view/entity/names.ts';
import { spokenResource } from '#core/model/labels.ts';
import { type Verdict, callVerdict, isImpossible } from './verdict.ts';
import { refusedTitle } from '#core/authz/because/open-answers.ts';

export function answerWords({ principal, action, resource }: Question, call: Verdict): string {
  const asked = `${action} on ${spokenResource(resource)}`;
  if (isImpossible(call.unfit)) return asked;
  const { look } = callVerdict(call);
  const isYes = look === 'yes' || call.answer.kind === 'on-part';
  const can = isYes ? 'can' : look === 'no' ? 'cannot' : 'can or cannot';
  return `${nameOfCaller(principal)} ${can} do ${asked}`;
}

/**
 * Returns what is read out when the answer changes. A refusal for another reason than a policy comes last, as on
 * screen, and the permission that decides is named where it is not the asked one.
 */
export function spokenWords(
  call: Verdict & Pick<CallAnswer, 'deciding'>,
  asked: Question,
  { headline, more }: { readonly headline: string; readonly more: string },
): string {
  const { deciding, refusal, unfit } = call;
  const { word, caveat } = callVerdict(call);
  const said = `${word}${caveat ? `, ${caveat}` : ''}.`;
  if (isImpossible(unfit)) return said;
  const isAsked = deciding.action.toLowerCase() === asked.action.toLowerCase();
  return [
    said,
    ...(isAsked ? [] : [`The call needs ${deciding.action}.`]),
    `${headline} ${more}`.trim().replaceAll('`', ''),
    ...(refusal ? [`${refusedTitle(refusal.isFirst)}. ${refusal.error.code}: ${refusal.error.message}`] : []),
  ].join(' ');
}
