/** A world laid over another is the copy that was changed alike, and leaves the one below as it was. */

import { expect, test } from 'vitest';
import { handle } from '#core/api/door.ts';
import { apply, cloneWorld } from '#core/model/world/apply.ts';
import { layOver, overlayWorld } from '#core/model/world/overlay.ts';
import type { RowList } from '#core/model/world/row-set.ts';
import { type World, findByName, ownedBy } from '#core/model/world/world.ts';
import { randomCall } from '../../api/random/calls.ts';
import { brokenInvariants, rowsOf } from '../../api/random/invariants.ts';
import { TestAccount, root, seeded } from '../../api/door.ts';

const request = (operation: string, params: Record<string, unknown>, arn: string) =>
  ({ service: 'iam', operation, params, caller: { kind: 'principal', arn } }) as const;

function grown(seed: number, calls: number): TestAccount {
  const t = new TestAccount(seed);
  const random = seeded(seed * 17 + 3);
  for (let call = 0; call < calls; call += 1) {
    const { caller, operation, params } = randomCall(random);
    apply(t.world, handle(t.world, request(operation, params, caller), t.env).changes);
    t.wait(60);
  }
  return t;
}

/** Rows, and every list of the index in its order. */
const allOf = ({ index, ...tables }: World): string => {
  const { byName, byArn, ...lists } = index;
  const listed = Object.values(lists).flatMap((one: ReadonlyMap<string, RowList<string>>) =>
    [...one].map(([key, rows]) => `${key} ${JSON.stringify([...rows.from()])}`),
  );
  const found = [...byName, ...byArn].map((entry) => JSON.stringify(entry));
  return [rowsOf({ index, ...tables }), ...listed.sort(), ...found.sort()].join('\n');
};

test.each([1, 2, 3, 4, 5, 6])(
  'an overlay follows every change like a copy of the world (seed %i)',
  (seed) => {
    const t = grown(seed, 150);
    const before = allOf(t.world);
    const copy = cloneWorld(t.world);
    const above = layOver(t.world);
    const random = seeded(seed + 900);
    for (let call = 0; call < 150; call += 1) {
      const { caller, operation, params } = randomCall(random);
      const { changes } = handle(above, request(operation, params, caller), t.env);
      apply(above, changes);
      apply(copy, changes);
      t.wait(60);
    }
    expect(allOf(above) === allOf(copy)).toBe(true);
    expect(brokenInvariants(above)).toEqual([]);
    expect(allOf(t.world) === before).toBe(true);
  },
);

test('what a change does not touch is the very table below, and created and deleted rows are found by name', () => {
  const t = new TestAccount().given(
    ['CreateUser', { UserName: 'alice' }],
    ['CreateGroup', { GroupName: 'devs' }],
    ['CreateGroup', { GroupName: 'ops' }],
  );
  const { account } = [...t.world.users.values()][0] ?? expect.fail('no user');
  const { changes } = handle(t.world, request('DeleteGroup', { GroupName: 'devs' }, root), t.env);
  const above = overlayWorld(t.world, changes);
  expect(findByName(above, 'groups', account, 'devs')).toBeUndefined();
  expect(ownedBy(above, 'groups', account).map(({ groupName }) => groupName)).toEqual(['ops']);
  expect(ownedBy(t.world, 'groups', account).length).toBe(2);
  expect(above.policies).toBe(t.world.policies);
  const made = handle(above, request('CreateGroup', { GroupName: 'devs' }, root), t.env);
  const twice = overlayWorld(above, made.changes);
  expect(
    ownedBy(twice, 'groups', account)
      .map(({ groupName }) => groupName)
      .sort(),
  ).toEqual(['devs', 'ops']);
  expect([above.groups.size, twice.groups.size, t.world.groups.size]).toEqual([1, 2, 2]);
});
