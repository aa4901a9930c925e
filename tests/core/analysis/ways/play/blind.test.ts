/**
 * The oracle of the ways: in random accounts a search through the door that knows no method finds an administrator exactly
 * where a way leads to one, and every way that the door can play ends in one.
 */

import { beforeAll, expect, test, vi } from 'vitest';
import type { AttackPath } from '../../../../../src/core/analysis/ways/attack-path.ts';
import { WaySearch } from '../../../../../src/core/analysis/ways/search/way-search.ts';
import type { World } from '../../../../../src/core/model/world/world.ts';
import { type Played, playWay } from '../../../../../src/core/play/way.ts';
import { seededRandom } from '../../../../../src/platform/random.ts';
import { createReference } from '../../../../../src/reference/reference.ts';
import { env as now } from '../../../accounts.ts';
import { blindSearch } from './blind-search.ts';
import { smallAccount } from './small-accounts.ts';

/** Hashes of passwords are slow on purpose, and no secret is at stake here. */
vi.mock('@noble/hashes/scrypt.js', () => ({ scrypt: (password: Uint8Array) => password }));

const worlds = process.env['DEEP'] === '1' ? 2000 : 15;
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

test('a search that knows no method finds an administrator exactly where a way leads to one', () => {
  const differences: string[] = [];
  let [found, none] = [0, 0];
  for (let seed = 1; seed <= worlds; seed += 1) {
    const random = seededRandom([seed, 2, 3, 4]);
    for (let warm = 0; warm < 20; warm += 1) random();
    const world = smallAccount(random);
    const env = { ...now, random, reference };
    const ways = new Map([...waysOf(world)].map((way) => [way.from, way]));
    for (const { arn } of [...world.users.values(), ...world.roles.values()]) {
      const blind = blindSearch(world, arn, env, most);
      const way = ways.get(arn);
      if (blind) found += 1;
      else none += 1;
      const told = `${String(seed)} ${arn}: `;
      if (blind && !way) differences.push(`${told}no way, yet ${blind.join('; ')}`);
      if (!way) continue;
      const played = playWay(world, way, env);
      const ids = way.steps.map(({ method }) => method.id).join(', ');
      if (!played.played && !/does not simulate|cannot be played/.test(played.because))
        differences.push(`${told}${ids}: ${played.because}`);
      if (played.played && !blind && callsOf(played) <= most)
        differences.push(`${told}${ids} in ${String(callsOf(played))} calls`);
    }
  }
  expect(differences).toEqual([]);
  // Neither search is right by always giving one answer.
  expect(Math.min(found, none) / (found + none)).toBeGreaterThan(0.2);
}, 600_000);
