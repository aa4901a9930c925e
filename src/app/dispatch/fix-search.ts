/** Searches for what would change an answer: at once, or in slices that leave the page free. */

import type { Question } from '../../core/authz/authorize.ts';
import type { Fixes } from '../../core/query/fixes/fix.ts';
import { fixesInSteps } from '../../core/query/fixes/search.ts';
import { runToEnd } from '../../core/query/steps.ts';
import { runInSlices, whileWanted } from '../../platform/yield-to-page.ts';
import type { Session } from '../session/session.svelte.ts';
import { attemptIn } from './attempt.ts';

interface FixSearching {
  readonly atOnce: () => Fixes;
  /** `undefined` when nobody wants it any more. */
  readonly inSlices: (isWanted: () => boolean) => Promise<Fixes | undefined>;
}

/** Returns `undefined` while the code of the door is on its way (reactive). */
export function fixSearchIn(session: Session, question: Question): FixSearching | undefined {
  const attempt = attemptIn(session);
  const { state, env } = session;
  if (!attempt) return undefined;
  const steps = () => fixesInSteps(state.world, question, env, attempt);
  return {
    atOnce: () => runToEnd(steps()),
    inSlices: (isWanted) => runInSlices(whileWanted(steps(), isWanted)),
  };
}
