/** The answer as one sentence, which means something without the question beside it. */

import type { Question } from '../../../../core/authz/authorize.ts';
import type { Answer } from '../../../../core/query/ask/answer.ts';
import { nameOfArn } from '../../../entity/names.ts';
import { resourceWords } from '../question/choices.ts';

/** Returns the sentence that follows the word of the verdict. */
export function answerWords({ principal, action, resource }: Question, { kind, decision }: Answer): string {
  const isYes = decision.verdict === 'allowed' || kind === 'caller-account' || kind === 'on-part';
  const can = kind === 'key-policy' ? 'can or cannot' : isYes ? 'can' : 'cannot';
  return `${nameOfArn(principal)} ${can} do ${action} on ${resourceWords(resource)}`;
}
