/** Searches for what would change an answer: at once, or in slices that leave the page free. */

import type { CallQuestion, Question } from '../../core/authz/authorize.ts';
import type { Fixes } from '../../core/plans/fixes/fix.ts';
import { fixesInSteps } from '../../core/plans/fixes/search.ts';
import { runToEnd } from '../../core/model/steps.ts';
import type { Watch } from '../../platform/yield-to-page.ts';
import { onPage } from '../long-work/ask.ts';
import type { Session } from '../session/session.svelte.ts';
import { attemptIn } from './attempt.ts';

interface FixSearching {
  readonly atOnce: () => Fixes;
  /** Rejects as `ask`. */
  readonly inSlices: (watch: Watch) => Promise<Fixes>;
}

/**
 * Searches for the permission that decides the call, and goes on to the others of it. Returns `undefined` while the
 * code of the door is on its way (reactive).
 */
export function fixSearchIn(
  session: Session,
  question: Question,
  call: CallQuestion,
): FixSearching | undefined {
  const attempt = attemptIn(session);
  const { state, env, door } = session;
  if (!attempt) return undefined;
  const steps = () => {
    const denied = door.denied?.(state.world, call, env);
    return fixesInSteps(state.world, question, { ...env, ...(denied && { denied }) }, attempt);
  };
  return {
    atOnce: () => runToEnd(steps()),
    inSlices: (watch) => onPage(session, state, steps(), watch),
  };
}
