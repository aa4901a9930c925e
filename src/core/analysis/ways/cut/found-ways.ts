/** The ways that a cut closes, as the search finds them: all of some principals, or the shortest of everybody. */

import type { DecisionEnv } from '../../../authz/authorize.ts';
import type { World } from '../../../model/world/world.ts';
import type { AttackPath } from '../attack-path.ts';
import { aimOf } from '../search/aims.ts';
import { Holders } from '../search/holders.ts';
import { type WayOptions, WaySearch } from '../search/way-search.ts';
import { searchEnv } from '../search-env.ts';
import { wayAgain } from './again.ts';
import type { WaysToCut } from './smallest-cut.ts';

export interface FoundWaysAsked extends WayOptions {
  /** Starts of ways, written for `WaySearch.all`; absent: everybody. */
  readonly from?: readonly string[];
  /** ARNs of those who may have ways; only where `from` is absent. */
  readonly except?: ReadonlySet<string>;
}

/** `world`: as it is before the cut. It must not change while ways are searched. */
export function foundWays(
  world: World,
  { from, except, ...options }: FoundWaysAsked,
  env: DecisionEnv,
): WaysToCut<AttackPath> {
  const known = searchEnv(env);
  const isPower = (options.to ?? 'administrator') === 'administrator';
  const aim = aimOf(world, options.to ?? 'administrator', options.account, known);
  return {
    *search(after) {
      const search = new WaySearch(after, env, options);
      const without = new Set<string>();
      for (const one of from ?? []) {
        yield undefined;
        const ways = search.all(one);
        if (ways.length === 0) without.add(one);
        yield* ways;
      }
      // A search from one principal gives up early in a large account, and that from the ends does not.
      if (from && without.size === 0) return;
      const steps = search.shortestInSteps();
      let step = steps.next();
      for (; !step.done; step = steps.next()) yield undefined;
      const isAsked = (way: AttackPath) => (from ? without.has(way.from) : !except?.has(way.from));
      // Whoever may reach a resource without any step shall do so.
      for (const way of step.value) if (isAsked(way) && (way.steps.length > 0 || isPower)) yield way;
    },
    again: (after, way) => wayAgain(after, way, known, aim),
  };
}

/** Returns the ARNs of the users and roles that are administrators without any step. */
export function administratorsOf(world: World, env: DecisionEnv): ReadonlySet<string> {
  const known = searchEnv(env);
  const aim = aimOf(world, 'administrator', undefined, known);
  const holders = new Holders(world, known);
  const candidates = [...aim.candidates(holders)].map((number) => holders.arnOf(number));
  return new Set(candidates.filter((arn) => aim.isMetBy(world, arn)));
}
