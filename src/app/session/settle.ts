/** Finds what would settle an open answer, in the worker or in slices, so that the page stays alive. */

import type { Question } from '../../core/authz/authorize.ts';
import { actionName } from '../../core/eval/action.ts';
import type { CallAnswer } from '../../core/query/ask/answer-alone.ts';
import { isLargeAccount } from '../../core/query/ask/principals.ts';
import { type MissingFile, whatSettlesCall } from '../../core/query/settle/settle.ts';
import { runInSlices, whileWanted } from '../../platform/yield-to-page.ts';
import type { Session } from './session.svelte.ts';

/** Returns the files that settle the whole call; `undefined`: nobody wants them any more. */
export async function filesThatSettle(
  session: Session,
  { answer, parts }: CallAnswer,
  isWanted: () => boolean,
): Promise<readonly MissingFile[] | undefined> {
  // Policies alone decide it, so no file is missing.
  if (answer.kind === 'decision') return [];
  const { state, account, env } = session;
  const questions = parts.map(({ question }) => question);
  if (isLargeAccount(state.world, account)) {
    // Code that does not arrive is no reason to give no answer.
    const found = await askWorker(session, questions, isWanted).catch(() => undefined);
    if (found || !isWanted()) return found;
  }
  return runInSlices(whileWanted(whatSettlesCall(state.world, questions, env), isWanted));
}

async function askWorker(
  { state, env, analysis }: Session,
  questions: readonly Question[],
  isWanted: () => boolean,
): Promise<readonly MissingFile[] | undefined> {
  const asking = new AbortController();
  const report = () => {
    if (!isWanted()) asking.abort();
  };
  const services = [...new Set(questions.map(({ action }) => actionName(action).service))];
  const asked = { world: state.world, env, services };
  const worker = await analysis();
  return worker.ask(asked, 'settle', { questions }, { signal: asking.signal, report });
}
