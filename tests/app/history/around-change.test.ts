/** The account right before and after one change of history, and at checkpoints: copies that the present leaves alone. */

import { expect, test } from 'vitest';
import type { Sides } from '#core/analysis/consequences/consequence.ts';
import { comparedSides } from '#app/history/compare-checkpoints.ts';
import { MemoryStore } from '#store/memory-store.ts';
import { createUser, openSession, userNames } from '../test-session.ts';

const names = (sides: Sides | undefined) =>
  [sides?.before, sides?.after].map((side) =>
    [...(side?.world.users.values() ?? [])].map(({ userName }) => userName).sort(),
  );

async function withUsers() {
  const session = await openSession(new MemoryStore());
  for (const name of ['bob', 'carol', 'dave']) await createUser(session, name);
  return session;
}

test('each change of history has the account before and after it, also one that was undone', async () => {
  const session = await withUsers();
  await session.undo();
  expect(names(await session.past.around(1))).toEqual([['alice'], ['alice', 'bob']]);
  expect(names(await session.past.around(2))).toEqual([
    ['alice', 'bob'],
    ['alice', 'bob', 'carol'],
  ]);
  expect(names(await session.past.around(3))).toEqual([
    ['alice', 'bob', 'carol'],
    ['alice', 'bob', 'carol', 'dave'],
  ]);
  expect(userNames(session)).toEqual(['alice', 'bob', 'carol']);
  expect(session.readOnlyWorld).toBeUndefined();
});

test('a change that history does not hold has no account around it', async () => {
  const session = await withUsers();
  expect([await session.past.around(0), await session.past.around(4)]).toEqual([undefined, undefined]);
});

test('both sides of a change are asked at its own time; a change of the clock moves it', async () => {
  const session = await openSession(new MemoryStore());
  await session.dispatch('playground', 'FreezeClock', {});
  await session.dispatch('playground', 'AdvanceClock', { Seconds: 3_600 });
  await createUser(session, 'bob');
  const [moved, made] = [await session.past.around(2), await session.past.around(3)];
  expect((moved?.after.env.now ?? 0) - (moved?.before.env.now ?? 0)).toBe(3_600_000);
  expect(made?.before.env.now).toBe(moved?.after.env.now);
  expect(made?.after.env.now).toBe(moved?.after.env.now);
});

test('a checkpoint is compared with now and with another one, and what follows changes neither', async () => {
  const session = await openSession(new MemoryStore());
  const { checkpoints } = session.tools;
  await checkpoints.keep('first');
  await createUser(session, 'bob');
  await checkpoints.keep('second');
  await createUser(session, 'carol');
  const [first, second] = checkpoints.list;
  if (!first || !second) throw new Error('no checkpoints');
  const withNow = await comparedSides(checkpoints, first, undefined);
  const between = await comparedSides(checkpoints, first, second);
  await createUser(session, 'dave');
  expect(names(withNow?.sides)).toEqual([['alice'], ['alice', 'bob', 'carol']]);
  expect(names(between?.sides)).toEqual([['alice'], ['alice', 'bob']]);
  expect(between?.records.map(({ kind, name }) => [kind, name])).toEqual([['added', 'bob']]);
  expect(userNames(session)).toEqual(['alice', 'bob', 'carol', 'dave']);
});
