/** Ways to power, searched in steps. What is known of a world stays until it changes, so that one principal is quick. */

import { type WayOptions, WaySearch } from '../../../core/analysis/ways/search/way-search.ts';
import { type WayRow, wayRow } from '../../../core/analysis/ways/rows.ts';
import type { World } from '../../../core/model/world/world.ts';

export interface AskedWays extends WayOptions {
  /** The ways of this one, as `WaySearch.ways` takes it; absent: the shortest of everybody. */
  readonly from?: string | undefined;
}

export interface WaysFound {
  readonly ways: readonly WayRow[];
  /** False when the search was stopped: where no way was found, there may be one. */
  readonly isComplete: boolean;
}

/** Yields numbers from 0 to 1. */
export function* waysInSteps(
  world: World,
  { from, ...options }: AskedWays,
  now: number,
): Generator<number, WaysFound, undefined> {
  const search = searchOf(world, options, now);
  if (from === undefined) {
    const paths = yield* search.shortestInSteps();
    return { ways: paths.map(wayRow), isComplete: search.isComplete };
  }
  const { paths, isComplete } = yield* search.waysInSteps(from);
  return { ways: paths.map(wayRow), isComplete };
}

/** The search of each world with the question that it was made for. A world is a new object after each change. */
const searches = new WeakMap<World, { readonly key: string; readonly search: WaySearch }>();

function searchOf(world: World, options: WayOptions, now: number): WaySearch {
  const key = JSON.stringify([options.to, options.account, options.conditional, now]);
  const known = searches.get(world);
  if (known?.key === key) return known.search;
  const search = new WaySearch(world, { now }, options);
  searches.set(world, { key, search });
  return search;
}
