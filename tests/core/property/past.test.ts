/** The past: the world led back to batch k is the world that the first k batches made. */

import { expect, test } from 'vitest';
import { handle } from '#core/api/door.ts';
import { apply, cloneWorld } from '#core/model/world/apply.ts';
import type { Change } from '#core/model/world/change.ts';
import { asOf, stepBack, stepForward, withoutLater } from '#core/model/world/past.ts';
import { TestAccount, expectOk, seeded } from '../api/door.ts';
import { brokenInvariants, rowsOf } from '../api/random/invariants.ts';
import { randomCall } from '../api/random/calls.ts';
import { countOf } from '../../setup/counts.ts';

const seeds = countOf({ sample: 6, full: 20, most: 40 });

function history(seed: number): { t: TestAccount; batches: (readonly Change[])[]; worlds: string[] } {
  const t = new TestAccount(seed);
  const random = seeded(seed * 31 + 7);
  const batches: (readonly Change[])[] = [];
  const worlds = [rowsOf(t.world)];
  while (batches.length < 60) {
    const { caller, operation, params } = randomCall(random);
    const request = {
      service: 'iam',
      operation,
      params,
      caller: { kind: 'principal', arn: caller },
    } as const;
    const { changes } = handle(t.world, request, t.env);
    t.wait(60);
    if (changes.length === 0) continue;
    apply(t.world, changes);
    batches.push(changes);
    worlds.push(rowsOf(t.world));
  }
  return { t, batches, worlds };
}

test.each(Array.from({ length: seeds }, (_, seed) => seed))(
  'the account as it was is shown at every batch, in any order (seed %i)',
  (seed) => {
    const { t, batches, worlds } = history(seed);
    const present = rowsOf(t.world);
    const copy = cloneWorld(t.world);
    const random = seeded(seed + 500);
    let at = batches.length;
    for (let visit = 0; visit < 40; visit += 1) {
      const to = Math.floor(random() * (batches.length + 1));
      for (; at > to; at -= 1) stepBack(copy, batches[at - 1] ?? []);
      for (; at < to; at += 1) stepForward(copy, batches[at] ?? []);
      expect(rowsOf(copy), `batch ${to}`).toBe(worlds[to]);
    }
    expect(brokenInvariants(copy)).toEqual([]);
    expect(rowsOf(t.world)).toBe(present);
  },
);

test('the account as it was is shown without later marks, with the clock standing there; a branch keeps the clock of then', () => {
  const t = new TestAccount().given(
    ['CreateUser', { UserName: 'alice' }],
    ['CreateUser', { UserName: 'bob' }],
  );
  const [alice, bob] = [...t.world.users.values()];
  if (!alice || !bob) expect.fail('the setting has two users');
  expectOk(t.as(alice.arn, 'GetCallerIdentity'));
  t.wait(3600);
  expectOk(t.as(bob.arn, 'GetCallerIdentity'));
  const past = asOf(t.world, '2026-01-31T12:30:00Z');
  expect([...past.usage.values()].some(({ principal }) => principal === alice.id)).toBe(true);
  expect([...past.usage.values()].some(({ principal }) => principal === bob.id)).toBe(false);
  expect(past.clock.get('clock')?.frozenAt).toBe(Date.parse('2026-01-31T12:30:00Z'));
  expect(withoutLater(t.world, '2026-01-31T12:30:00Z').clock.size).toBe(0);
  expect([...t.world.usage.values()].some(({ principal }) => principal === bob.id)).toBe(true);
});
