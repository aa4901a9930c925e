/** Two worlds side by side: which records differ, by name. */

import { expect, test } from 'vitest';
import type { World } from '#core/model/world/world.ts';
import { compareWorlds } from '#core/query/account/compare-worlds.ts';
import { runToEnd } from '#core/model/steps.ts';
import { aWorld, allow } from '../../../setup/world.ts';

const before = () =>
  aWorld().policy('Read', allow('s3:GetObject', 'arn:aws:s3:::payroll/*')).user('alice').user('bob');
const records = (a: World, b: World) => runToEnd(compareWorlds(a, b));

test('the comparison names added, removed and changed records, whatever their unique ids', () => {
  const after = aWorld()
    .policy('Read', allow('s3:GetObject', 'arn:aws:s3:::payroll/*'))
    .user('alice', { attach: ['Read'], tags: { team: 'red' } })
    .user('carol')
    .world();
  expect(
    records(before().world(), after).map(({ kind, table, name, members }) => [kind, table, name, members]),
  ).toEqual([
    ['changed', 'users', 'alice', ['attached policies', 'tags']],
    ['removed', 'users', 'bob', []],
    ['added', 'users', 'carol', []],
  ]);
});

test('a world has the records of itself and of one made alike', () => {
  const world = before().world();
  expect([records(world, world), records(world, before().world())]).toEqual([[], []]);
});
