/** The answer as one sentence, which means something without the question beside it. */

import type { Question } from '../../../../core/authz/authorize.ts';
import { nameOfArn } from '../../../entity/names.ts';
import { resourceWords } from '../question/choices.ts';

/** Returns the sentence that follows “Yes” or “No”. */
export function answerWords({ principal, action, resource }: Question, isAllowed: boolean): string {
  const can = isAllowed ? 'can' : 'cannot';
  return `${nameOfArn(principal)} ${can} do ${action} on ${resourceWords(resource)}`;
}
