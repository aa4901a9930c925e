/** The class of a student lasts: over a reload, between tabs, when the browser refuses, and until the next student. */

import { expect, test, vi } from 'vitest';
import type { JoinedClass } from '#app/class/joined.svelte.ts';
import { joinedKey } from '#app/class/keys.ts';
import { ClassRound } from '#app/class/round.svelte.ts';
import { LateData } from '#app/recovery/late-data.ts';
import { err } from '#core/model/result.ts';
import { joinedFile } from '#learn/class/joined.ts';
import { variantOf } from '#learn/class/student.ts';
import { newWork } from '#learn/class/work.ts';
import { MemoryStore } from '#store/memory-store.ts';
import type { Store } from '#store/store.ts';
import { level, plan } from '../../learn/class/sample.ts';
import { dexieStore, newName } from '../../store/dexie/databases.ts';
import { newSession, openSession, until } from '../test-session.ts';

const variant = variantOf(plan, 'Ana');
const other = { ...plan, id: 'zzzz2222', title: 'Roles on Monday' };
const workIn = async (store: Store) => (await (await newSession(store).joined()).latest()).work;

async function joinedAs(store: Store, name: string): Promise<JoinedClass> {
  const joined = await newSession(store).joined();
  await joined.open(plan);
  await joined.name(name);
  return joined;
}

/** Two tabs of one browser. They do not hear each other, as when one was asleep. */
async function twoTabs(): Promise<[Store, JoinedClass, JoinedClass]> {
  const store = new MemoryStore();
  const [one, two] = await Promise.all([1, 2].map(() => newSession(store, { channel: newName() }).joined()));
  if (!one || !two) throw new Error('two tabs');
  return [store, one, two];
}

test('a class, the name and the work are there after a reload', async () => {
  const name = newName();
  const joined = await joinedAs(await dexieStore(name), 'Ana');
  await joined.note('groups', variant, { stars: ['solved'], seconds: 9 });
  await joined.guess('groups', variant, 0, true);
  await joined.answer('before', 0, false);
  expect(await workIn(await dexieStore(name))).toEqual({
    ...newWork(plan, 'Ana'),
    levels: [level('groups', { seconds: 9, guesses: [true] })],
    before: [false],
  });
});

test('two tabs that note work at once lose none, and each shows both', async () => {
  const name = newName();
  const tabs = [await dexieStore(name), await dexieStore(name)].map((store) =>
    newSession(store, { channel: name }),
  );
  const [one, two] = await Promise.all(tabs.map((session) => session.joined()));
  if (!one || !two) throw new Error('two tabs');
  await one.open(plan);
  await one.name('Ana');
  await until(() => two.work?.student === 'Ana');
  await Promise.all([
    one.note('groups', variant, { hints: 1 }),
    two.note('deny-wins', variant, { watched: true }),
  ]);
  await until(() => [one, two].every((tab) => tab.work?.levels.length === 2));
});

test('work that the browser refuses to store stays in the tab, and is stored with the next change', async () => {
  const store = new MemoryStore();
  const session = newSession(store);
  const joined = await session.joined();
  await joined.open(plan);
  const put = vi.spyOn(store, 'putSetting').mockResolvedValue(err({ code: 'full', detail: 'no room' }));
  await joined.name('Ana');
  expect(session.problems.current?.code).toBe('storage-full');
  expect(joined.variant).toBe(variant);
  put.mockRestore();
  await joined.note('groups', variant, { hints: 2 });
  expect(await workIn(store)).toMatchObject({ student: 'Ana', levels: [{ id: 'groups', hints: 2 }] });
});

test('a level of another variant, or of no variant, is not noted', async () => {
  const joined = await joinedAs(new MemoryStore(), 'Ana');
  for (const foreign of [variantOf(plan, 'Ben'), undefined]) {
    await joined.note('groups', foreign, { stars: ['solved'] });
    await joined.guess('groups', foreign, 0, true);
  }
  expect(joined.work?.levels).toEqual([]);
});

test('a name typed in a second tab does not take the work of the first', async () => {
  const [store, one, two] = await twoTabs();
  await one.open(plan);
  await two.latest();
  await one.name('Ana');
  await one.note('groups', variant, { hints: 1 });
  await two.name('Ben');
  expect(await workIn(store)).toMatchObject({ student: 'Ana', levels: [{ id: 'groups' }] });
  expect(two.work?.student).toBe('Ana');
});

test('a name typed for one class is not the name in another that a tab joined meanwhile', async () => {
  const [store, one, two] = await twoTabs();
  await one.open(plan);
  await two.latest();
  await one.join(other);
  await two.name('Ana');
  expect(await workIn(store)).toEqual(newWork(other));
});

test('to leave and take it back keeps what another tab stored meanwhile', async () => {
  const [store, one, two] = await twoTabs();
  await one.open(plan);
  await one.name('Ana');
  await two.latest();
  await one.note('groups', variant, { stars: ['solved'], seconds: 9 });
  await two.putBack(await two.leave());
  expect(await workIn(store)).toMatchObject({ student: 'Ana', levels: [{ id: 'groups', seconds: 9 }] });
});

test('a stored class that cannot be read is not overwritten', async () => {
  const store = new MemoryStore();
  const newer = { ...joinedFile({ at: '', work: newWork(plan, 'Ana') }), version: 2 };
  await store.putSetting(joinedKey, newer);
  const joined = await newSession(store).joined();
  await joined.open(other);
  expect(joined.unread).toContain('format 2, this page reads up to 1');
  expect(await store.setting(joinedKey)).toEqual(newer);
});

test('the next student is in no class, and the words of the wipe name it', async () => {
  const store = new MemoryStore();
  const session = await openSession(store);
  const joined = await session.joined();
  await joined.open(plan);
  await joined.name('Ana');
  const known = new Map(session.workspaces.list.map(({ id }) => [id, undefined]));
  const wiped = await session.tools.storage.wipe(known);
  expect(JSON.stringify(wiped)).toContain('Your class goes too: IAM on Friday, with your name');
  expect(await workIn(store)).toBeUndefined();
  const next = await newSession(store).tools.storage.wipe(new Map());
  expect(JSON.stringify(next)).not.toContain('Your class');
});

test('a student who typed the name again in memory keeps the earlier work when the saved data answer late', async () => {
  const [memory, late] = [new MemoryStore(), new MemoryStore()];
  const earlier = await joinedAs(late, 'Ana');
  await earlier.note('groups', variant, { stars: ['solved'], seconds: 9 });
  const again = await joinedAs(memory, 'ANA');
  await again.note('deny-wins', variant, { hints: 1 });
  expect(await new LateData(memory, late).take(undefined)).toMatchObject({ ok: true });
  expect((await workIn(late))?.levels.map(({ id }) => id)).toEqual(['groups', 'deny-wins']);
});

test('when another tab answers, a round shows the next question under its own number', async () => {
  const [, one, two] = await twoTabs();
  await one.open(plan);
  await one.name('Ana');
  await two.latest();
  const round = new ClassRound(two, 'before');
  const first = round.question;
  for (const at of [0, 1, 2, 3, 4]) await one.answer('before', at, false);
  await two.latest();
  expect(round.number).toBe(6);
  expect(round.question).not.toEqual(first);
  round.answer(true);
  expect([round.number, round.said]).toEqual([6, true]);
  await two.latest();
  expect(round.answers).toHaveLength(6);
  await one.latest();
  for (const at of [6, 7]) await one.answer('before', at, false);
  await two.latest();
  expect([round.number, round.said]).toEqual([6, true]);
  round.next();
  expect([round.number, round.said]).toEqual([9, undefined]);
});
