/** Puts questions, goals and pinned answers into words. */

import type { ScenarioPin, ScenarioQuestion } from '../../app/guide/guide.ts';
import { nameOfArn } from '../entity/names.ts';

/** Returns the scenario's text, else the question itself: `alice: s3:GetObject on payroll/2026.csv`. */
export const answerText = ({ text, question }: Pick<ScenarioPin, 'text' | 'question'>): string =>
  text || questionText(question);

export const questionText = ({ principal, action, resource }: ScenarioQuestion): string =>
  `${nameOfArn(principal)}: ${action} on ${resource === '*' ? 'everything' : nameOfArn(resource)}`;
