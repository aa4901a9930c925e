/** The ways that a cut closes, as the search finds them: all of some principals, or the shortest of everybody. */

import type { DecisionEnv } from '../../authz/authorize.ts';
import type { AccountId } from '../../model/ids.ts';
import type { World } from '../../model/world/world.ts';
import type { AttackPath, WayStep } from '../../analysis/ways/attack-path.ts';
import { type Aim, aimOf } from '../../analysis/ways/search/aims.ts';
import { Holders } from '../../analysis/ways/search/holders.ts';
import { type WayOptions, WaySearch, indexed } from '../../analysis/ways/search/way-search.ts';
import type { Paused } from '../../analysis/ways/search/kept/asking.ts';
import { type SearchEnv, searchEnv } from '../../analysis/ways/search-env.ts';
import type { WaysToCut } from './cut.ts';
import { type Steps, runToEnd } from '../../model/steps.ts';
import { attemptMethod } from '../../analysis/ways/method-works.ts';
import { entriesOf, isOutsider } from '../../analysis/ways/search/outsiders.ts';

export interface FoundWaysAsked extends WayOptions {
  /** Starts of ways, written for `WaySearch.all`; absent: everybody. */
  readonly from?: readonly string[];
  /** ARNs of those who may have ways; only where `from` is absent. */
  readonly except?: ReadonlySet<string>;
}

/** So few principals tell all their ways at once: otherwise each search would find one more. */
const mostAskedForMore = 16;

/** `world`: as it is before the cut. It must not change while ways are searched. */
export function foundWays(
  world: World,
  { from, except, ...options }: FoundWaysAsked,
  env: DecisionEnv,
): WaysToCut<AttackPath> {
  const known = searchEnv(env);
  const isPower = (options.to ?? 'administrator') === 'administrator';
  const aim = aimOf(world, options.to ?? 'administrator', options.account, known);
  const before = new WaySearch(world, env, options);
  const isToCut = (way: AttackPath): boolean =>
    // Whoever may reach a resource without any step shall do so.
    !except?.has(way.from) && (way.steps.length > 0 || isPower);
  let last = before;
  /** Those who led in the search before: likely they lead again. */
  let leaders: ReadonlySet<string> = new Set();

  function* ofLeaders(search: WaySearch): Generator<AttackPath | undefined, void, undefined> {
    const still = new Set<string>();
    for (const one of leaders)
      for (const way of yield* paused(search.ownInSteps(one))) {
        still.add(one);
        yield way;
      }
    leaders = still;
  }

  function* ofEverybody(search: WaySearch): Generator<AttackPath | undefined, void, undefined> {
    const shortest = (yield* paused(search.shortestInSteps())).filter(isToCut);
    yield* shortest;
    leaders = shortest.length > mostAskedForMore ? new Set() : new Set(shortest.map((way) => way.from));
    for (const one of leaders) yield* (yield* paused(search.waysInSteps(one))).paths;
  }

  return {
    *search(after) {
      const search = after === world ? before : before.after(after);
      last = search;
      if (from) {
        for (const one of from) yield* yield* paused(search.someInSteps(one));
        return;
      }
      yield* ofLeaders(search);
      if (leaders.size === 0) yield* ofEverybody(search);
    },
    *provesIn(after) {
      const search = new WaySearch(after, env, options);
      const starts = from ?? insidersIn(after).filter((one) => !except?.has(one));
      const isClosed = (arn: string) => isPower || !aim.isMetBy(world, arn);
      if (yield* search.provedInSteps(starts.filter(isClosed))) return true;
      if (!from) return (yield* search.shortestInSteps()).every((way) => !isToCut(way)) && search.isComplete;
      for (const one of from)
        if ((yield* search.someInSteps(one)).length > 0 || search.isUnsure) return false;
      return true;
    },
    soFar: () => (from ? [] : last.soFar.filter(isToCut)),
    isSure: () => (from ? !last.isUnsure : last.isComplete),
    again: (after, way) => wayAgain(after, way, known, aim),
  };
}

const insidersIn = ({ users, roles }: World): string[] =>
  [...users.values(), ...roles.values()].map(({ arn }) => arn);

/** A cut shows no progress of this search. */
function* paused<T>(steps: Steps<T>): Paused<T> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    yield undefined;
  }
}

/** Returns the ARNs of the users and roles that are administrators without any step. */
export const administratorsOf = (world: World, env: DecisionEnv): ReadonlySet<string> =>
  runToEnd(administratorsInSteps(world, env));

export function* administratorsInSteps(world: World, env: DecisionEnv): Steps<ReadonlySet<string>> {
  const known = searchEnv(env);
  const aim = aimOf(world, 'administrator', undefined, known);
  for (const account of world.accounts.keys()) yield* indexed(world, account as AccountId);
  const holders = new Holders(world, known);
  yield;
  const found = new Set<string>();
  for (const number of aim.candidates(holders)) {
    const arn = holders.arnOf(number);
    if (aim.isMetBy(world, arn)) found.add(arn);
    yield;
  }
  return found;
}

/** Takes the steps of a way in another world. Returns `undefined` when one is refused, or the aim is not reached. */
function wayAgain(
  world: World,
  way: AttackPath,
  env: SearchEnv,
  { isMetBy, isMetWith }: Pick<Aim, 'isMetBy' | 'isMetWith'>,
): AttackPath | undefined {
  let after = world;
  const steps: WayStep[] = [];
  for (const step of way.steps) {
    if (isOutsider(step.from)) {
      const entry = entriesOf(world, step.from, env).find(({ to }) => to === step.to);
      if (!entry) return undefined;
      steps.push(entry);
      continue;
    }
    // A principal that the method makes is not there before.
    const pair = step.method.gain === 'new' ? { ...step, to: step.from } : step;
    const {
      works,
      decided,
      choice,
      assumes,
      after: next,
    } = attemptMethod(after, step.method, pair, env, 'stop');
    if (!works || (assumes.length > 0 && step.assumes.length === 0)) return undefined;
    steps.push({ ...step, decided, choice, assumes });
    after = next;
  }
  const end = endOf(way);
  const isMet = isMetBy(after, end) || (way.onlyWith !== undefined && isMetWith?.(after, end) !== undefined);
  return isMet ? { ...way, steps } : undefined;
}

/** Returns the principal that the actor is after the last step. */
function endOf({ from, steps }: AttackPath): string {
  const last = steps.at(-1);
  if (!last) return from;
  // A step that only strengthens leaves the actor who it is, unless it strengthens whom the actor was first.
  return last.method.isPreparation && last.to !== steps[0]?.from ? last.from : last.to;
}
