/**
 * The ways in small random worlds against a search that tries every method for every pair, on and on: both find the same
 * principals, whether the search begins at the ends or at one principal.
 */

import { expect, test } from 'vitest';
import { type AttackPath, isAssumed } from '#core/analysis/ways/attack-path.ts';
import { isAdministrator } from '#core/analysis/ways/administrator.ts';
import { targetsOf } from '#core/analysis/ways/choices.ts';
import { attemptMethod, attempts } from '#core/analysis/ways/method-works.ts';
import { tagMethods } from '#content/methods/enabling.ts';
import { methods } from '#content/methods/list.ts';
import { preparations } from '#content/methods/preparations.ts';
import { WaySearch } from '#core/analysis/ways/search/way-search.ts';
import { searchEnv } from '#core/analysis/ways/search-env.ts';
import type { World } from '#core/model/world/world.ts';
import { env } from '../../accounts.ts';
import { openWorld, randomWorld } from './seeded-account.ts';
import { countOf } from '../../../setup/counts.ts';

const worlds = countOf({ sample: 20, full: 50, most: 2500 });
/** Each of them is searched once for everybody, and once from each principal. */
const openWorlds = countOf({ sample: 4, full: 25, most: 250 });

/** Takes everything that works, for everybody who is gained, until somebody is an administrator or nothing is new. */
function isReached(start: World, principal: string): boolean {
  const own = searchEnv(env);
  let world = start;
  const gained = new Set([principal]);
  const done = new Set<string>();
  for (let isNew = true; isNew;) {
    isNew = false;
    for (const from of gained) {
      if (isAdministrator(world, from, own)) return true;
      for (const method of [...methods, ...preparations, ...tagMethods])
        for (const to of targetsOf(world, method, from))
          for (const result of attempts(world, method, { from, to }, own, 'stop')) {
            const text = JSON.stringify([method.id, from, to, result.choice]);
            if (!result.works || result.assumes.length > 0 || done.has(text)) continue;
            done.add(text);
            const isGained = !method.isPreparation || gained.has(result.gained);
            if (isGained && isAdministrator(result.after, result.gained, own)) return true;
            world = result.after;
            if (!method.isPreparation) gained.add(result.gained);
            isNew = true;
          }
    }
  }
  return false;
}

/** Goes a way step by step. */
function leads(start: World, { steps, to }: AttackPath): boolean {
  const own = searchEnv(env);
  let world = start;
  for (const step of steps) {
    const pair = { from: step.from, to: step.method.gain === 'new' ? step.from : step.to };
    const result = attemptMethod(world, step.method, { ...pair, choice: step.choice }, own, 'stop');
    if (!result.works) return false;
    world = result.after;
  }
  return isAdministrator(world, to, own);
}

test('the search finds a way exactly for those for whom trying everything ends in an administrator', () => {
  const differences: string[] = [];
  let [some, none, longer] = [0, 0, 0];
  for (let seed = 1; seed <= worlds; seed += 1) {
    const world = randomWorld(seed);
    const ways = new Map(new WaySearch(world, env).shortest().map((way) => [way.from, way]));
    for (const { arn } of [...world.users.values(), ...world.roles.values()]) {
      const [first] = new WaySearch(world, env).all(arn);
      // Trying everything can also lose a right, so a way that works when it is gone again counts.
      const wanted = isReached(world, arn) || (first !== undefined && leads(world, first));
      const short = ways.get(arn);
      if (wanted) some += 1;
      else none += 1;
      if (wanted !== (first !== undefined))
        differences.push(`${seed} ${arn}: all finds ${first ? 'one' : 'none'}`);
      if (wanted !== (short !== undefined))
        differences.push(`${seed} ${arn}: shortest finds ${short ? 'one' : 'none'}`);
      if (first && short && first.steps.length !== short.steps.length) longer += 1;
    }
  }
  expect(differences).toEqual([]);
  // A step that strengthens somebody can shorten a way of others, which the search from the ends overlooks.
  expect(longer).toBeLessThanOrEqual(1 + worlds / 500);
  expect([some > worlds / 2, none > worlds / 2]).toEqual([true, true]);
});

test('where much is unknown, the search for everybody finds a way exactly for those from whom a search finds one', () => {
  const differences: string[] = [];
  let [sure, assumed, none] = [0, 0, 0];
  for (let seed = 1; seed <= openWorlds; seed += 1) {
    const world = openWorld(seed);
    const search = () => new WaySearch(world, env, { conditional: true });
    const ways = new Map(
      search()
        .shortest()
        .map((way) => [way.from, way]),
    );
    for (const { arn } of [...world.users.values(), ...world.roles.values()]) {
      const all = search().all(arn);
      const [one, other] = [kindOf(all), kindOf([ways.get(arn) ?? []].flat())];
      if (one === 'sure') sure += 1;
      else if (one === 'assumed') assumed += 1;
      else none += 1;
      if (one !== other) differences.push(`${seed} ${arn}: all is ${one}, shortest is ${other}`);
    }
  }
  expect(differences).toEqual([]);
  expect([sure, assumed, none].map((count) => count > openWorlds / 5)).toEqual([true, true, true]);
});

/** A way without assumptions is better than any other. */
const kindOf = (paths: readonly AttackPath[]): 'sure' | 'assumed' | 'none' =>
  paths.length === 0 ? 'none' : paths.every(isAssumed) ? 'assumed' : 'sure';
