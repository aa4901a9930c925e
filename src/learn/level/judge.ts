/**
 * Judges the goals of a level in a world: what is so now, and whether that is wanted. The engine and the door answer;
 * nothing here reads a policy to decide. A login from outside is signed and verified, so judging is asynchronous.
 */

import { authorize } from '../../core/authz/authorize.ts';
import { resolvePrincipal } from '../../core/authz/principal.ts';
import { arnName, parseArn } from '../../core/model/arn.ts';
import { type AccountId, unsafeAccountId } from '../../core/model/ids.ts';
import { labelsIn } from '../../core/model/labels.ts';
import { isExpired } from '../../core/model/world/dates.ts';
import { ownedBy, type World } from '../../core/model/world/world.ts';
import type {
  AnswerCheck,
  LevelCheck,
  EveryCheck,
  QuestionFact,
  FactCheck,
  Level,
  LevelGoal,
  NoWayUpCheck,
} from './format.ts';
import { type GoalNow, isWanted, type Judged, type LevelNow, type LevelPlace } from './standing.ts';
import type { AccountRecord } from '../../core/model/records/account.ts';
import type { AttackPath } from '../../core/analysis/ways/attack-path.ts';
import { type Ways, WaySearch } from '../../core/analysis/ways/search/way-search.ts';
import { runToEnd } from '../../core/model/steps.ts';
import { defined } from '../../core/model/defined.ts';

interface Asked {
  readonly world: World;
  readonly account: AccountRecord;
  readonly of: string;
  readonly at: number;
}

function factHolds({ fact, of = '', at = 0 }: FactCheck, world: World, id: AccountId): boolean {
  const account = world.accounts.get(id);
  return account !== undefined && readers[fact]({ world, account, of, at });
}

const readers: Readonly<Record<QuestionFact, (asked: Asked) => boolean>> = {
  // A device that nobody has belongs to no one, also where `of` does not exist.
  mfa: ({ world, of }) =>
    [...world.mfaDevices.values()].some(({ owner }) => owner !== undefined && owner === ownerOf(world, of)),
  'active-key': ({ world, of }) =>
    [...world.accessKeys.values()].some(
      ({ owner, status }) => owner === ownerOf(world, of) && status === 'Active',
    ),
  'access-key': ({ world, of }) =>
    [...world.accessKeys.values()].some(({ owner }) => owner === ownerOf(world, of)),
  password: ({ world, of }) => world.loginProfiles.has(ownerOf(world, of) ?? ''),
  exists: ({ world, of }) => world.index.byArn.has(of),
  'policy-on-user': ({ world, account }) =>
    ownedBy(world, 'users', account.id).some(
      ({ inlinePolicies, attachedPolicies }) => inlinePolicies.length + attachedPolicies.length > 0,
    ),
  'linked-role': ({ world, account, of }) =>
    ownedBy(world, 'roles', account.id).some(({ path }) => path === `/aws-service-role/${of}/`),
  'password-length': ({ account, at }) => (account.passwordPolicy?.minimumPasswordLength ?? 0) >= at,
  'password-age': ({ account, at }) => {
    const days = account.passwordPolicy?.maxPasswordAge ?? 0;
    return days > 0 && days <= at;
  },
  'password-reuse': ({ account, at }) => (account.passwordPolicy?.passwordReusePrevention ?? 0) >= at,
  lockout: ({ account, at }) => (account.signInExtensions?.lockout?.attempts ?? Infinity) <= at,
};

/** Credentials name a user by its id, and the root user by the account id. */
function ownerOf(world: World, arn: string): string | undefined {
  const root = /^arn:aws:iam::(\d{12}):root$/.exec(arn);
  return root?.[1] ?? world.index.byArn.get(arn)?.id;
}

type WayPlace = Pick<LevelPlace, 'world' | 'env' | 'run'>;

/**
 * The searches of one judgement: several goals with the same aim ask one search, one after the other.
 *
 * @internal Read by tests.
 */
export class WaySearches {
  readonly #place: WayPlace;
  readonly #searches = new Map<string, WaySearch>();
  #last: Promise<unknown> = Promise.resolve();

