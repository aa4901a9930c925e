/** Ways to power, searched in steps. What is known of a world stays until it changes, so that one principal is quick. */

import { reachInSteps as reaching } from '../../core/analysis/ways/search/from-one/reach.ts';
import { outsidersIn } from '../../core/analysis/ways/search/outsiders.ts';
import { type WayOptions, WaySearch } from '../../core/analysis/ways/search/way-search.ts';
import { type WayRow, wayRow } from '../../core/analysis/ways/rows.ts';
import { searchEnv } from '../../core/analysis/ways/search-env.ts';
import type { World } from '../../core/model/world/world.ts';
import type { Steps } from '../../core/model/steps.ts';
import type { WayCount } from '../../core/query/ways/list.ts';
import type { WorldAt } from './world-at.ts';
import { memoByKey } from '../../core/model/memo.ts';

export interface AskedWays extends WayOptions {
  /** The ways of this one, as `WaySearch.ways` takes it; absent: the shortest of everybody. */
  readonly from?: string | undefined;
  /** Everybody's: those outside whom trust policies name, too. */
  readonly outsiders?: boolean | undefined;
}

export interface AskedCounts extends WayOptions {
  /** Principals or outsiders, as `WaySearch.ways` takes them. */
  readonly of: readonly string[];
}

export interface AskedReach {
  readonly from: string;
  readonly conditional: boolean;
}

export interface ReachFound {
  /** `aim`: `administrator`, or an ARN. */
  readonly aims: readonly { readonly aim: string; readonly way: WayRow }[];
  /** False when the search was stopped, so that there may be more. */
  readonly isComplete: boolean;
}

export interface WaysFound {
  readonly ways: readonly WayRow[];
  /** False when the search was stopped: where no way was found, there may be one. */
  readonly isComplete: boolean;
}

export function* waysInSteps(
  { world, env: { now } }: WorldAt,
  { from, outsiders, ...options }: AskedWays,
): Steps<WaysFound> {
  const search = searchOf(world, options, now);
  if (from === undefined) {
    const paths = yield* search.shortestInSteps();
    const ways = paths.map(wayRow);
    if (outsiders) ways.push(...(yield* ofOutsiders(world, search)));
    return { ways, isComplete: search.isComplete };
  }
  const { paths, isComplete } = yield* search.waysInSteps(from);
  return { ways: paths.map(wayRow), isComplete };
}

function* ofOutsiders(world: World, search: WaySearch): Steps<WayRow[]> {
  const found: WayRow[] = [];
  for (const { from } of outsidersIn(world)) {
    const paths = yield* search.someInSteps(from);
    const [shortest] = paths.map(wayRow).toSorted((a, b) => a.steps.length - b.steps.length);
    if (shortest) found.push(shortest);
    yield;
  }
  return found;
}

export function* countsInSteps(
  { world, env: { now } }: WorldAt,
  { of, ...options }: AskedCounts,
): Steps<WayCount[]> {
  const search = searchOf(world, options, now);
  const counts: WayCount[] = [];
  for (const one of of) {
    const { paths, isComplete } = yield* search.waysInSteps(one);
    counts.push({ ways: paths.length, isComplete });
    yield counts.length / of.length;
  }
  return counts;
}

export function* reachFoundInSteps(
  { world, env: { now } }: WorldAt,
  { from, conditional }: AskedReach,
): Steps<ReachFound> {
  const { aims, isComplete } = yield* reaching(world, from, searchEnv({ now }), conditional);
  return { aims: aims.map(({ aim, way }) => ({ aim, way: wayRow(way) })), isComplete };
}

/** Searches that a world keeps: a page asks what is sure and what depends by turns. */
const keptSearches = 2;

const searches = memoByKey(
  (world: World, _: string, options: WayOptions, now: number) =>
    new WaySearch(world, { now }, { likely: true, ...options }),
  keptSearches,
);

const searchOf = (world: World, options: WayOptions, now: number): WaySearch =>
  searches(world, JSON.stringify([options.to, options.account, options.conditional, now]), options, now);
