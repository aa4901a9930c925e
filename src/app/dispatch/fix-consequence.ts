/** Tells what a fix means: first for the identity that is asked about, then for everybody else whom it touches. */

import type { AccountConsequences } from '../../core/analysis/consequences/consequence.ts';
import { consequencesInSteps } from '../../core/analysis/consequences/of-account.ts';
import type { Question } from '../../core/authz/authorize.ts';
import type { Fix } from '../../core/plans/fixes/fix.ts';
import type { Steps } from '../../core/model/steps.ts';
import { type FixConsequence, consequenceOf } from '../../core/plans/fixes/consequence.ts';
import { onPage } from '../long-work/ask.ts';
import type { Session } from '../session/session.svelte.ts';
import type { attemptIn } from './attempt.ts';

/** A fix that allows more than this names whole services, so AWS's list of all actions is needed. */
const manyActions = 100;
/** Milliseconds after which the search for others ends. */
const searchMs = 2_000;

export interface FixMeaning extends FixConsequence {
  /** Everybody else for whom something changes; `undefined` while it is searched. */
  readonly others?: AccountConsequences;
}

/** Gives `tell` what is found, once for the asked identity and once with everybody else. Rejects as `ask`. */
export async function tellMeaning(
  session: Session,
  fix: Fix,
  question: Question,
  { attempt, signal, tell }: Telling,
): Promise<void> {
  const { state, env, catalogue } = session;
  const run = <T>(steps: Steps<T>): Promise<T> =>
    onPage(session, state, steps, { signal, report: () => undefined });
  if (fix.breadth >= manyActions) await catalogue.loadAllActions();
  const { world } = state;
  const reference = catalogue.current;
  const looking = { env, attempt, reference };
  const own = await run(consequenceOf(world, fix, question, looking));
  if (!own) return;
  tell(own);
  const end = performance.now() + searchMs;
  const sides = [
    { world, env },
    { world: own.after, env },
  ] as const;
  const isOver = () => performance.now() > end;
  const found = await run(consequencesInSteps(...sides, reference, { isOver }));
  tell({ ...own, others: without(found, question.principal) });
}

interface Telling {
  readonly attempt: NonNullable<ReturnType<typeof attemptIn>>;
  readonly signal: AbortSignal;
  readonly tell: (meaning: FixMeaning) => void;
}

function without(found: AccountConsequences, principal: string): AccountConsequences {
  const but = (arns: readonly string[]) => arns.filter((arn) => arn !== principal);
  return {
    ...found,
    shared: found.shared
      .map((one) => ({ ...one, principals: but(one.principals) }))
      .filter(({ principals }) => principals.length > 0),
    unsure: but(found.unsure),
  };
}