  constructor(place: WayPlace) {
    this.#place = place;
  }

  /** Returns one way, if there is any. */
  wayOf(check: Omit<NoWayUpCheck, 'kind'>): Promise<Ways> {
    const { run = atOnce } = this.#place;
    const found = this.#last.then(() => run(this.#to(check).anyInSteps(check.principal)));
    this.#last = found.catch(() => undefined);
    return found;
  }

  #to({ to, account }: Pick<NoWayUpCheck, 'to' | 'account'>): WaySearch {
    const key = JSON.stringify([to, account]);
    let search = this.#searches.get(key);
    if (!search) {
      const { world, env } = this.#place;
      search = new WaySearch(world, env, { ...(to && { to }), ...(account && { account }) });
      this.#searches.set(key, search);
    }
    return search;
  }
}

/** @internal Read by tests. */
export async function judgeWay(check: NoWayUpCheck, searches: WaySearches): Promise<Judged> {
  const found = await searches.wayOf(check);
  const [way] = found.paths;
  if (way) return { now: true, reached: false, why: firstStepText(way, check.to) };
  return found.isComplete ? { now: false, reached: true } : { now: false, reached: false, why: stoppedText };
}

const atOnce: NonNullable<LevelPlace['run']> = (steps) => Promise.resolve(runToEnd(steps));

const stoppedText = 'There is too much to try here, so a way may be left.';

/** Says the first step of a way, with names: `dara creates a function …`. */
function firstStepText({ from, steps, to }: AttackPath, wanted: string | undefined): string {
  const [first] = steps;
  if (!first)
    return wanted === undefined
      ? `\`${arnName(to)}\` is an administrator.`
      : `\`${nameOf(from)}\` reaches \`${arnName(wanted)}\` at once.`;
  const { method } = first;
  const text = method.how.replace(/^The (actor|user|session|outsider)\b/, `\`${nameOf(first.from)}\``);
  const gained = first.from === first.to ? '' : arnName(first.to);
  if (steps.length === 1) return gained ? `A way leads to \`${gained}\`. ${text}` : text;
  const count = `first of ${steps.length} steps`;
  return gained ? `The ${count} leads to \`${gained}\`. ${text}` : `This is the ${count}. ${text}`;
}

/** An outsider is known by its whole subject. */
const nameOf = (principal: string): string => (parseArn(principal) ? arnName(principal) : principal);

export type { LevelNow, LevelPlace } from './standing.ts';

export async function judgeLevel(
  level: Pick<Level, 'goals' | 'hidden'>,
  place: LevelPlace,
): Promise<LevelNow> {
  const searches = new WaySearches(place);
  const [goals, hidden] = await Promise.all([
    judgeGoals(level.goals, place, searches),
    judgeGoals(level.hidden, place, searches),
  ]);
  const solved = goals.every(({ reached }) => reached);
  return { goals, hidden, solved, least: solved && hidden.every(({ reached }) => reached) };
}

const judgeGoals = (
  goals: readonly LevelGoal[],
  place: LevelPlace,
  searches: WaySearches,
): Promise<GoalNow[]> =>
  Promise.all(goals.map(async (goal) => ({ goal, ...(await judge(goal.check, place, searches)) })));

/** @internal The tests judge single checks. */
export async function judge(
  check: LevelCheck,
  place: LevelPlace,
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

const asWanted = (check: LevelCheck, now: boolean): Judged => ({ now, reached: now === isWanted(check) });

function judgeAnswer(check: AnswerCheck, { world, env }: LevelPlace): Judged {
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

function judgeEvery(check: EveryCheck, { world, account, env }: LevelPlace): Judged {
  const { actions, resources, context, wanted, except = [] } = check;
  const other = principalsOf(check, world, account)
    .filter((principal) => !except.includes(principal))
    .flatMap((principal) =>
      actions.flatMap((action) =>
        resources.map((resource) =>
          authorize(world, { principal, action, resource, ...defined({ context }) }, env),
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
