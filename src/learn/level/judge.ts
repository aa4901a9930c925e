/**
 * Judges the goals of a level in a world: what is so now, and whether that is wanted. The engine and the door answer;
 * nothing here reads a policy to decide. A login from outside is signed and verified, so judging is asynchronous.
 */

import { authorize } from '../../core/authz/authorize.ts';
import { resolvePrincipal } from '../../core/authz/principal.ts';
import { arnName } from '../../core/model/arn.ts';
import { type AccountId, unsafeAccountId } from '../../core/model/ids.ts';
import { labelsIn } from '../../core/model/labels.ts';
import { isExpired } from '../../core/model/world/expiry.ts';
import { type World, ownedBy } from '../../core/model/world/world.ts';
import { factHolds } from './facts.ts';
import type { AnswerCheck, Check, EveryCheck, Level, LevelGoal } from './format.ts';
import { WaySearches, judgeWay } from './judge-way.ts';
import { type GoalNow, type Judged, type LevelNow, type Place, isWanted } from './standing.ts';

export type { LevelNow, Place } from './standing.ts';

/** Judges all goals. */
export async function judgeLevel(level: Pick<Level, 'goals' | 'hidden'>, place: Place): Promise<LevelNow> {
  const searches = new WaySearches(place);
  const [goals, hidden] = await Promise.all([
    judgeGoals(level.goals, place, searches),
    judgeGoals(level.hidden, place, searches),
  ]);
  const solved = goals.every(({ reached }) => reached);
  return { goals, hidden, solved, least: solved && hidden.every(({ reached }) => reached) };
}

const judgeGoals = (goals: readonly LevelGoal[], place: Place, searches: WaySearches): Promise<GoalNow[]> =>
  Promise.all(goals.map(async (goal) => ({ goal, ...(await judge(goal.check, place, searches)) })));

/** @internal The tests judge single checks. */
export async function judge(
  check: Check,
  place: Place,
  searches: WaySearches = new WaySearches(place),
): Promise<Judged> {
  switch (check.kind) {
    case 'answer':
      return judgeAnswer(check, place);
    case 'every':
      return judgeEvery(check, place);
    case 'calls': {
      const { judgeCalls } = await import('./judge-calls.ts');
      return judgeCalls(check, place);
    }
    case 'flow': {
      const { judgeFlow } = await import('./flow.ts');
      return judgeFlow(check, place);
    }
    case 'no-way-up':
      return judgeWay(check, searches);
    case 'reached': {
      const { judgeReached } = await import('./judge-reached.ts');
      return judgeReached(check, place);
    }
    case 'fact':
      return asWanted(check, factHolds(check, place.world, place.account));
  }
}

const asWanted = (check: Check, now: boolean): Judged => ({ now, reached: now === isWanted(check) });

function judgeAnswer(check: AnswerCheck, { world, env }: Place): Judged {
  const { question, wanted, because } = check;
  const session = check.session ? newestSession(world, question.principal, env.now) : undefined;
  if (check.session && session === undefined)
    return { now: false, reached: wanted === 'denied', why: noSession(question.principal) };
  const asked = session ? { ...question, principal: session.arn, session: session.id } : question;
  const decision = authorize(world, asked, env);
  const { verdict, layer } = decision;
  return {
    now: verdict === 'allowed',
    reached: verdict === wanted && (because === undefined || because === layer),
    why: missing(world, asked.principal) ?? decision.explain(labelsIn(world)).headline,
  };
}

/** Says that a user or role of an account of this world is not there: it waits to be created. */
function missing(world: World, principal: string): string | undefined {
  const caller = resolvePrincipal(world, principal);
  if (caller.kind !== 'outside' || !world.accounts.has(unsafeAccountId(caller.account))) return undefined;
  return `\`${arnName(caller.roleArn ?? caller.arn)}\` does not exist yet.`;
}

const noSession = (principal: string) => `Nobody has temporary credentials of \`${arnName(principal)}\` yet.`;

/** Returns the session of a role or user that was issued last and still lives. */
function newestSession(world: World, principal: string, now: number) {
  const ref = world.index.byArn.get(principal);
  // Sessions of the root user have no entity either.
  if (!ref) return undefined;
  return [...world.sessions.values()]
    .filter((session) => session.entity === ref.id && !isExpired(session, now))
    .reduce<{ readonly arn: string; readonly id: string; readonly issueTime: string } | undefined>(
      (newest, one) => (newest && newest.issueTime > one.issueTime ? newest : one),
      undefined,
    );
}

function judgeEvery(check: EveryCheck, { world, account, env }: Place): Judged {
  const { actions, resources, context, wanted, except = [] } = check;
  const other = principalsOf(check, world, account)
    .filter((principal) => !except.includes(principal))
    .flatMap((principal) =>
      actions.flatMap((action) =>
        resources.map((resource) =>
          authorize(world, { principal, action, resource, ...(context ? { context } : {}) }, env),
        ),
      ),
    )
    .find(({ verdict }) => verdict !== wanted);
  const now = other ? wanted !== 'allowed' : wanted === 'allowed';
  return {
    now,
    reached: other === undefined,
    ...(other ? { why: other.explain(labelsIn(world)).headline } : {}),
  };
}

function principalsOf({ of }: EveryCheck, world: World, account: AccountId): readonly string[] {
  if (typeof of !== 'string') return of;
  const users = of === 'roles' ? [] : ownedBy(world, 'users', account);
  const roles = of === 'users' ? [] : ownedBy(world, 'roles', account);
  return [...users, ...roles].map(({ arn }) => arn);
}
