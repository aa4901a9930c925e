/** The answer in words that mean something without the screen beside them: as one sentence, and read out whole. */

import type { Question } from '../../../../core/authz/authorize.ts';
import type { Answer } from '../../../../core/query/ask/answer.ts';
import type { CallAnswer } from '../../../../core/query/ask/answer-alone.ts';
import { nameOfArn } from '../../../entity/names.ts';
import { resourceWords } from '../question/choices.ts';
import { refusedCaveat, refusedTitle, verdictWords } from './open-words.ts';

/** Returns the sentence that follows the word of the verdict. */
export function answerWords({ principal, action, resource }: Question, { kind, decision }: Answer): string {
  const isYes = decision.verdict === 'allowed' || kind === 'caller-account' || kind === 'on-part';
  const can = kind === 'resource-policy' ? 'can or cannot' : isYes ? 'can' : 'cannot';
  return `${nameOfArn(principal)} ${can} do ${action} on ${resourceWords(resource)}`;
}

/**
 * Returns what is read out when the answer changes. A refusal for another reason than a policy comes last, as on
 * screen, and the permission that decides is named where it is not the asked one.
 */
export function spokenWords(
  { answer, deciding, refusal }: Pick<CallAnswer, 'answer' | 'deciding' | 'refusal'>,
  asked: Question,
  { headline, more }: { readonly headline: string; readonly more: string },
): string {
  const { word, caveat } = verdictWords(answer);
  const limit = refusal ? refusedCaveat : caveat;
  const isAsked = deciding.action.toLowerCase() === asked.action.toLowerCase();
  return [
    `${word}${limit ? `, ${limit}` : ''}.`,
    ...(isAsked ? [] : [`The call needs ${deciding.action}.`]),
    `${headline} ${more}`.trim().replaceAll('`', ''),
    ...(refusal ? [`${refusedTitle(refusal.isFirst)}. ${refusal.error.code}: ${refusal.error.message}`] : []),
  ].join(' ');
}
