/** The questions that the worker answers, each in steps that yield how much is done. */

import { type AccountOptions, consequencesInSteps } from '../../../core/analysis/consequences/of-account.ts';
import { effectiveInSteps } from '../../../core/analysis/effective/effective.ts';
import { overlayWorld } from '../../../core/model/world/overlay.ts';
import { whoCanInSteps } from '../../../core/query/ask/who-can.ts';
import { matrixInSteps } from '../../../core/query/matrix/cells.ts';
import { checksInSteps, textsOf } from '../../../core/query/policies/checks/account-checks.ts';
import { whatSettlesCall } from '../../../core/query/settle/settle.ts';
import type { AnalysisKind, AnalysisQuestion, AnswerTo, Asks } from './messages.ts';
import type { Replica } from './replica.ts';
import { countsInSteps, reachInSteps, waysInSteps } from './ways.ts';
import { columnsOf } from './who-can-columns.ts';

/** Yields numbers from 0 to 1. */
export type AnswerSteps<K extends AnalysisKind = AnalysisKind> = Generator<number, AnswerTo<K>, undefined>;

export function answerInSteps(replica: Replica, { kind, asks, now }: AnalysisQuestion): AnswerSteps {
  switch (kind) {
    case 'who-can':
      return whoCan(replica, asks, now);
    case 'effective':
      return effective(replica, asks, now);
    case 'consequences':
      return consequences(replica, asks, now);
    case 'matrix':
      return matrixInSteps(replica.world, asks.account, asks, { now, reference: replica.reference });
    case 'settle':
      return settle(replica, asks, now);
    case 'ways':
      return waysInSteps(replica.world, asks, now);
    case 'way-counts':
      return countsInSteps(replica.world, asks, now);
    case 'reach':
      return reachInSteps(replica.world, asks, now);
    case 'policy-checks':
      return checksInSteps(replica.world, asks.account, textsOf(replica.reference));
  }
}

/** The number of principals in one step. */
const chunk = 40;

function* whoCan(
  { world, reference }: Replica,
  { account, question, known }: Asks<'who-can'>,
  now: number,
): AnswerSteps<'who-can'> {
  const found = yield* whoCanInSteps(world, account, question, { now, reference }, chunk);
  return columnsOf(world, account, found, known);
}

/** Most actions are alike, and those that are not come in any order. */
const effective = (
  { world, reference }: Replica,
  { caller }: Asks<'effective'>,
  now: number,
): AnswerSteps<'effective'> => ofUnknownLength(effectiveInSteps(world, caller, { now }, reference));

const settle = (
  { world, reference }: Replica,
  { questions }: Asks<'settle'>,
  now: number,
): AnswerSteps<'settle'> => ofUnknownLength(whatSettlesCall(world, questions, { now, reference }));

/** Nobody knows how much is left. */
function* ofUnknownLength<T>(steps: Generator<unknown, T, undefined>): Generator<number, T, undefined> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    yield 0;
  }
}

/** Milliseconds after which an example has to do for those who were not looked at. */
const thorough = 1300;
/** Milliseconds for the examples of all others, however long all before took. */
const forExamples = 550;

function consequences(
  { world, reference }: Replica,
  { changes, isLong }: Asks<'consequences'>,
  now: number,
): AnswerSteps<'consequences'> {
  const env = { now, reference };
  const after = { world: overlayWorld(world, changes), env };
  return consequencesInSteps({ world, env }, after, reference, isLong ? {} : timed());
}

function timed(): AccountOptions {
  const end = performance.now() + thorough;
  let last: number | undefined;
  return {
    isOver: () => performance.now() > end,
    isEnded: () => performance.now() > (last ??= performance.now() + forExamples),
  };
}
