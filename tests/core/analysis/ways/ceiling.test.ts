/**
 * The ceiling stands above every way: whoever does not meet the aim below it has no way, neither by the search of methods
 * nor by one that knows none. And where it proves nothing, it mostly shows a way.
 */

import { beforeAll, expect, test } from 'vitest';
import { Ceiling } from '#core/analysis/ways/ceiling/ceiling.ts';
import { allowsOf, freeing, joinedDocuments } from '#core/analysis/ways/ceiling/joined-documents.ts';
import { searchEnv } from '#core/analysis/ways/search-env.ts';
import { aimOf } from '#core/analysis/ways/search/aims.ts';
import { WaySearch } from '#core/analysis/ways/search/way-search.ts';
import { runToEnd } from '#core/model/steps.ts';
import type { World } from '#core/model/world/world.ts';
import { randomFromSeed } from '#platform/random.ts';
import { createReference } from '#reference/reference.ts';
import { countOf } from '../../../setup/counts.ts';
import { allow, anAccount, deny, env, group, role, trusts, user } from '../../accounts.ts';
import { blindSearch } from './play/blind-search.ts';
import { richAccount } from './play/rich-accounts.ts';
import { smallAccount } from './play/small-accounts.ts';
import { openWorld, randomWorld } from './seeded-account.ts';

const reference = createReference();
beforeAll(async () => {
  await reference.loadManagedPolicies();
  await reference.loadAllActions();
});

function ceilingOf(world: World): Ceiling {
  const own = searchEnv(env);
  return new Ceiling(world, aimOf(world, 'administrator', undefined, own), own, 'sure');
}

const mayMeet = (world: World, arn: string): boolean =>
  runToEnd(ceilingOf(world).above([arn])).met !== undefined;

function seeded(make: (next: () => number) => World, seed: number): { world: World; random: () => number } {
  const random = randomFromSeed([seed, 2, 3, 4]);
  for (let warm = 0; warm < 20; warm += 1) random();
  return { world: make(random), random };
}

/** Returns who has a way and stands below a ceiling that says no, and how many the ceiling left out and showed. */
function compared(
  worlds: Iterable<World>,
  blind?: (world: World, arn: string) => readonly string[] | undefined,
) {
  const overlooked: string[] = [];
  let [none, shown, open] = [0, 0, 0];
  for (const world of worlds) {
    const withWay = new Set(new WaySearch(world, env).shortest().map(({ from }) => from));
    const ceiling = ceilingOf(world);
    for (const { arn } of [...world.users.values(), ...world.roles.values()]) {
      const way = runToEnd(ceiling.wayOf(arn));
      if (way === 'none') none += 1;
      else if (way) shown += 1;
      else open += 1;
      if (way !== 'none') continue;
      const calls = withWay.has(arn) ? ['by methods'] : blind?.(world, arn);
      if (calls) overlooked.push(`${arn}: ${calls.join('; ')}`);
    }
  }
  return { overlooked, none, shown, open };
}

const numbers = (count: number): number[] => Array.from({ length: count }, (_, at) => at + 1);

test('the ceiling leaves out nobody who has a way in random accounts', () => {
  const count = countOf({ sample: 15, full: 60, most: 2500 });
  const found = compared(numbers(count).flatMap((seed) => [randomWorld(seed), openWorld(seed)]));
  expect(found.overlooked).toEqual([]);
  expect(found.none).toBeGreaterThan(count);
  expect(found.shown).toBeGreaterThan(count);
  // A way that it cannot show is left to the search.
  expect(found.open).toBeLessThan((found.none + found.shown) / 10);
});

test.each([
  ['small', smallAccount, countOf({ sample: 4, full: 25, most: 2000 }), false],
  ['rich', richAccount, countOf({ sample: 1, full: 4, most: 100 }), true],
] as const)(
  'the ceiling leaves out nobody who has a way in %s accounts, by a search through the door',
  (_, make, count, withForms) => {
    const worlds = numbers(count).map((seed) => seeded(make, seed));
    const randoms = new Map(worlds.map(({ world, random }) => [world, random]));
    const found = compared(randoms.keys(), (world, arn) =>
      blindSearch(world, arn, { ...env, random: randoms.get(world) ?? Math.random, reference }, 3, withForms),
    );
    expect(found.overlooked).toEqual([]);
    expect(found.none).toBeGreaterThan(0);
  },
);

