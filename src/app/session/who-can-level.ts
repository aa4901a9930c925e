/** Asks who can do which actions of an access level, in slices, so that the page stays alive. */

import { type LevelQuestion, type LevelRow, whoCanLevelInSteps } from '../../core/query/ask/who-can/level.ts';
import { runInSlices } from '../../platform/yield-to-page.ts';
import type { Session } from './session.svelte.ts';

interface Asking {
  readonly signal: AbortSignal;
  /** Told how much is done: a number between 0 and 1. */
  readonly report: (done: number) => void;
}

/** Returns `undefined` when it was given up. */
export const askLevel = (session: Session, question: LevelQuestion, asking: Asking) =>
  runInSlices(whileAsked(session, question, asking));

function* whileAsked(
  { state, account, env }: Session,
  question: LevelQuestion,
  { signal, report }: Asking,
): Generator<void, readonly LevelRow[] | undefined, undefined> {
  let rows: readonly LevelRow[] = [];
  for (const step of whoCanLevelInSteps(state.world, account, question, env)) {
    rows = step.rows;
    report(step.done / step.total);
    yield;
    if (signal.aborted) return undefined;
  }
  return rows;
}
