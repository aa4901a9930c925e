/** Two worlds side by side: which records differ, by name. */

import { expect, test } from 'vitest';
import { type AccountId, unsafeEntityId } from '#core/model/ids.ts';
import type { UnknownPart } from '#core/model/records/lists.ts';
import { apply } from '#core/model/world/apply.ts';
import { created } from '#core/model/world/change.ts';
import { worldOf } from '#share/world-records.ts';
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

test('a credential that one side’s file does not tell is not known there, and neither removed nor added', () => {
  const account = '123456789012' as AccountId;
  const imported = (unknown: readonly UnknownPart[], names: readonly string[] = ['alice']) => {
    const world = aWorld('210987654321').account(account, { unknown });
    for (const name of names) world.user(name);
    return worldOf(world.records());
  };
  const known = imported([]);
  const [alice] = [...known.users.values()];
  const date = '2026-01-01T00:00:00Z';
  const id = alice?.id ?? unsafeEntityId('');
  const dates = { createDate: date, passwordDate: date };
  const password = { id, account, owner: id, passwordResetRequired: false, ...dates };
  apply(known, [created('loginProfiles', password)]);
  const found = (a: World, b: World) =>
    records(a, b).flatMap(({ kind, table }) => (table === 'loginProfiles' ? [kind] : []));
  expect(found(known, imported(['passwords']))).toEqual(['unknown-after']);
  expect(found(imported(['passwords']), known)).toEqual(['unknown-before']);
  expect(found(known, imported(['access-keys']))).toEqual(['removed']);
  // A user who is not there has no password there either.
  expect(found(known, imported(['passwords'], []))).toEqual(['removed']);
});
