/** Finds what would settle an open answer, while the page goes on. */

import type { CallAnswer } from '../../core/query/ask/answer-alone.ts';
import { type MissingFile, whatSettlesCall } from '../../core/query/settle/settle.ts';
import { runInSlices, whileWanted } from '../../platform/yield-to-page.ts';
import type { Session } from './session.svelte.ts';

/** Returns the files that settle the whole call; `undefined`: nobody wants them any more. */
export function filesThatSettle(
  { state, env }: Session,
  { answer, parts }: CallAnswer,
  isWanted: () => boolean,
): Promise<readonly MissingFile[] | undefined> {
  // Policies alone decide it, so no file is missing.
  if (answer.kind === 'decision') return Promise.resolve([]);
  const questions = parts.map(({ question }) => question);
  return runInSlices(whileWanted(whatSettlesCall(state.world, questions, env), isWanted));
}
