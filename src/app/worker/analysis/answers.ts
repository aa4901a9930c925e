/** The questions that the worker answers, each in steps that yield how much is done. */

import { type WhoCanRow, whoCanInSteps } from '../../../core/query/ask/who-can.ts';
import type { AnalysisKind, AnalysisQuestion, AnswerTo, Asks } from './messages.ts';
import type { Replica } from './replica.ts';
import { columnsOf } from './who-can-columns.ts';

/** Yields numbers from 0 to 1. */
export type AnswerSteps<K extends AnalysisKind = AnalysisKind> = Generator<number, AnswerTo<K>, undefined>;

export function answerInSteps(replica: Replica, { kind, asks, now }: AnalysisQuestion): AnswerSteps {
  switch (kind) {
    case 'who-can':
      return whoCan(replica, asks, now);
  }
}

/** The number of principals in one step. */
const chunk = 40;

function* whoCan(
  { world, reference }: Replica,
  { account, question }: Asks<'who-can'>,
  now: number,
): AnswerSteps<'who-can'> {
  const found: WhoCanRow[] = [];
  for (const { done, total, rows } of whoCanInSteps(world, account, question, { now, reference }, chunk)) {
    found.push(...rows);
    yield done / total;
  }
  return columnsOf(found);
}
