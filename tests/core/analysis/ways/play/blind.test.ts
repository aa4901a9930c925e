/**
 * The oracle of the ways: in random accounts a search through the door that knows no method finds an administrator exactly
 * where a way leads to one, and every way that the door can play ends in one.
 */

import { beforeAll, expect, test } from 'vitest';
import type { AttackPath } from '#core/analysis/ways/attack-path.ts';
import { rowOf } from '#headless/attack-paths.ts';
import { WaySearch } from '#core/analysis/ways/search/way-search.ts';
import type { Env } from '#core/model/request/request.ts';
import type { World } from '#core/model/world/world.ts';
import { type Played, playWay } from '#core/play/way.ts';
import { randomFromSeed } from '#platform/random.ts';
import { createReference } from '#reference/reference.ts';
import { env as now } from '../../../accounts.ts';
import { blindSearch } from './blind-search.ts';
import { richAccount } from './rich-accounts.ts';
import { smallAccount } from './small-accounts.ts';
import { countOf } from '../../../../setup/counts.ts';

const worlds = countOf({ sample: 6, full: 25, most: 2000 });
/** Each of these has many times more calls to try. */
const richWorlds = countOf({ sample: 4, full: 6, most: 100 });
const most = 3;

const reference = createReference();
beforeAll(async () => {
  await reference.loadManagedPolicies();
  await reference.loadAllActions();
});

const waysOf = (world: World): AttackPath[] => new WaySearch(world, now).shortest();

/** Returns the number of calls that the actor makes itself. */
const callsOf = ({ calls }: Played): number =>
  calls.filter(({ request }) => request.caller.kind !== 'service' && request.service !== 'signin').length;

/** Returns a sentence when the way does not end as it says, or is short and was not found blindly. */
function wrongIn(world: World, way: AttackPath, isFound: boolean, env: Env): string[] {
  const played = playWay(world, way, env);
  const ids = way.steps.map(({ method }) => method.id).join(', ');
  if (!played.played)
    return /does not simulate|cannot be played/.test(played.because) ? [] : [`${ids}: ${played.because}`];
  const calls = callsOf(played);
  return isFound || calls > most ? [] : [`${ids} in ${String(calls)} calls`];
}

/** Returns the starts of rows that break off: a step begins elsewhere than the one before ended. */
const brokenRows = (ways: Iterable<AttackPath>): string[] =>
  [...ways]
    .map((way) => rowOf(way))
    .flatMap(({ from, to, steps }) => {
      const ends = [from, ...steps.map((step) => step.to)];
      return ends.at(-1) === to && steps.every((step, at) => step.from === ends[at]) ? [] : [from];
    });

/** Compares both searches in the accounts of the numbers from 1. */
function compared(make: (next: () => number) => World, count: number, withForms = false) {
  const differences: string[] = [];
  let [found, none] = [0, 0];
  const used = new Set<string>();
  for (let seed = 1; seed <= count; seed += 1) {
    const random = randomFromSeed([seed, 2, 3, 4]);
    for (let warm = 0; warm < 20; warm += 1) random();
    const world = make(random);
    const env = { ...now, random, reference };
    const ways = new Map(waysOf(world).map((way) => [way.from, way]));
    for (const { arn } of [...world.users.values(), ...world.roles.values()]) {
      const blind = blindSearch(world, arn, env, most, withForms);
      const way = ways.get(arn);
      if (blind) found += 1;
      else none += 1;
      const told = `${String(seed)} ${arn}: `;
      if (blind && !way) differences.push(`${told}no way, yet ${blind.join('; ')}`);
      if (way) differences.push(...wrongIn(world, way, blind !== undefined, env).map((one) => told + one));
      for (const { method } of way?.steps ?? []) used.add(method.id);
    }
    differences.push(...brokenRows(ways.values()).map((from) => `${String(seed)} ${from} breaks off`));
  }
  return { differences, part: Math.min(found, none) / (found + none), used };
}

test('a search that knows no method finds an administrator exactly where a way leads to one', () => {
  const { differences, part } = compared(smallAccount, worlds);
  expect(differences).toEqual([]);
  // Neither search is right by always giving one answer.
  expect(part).toBeGreaterThan(0.2);
}, 1_200_000);

test('so it is where things are made, tagged and limited on the way', () => {
  const { differences, part, used } = compared(richAccount, richWorlds, true);
  expect(differences).toEqual([]);
  expect(part).toBeGreaterThan(0.2);
  expect([...used].some((id) => id.startsWith('before-'))).toBe(true);
}, 1_200_000);
