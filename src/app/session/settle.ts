/** Finds what would settle an open answer. */

import type { CallAnswer } from '../../core/query/ask/answer-alone.ts';
import type { MissingFile } from '../../core/query/settle/settle.ts';
import type { Watch } from '../../platform/yield-to-page.ts';
import { ask } from '../long-work/ask.ts';
import type { Session } from './session.svelte.ts';

/** Returns the files that settle the whole call; rejects as `ask`. */
export function filesThatSettle(
  session: Session,
  { answer, parts }: CallAnswer,
  watch: Watch,
): Promise<readonly MissingFile[]> {
  // Policies alone decide it, so no file is missing.
  if (answer.kind === 'decision') return Promise.resolve([]);
  return ask(session, 'settle', { questions: parts.map(({ question }) => question) }, watch);
}
