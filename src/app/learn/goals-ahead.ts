/** Judges the goals of the open level or scenario as they would be once an edit of a policy is saved. Nothing is written. */

import { memoBy } from '../../core/model/memo.ts';
import { authorize } from '../../core/authz/authorize.ts';
import { overlayWorld } from '../../core/model/world/overlay.ts';
import { type EditedPolicy, changeBy } from '../../core/query/policies/edited-policy.ts';
import type { ScenarioGuide } from '../../share/scenario/format/scenario.ts';
import { goalFact } from '../../share/scenario/goal-fact.ts';
import { progressOf } from '../../share/scenario/progress.ts';
import type { GoalsAhead } from '../../learn/level/ahead.ts';
import { runInSlices } from '../../platform/yield-to-page.ts';
import { shownGuide } from '../guide/guide.ts';
import type { Session } from '../session/session.svelte.ts';
import { levelTextOf } from './level-text.ts';

export type { GoalsAhead } from '../../learn/level/ahead.ts';

/** Returns true where the account on screen has goals that an edit could reach. */
export function hasGoals(session: Session): boolean {
  const guide = session.readOnlyWorld ? undefined : shownGuide(session);
  return guide?.level !== undefined || (guide?.goals?.length ?? 0) > 0;
}

/** Milliseconds after which the quick goals are told, and those that take longer follow. */
const quickAfter = 60;

export interface GoalsTold extends GoalsAhead {
  /** Goals are still being judged. */
  readonly isPart: boolean;
}

/**
 * Tells how the goals would stand; `undefined` where there are none, or no such place to save the document in. Rejects when
 * `signal` aborts.
 */
export async function goalsAfter(
  session: Session,
  { edited, document }: { readonly edited: EditedPolicy; readonly document: string },
  signal: AbortSignal,
  tell: (ahead: GoalsTold | undefined) => void,
): Promise<void> {
  const guide = hasGoals(session) ? shownGuide(session) : undefined;
  const { world } = session.state;
  const change = guide && changeBy(world, edited, document);
  if (!change) return tell(undefined);
  if (guide.level === undefined)
    return tell({ ...guideAfter(session, guide, overlayWorld(world, [change])), isPart: false });
  const [level, { hasSlowGoals, levelAhead }] = await Promise.all([
    levelOf(guide, session),
    import('../../learn/level/ahead.ts'),
  ]);
  signal.throwIfAborted();
  const place = {
    world,
    account: session.workspaces.current?.account ?? session.account,
    env: session.env,
    run: <T>(steps: Parameters<typeof runInSlices<T>>[0]) => runInSlices(steps, { signal }),
  };
  if (level.goals.length === 0) return tell(undefined);
  const whole = levelAhead(level, place, change);
  const isLong = hasSlowGoals(level) && (await Promise.race([whole.then(() => false), later(quickAfter)]));
  if (isLong) {
    const quick = await levelAhead(level, place, change, true);
    signal.throwIfAborted();
    tell({ ...quick, isPart: true });
  }
  const ahead = await whole;
  signal.throwIfAborted();
  tell({ ...ahead, isPart: false });
}

const later = (milliseconds: number): Promise<boolean> =>
  new Promise((resolve) => {
    setTimeout(() => resolve(true), milliseconds);
  });

/** The level is read once, not with each letter that is typed; again where it did not load. */
const levelOf = memoBy(async (guide: ScenarioGuide, session: Session) => {
  try {
    return await levelTextOf(session, guide.level ?? '', guide.variant);
  } catch (error) {
    levelOf.forget(guide);
    throw error;
  }
});

function guideAfter(session: Session, guide: ScenarioGuide, later: Session['state']['world']): GoalsAhead {
  const { env, state } = session;
  const goalsIn = (world: typeof later) =>
    progressOf(
      { ...guide, questions: [], steps: [] },
      (question) => authorize(world, question, env).verdict,
      [],
    ).goals;
  const now = goalsIn(state.world);
  const after = goalsIn(later);
  return {
    reached: after.filter(({ reached }) => reached).length,
    known: after.length,
    total: after.length,
    broken: after.flatMap(({ goal, reached }, at) => (!reached && now[at]?.reached ? [goalFact(goal)] : [])),
  };
}