test.each<[string, boolean, Parameters<typeof anAccount>[0]]>([
  [
    'a boundary that it takes from itself',
    true,
    {
      users: { ann: { inline: { All: allow('iam:*') }, boundary: 'Edge' } },
      policies: { Edge: [allow('iam:*')] },
    },
  ],
  [
    'a boundary that nobody below may take away',
    false,
    {
      users: { ann: { inline: { All: allow('iam:*') }, boundary: 'Edge' } },
      policies: { Edge: [allow(['iam:List*', 'iam:Get*'])] },
    },
  ],
  [
    'a Deny that it takes from itself first',
    true,
    {
      users: {
        ann: {
          inline: {
            Own: allow(['iam:DeleteUserPolicy', 'iam:AttachUserPolicy'], user('ann')),
            Stop: deny('iam:AttachUserPolicy'),
          },
        },
      },
    },
  ],
  [
    'a Deny that it cannot take away',
    false,
    {
      users: {
        ann: {
          inline: { Own: allow('iam:AttachUserPolicy', user('ann')), Stop: deny('iam:AttachUserPolicy') },
        },
      },
    },
  ],
  [
    'a group whose policy it may write after it has joined it',
    true,
    {
      users: { ann: { inline: { Own: allow(['iam:AddUserToGroup', 'iam:PutGroupPolicy'], group('Crew')) } } },
      groups: { Crew: {} },
    },
  ],
  [
    'a role that it may strengthen and not assume',
    false,
    {
      users: { ann: { inline: { Own: allow('iam:AttachRolePolicy', role('Red')) } } },
      roles: { Red: { trust: [trusts({ Service: 'ec2.amazonaws.com' })] } },
    },
  ],
])('%s: a way may be there is %s', (_, isThere, spec) => {
  const world = anAccount(spec);
  expect(mayMeet(world, user('ann'))).toBe(isThere);
  const { paths, isComplete } = new WaySearch(world, env).ways(user('ann'));
  expect({ has: paths.length > 0, isComplete }).toEqual({ has: isThere, isComplete: true });
});

const written = (...statements: object[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements });

test('joined documents keep every Allow, and a Deny only where both have it', () => {
  const [get, put, stop, other] = [allow('s3:Get*'), allow('s3:Put*'), deny('s3:*'), deny('iam:*')];
  expect(joinedDocuments(written(get, stop), written(get, stop))).toBe(written(get, stop));
  expect(JSON.parse(joinedDocuments(written(get, stop, other), written(put, stop)))).toMatchObject({
    Statement: [get, stop, put],
  });
  expect(allowsOf(written(get))).toBe(written(get));
  expect(JSON.parse(allowsOf(written(get, stop)))).toMatchObject({ Statement: [get] });
});

test('a document is free of a key that somebody sets as it likes', () => {
  const tied = {
    ...allow('s3:*'),
    Condition: { StringEquals: { 'aws:PrincipalTag/Team': 'a', 'aws:x': 'y' } },
  };
  const named = {
    ...allow('s3:*'),
    Resource: ['arn:aws:s3:::b/${aws:PrincipalTag/team}/*', 'arn:aws:s3:::c'],
  };
  const denied = { ...deny('s3:*'), Condition: { StringNotEquals: { 'aws:principaltag/team': 'a' } } };
  const other = { ...deny('s3:*'), Condition: { StringEquals: { 'aws:ResourceTag/team': 'a' } } };
  const freed = freeing({ of: 'principal', tag: 'team' });
  expect(JSON.parse(freed(written(tied, named, denied, other)))).toMatchObject({
    Statement: [
      { Condition: { StringEquals: { 'aws:x': 'y' } } },
      { Resource: ['arn:aws:s3:::b/*/*', 'arn:aws:s3:::c'] },
      other,
    ],
  });
  expect(freed(written(other))).toBe(written(other));
});
