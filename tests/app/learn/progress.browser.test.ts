/** Progress lasts: over a reload, between tabs, and when the browser loses or refuses what is stored. */

import { expect, test, vi } from 'vitest';
import { progressKind } from '#app/learn/stored-progress.ts';
import type { Session } from '#app/session/session.svelte.ts';
import { noProgress } from '#learn/progress/none.ts';
import { progressFile } from '#learn/progress/merge.ts';
import { FirstVisitStore } from '#store/first-visit-store.ts';
import { MemoryStore } from '#store/memory-store.ts';
import { err } from '#core/model/result.ts';
import { opened } from '../../learn/progress/random-progress.ts';
import { dexieStore, newName } from '../../store/dexie/databases.ts';
import { newSession, openSession, until } from '../test-session.ts';

const levels = (session: Session) => Object.keys(session.progress.current.levels);
/** The progress of a later visit. */
async function later(name: string): Promise<Session> {
  const session = newSession(await dexieStore(name), { channel: newName() });
  await session.progress.load();
  return session;
}

test('progress is there before anything is stored, and after a reload', async () => {
  const name = newName();
  const session = newSession(await dexieStore(name), { channel: name });
  expect([session.progress.current, session.progress.isLoaded]).toEqual([noProgress, false]);
  await session.progress.load();
  expect([session.progress.current, session.progress.isLoaded]).toEqual([noProgress, true]);
  await session.progress.add(opened('first-policy'));
  await session.progress.add(opened('deny-wins'));
  expect(levels(session)).toEqual(['deny-wins', 'first-policy']);
  expect(levels(await later(name))).toEqual(['deny-wins', 'first-policy']);
  expect(session.problems.current).toBeUndefined();
});

test('progress that an earlier version of the page stored is read, and goes on', async () => {
  const name = newName();
  const store = await dexieStore(name);
  const level = { openedAt: '2026-11-20T12:00:00.000Z', stars: ['solved'], hints: 1, watched: false };
  const guess = { right: '2026-11-20T12:00:00.000Z', streak: 1 };
  const before = { levels: { 'deny-wins': level }, guesses: { 'deny-wins/0': guess } };
  await store.putSetting('learn/progress', {
    format: 'iam-playground/progress',
    version: 1,
    ...before,
  });
  const session = newSession(store, { channel: name });
  await session.progress.load();
  expect(session.progress.current).toEqual(before);
  await session.progress.add(opened('first-policy'));
  expect(await store.setting('learn/progress')).toMatchObject({ version: 1, guesses: before.guesses });
  expect(levels(await later(name))).toEqual(['deny-wins', 'first-policy']);
});

test('a part shows at once, before it is stored', async () => {
  const name = newName();
  const store = await dexieStore(name);
  const session = newSession(store, { channel: name });
  await session.progress.load();
  let release: (() => void) | undefined;
  const held = store.lock(progressKind.key, () => new Promise<void>((resolve) => (release = resolve)));
  await until(() => release !== undefined);
  const adding = session.progress.add(opened('first-policy'));
  await until(() => levels(session).length === 1);
  expect(await store.setting(progressKind.key)).toBeUndefined();
  release?.();
  await Promise.all([held, adding]);
  expect(await store.setting(progressKind.key)).toEqual(progressFile(opened('first-policy')));
});

test.each(['with locks', 'without locks'])('two tabs that add at once lose nothing, %s', async (kind) => {
  const name = newName();
  const lock = kind === 'with locks' ? {} : { locks: undefined };
  // Neither hears the other.
  const [one, other] = await Promise.all(
    ['a', 'b'].map(async (channel) =>
      newSession(await dexieStore(name, lock), { channel: `${name}-${channel}` }),
    ),
  );
  if (!one || !other) throw new Error('two tabs');
  const ids = Array.from({ length: 12 }, (_, at) => `level-${at}`);
  await Promise.all(ids.map((id, at) => (at % 2 === 0 ? one : other).progress.add(opened(id))));
  expect(levels(await later(name))).toEqual(ids.toSorted());
});

test('another tab hears of progress, and shows both', async () => {
  const name = newName();
  const one = newSession(await dexieStore(name), { channel: name });
  const other = newSession(await dexieStore(name), { channel: name });
  await other.progress.load();
  await one.progress.add(opened('first-policy'));
  await until(() => levels(other).includes('first-policy'));
  await other.progress.add(opened('deny-wins'));
  await until(() => levels(one).includes('deny-wins'));
  expect(levels(one)).toEqual(levels(other));
});

test('a tab that nobody asked for progress does not read it', async () => {
  const name = newName();
  const store = await dexieStore(name);
  const read = vi.spyOn(store, 'setting');
  const session = newSession(store, { channel: name });
  await session.follow();
  expect(read).not.toHaveBeenCalled();
  await session.progress.load();
  await session.progress.load();
  expect(read).toHaveBeenCalledTimes(1);
});

test('a tab without messages sees the progress of others when the person comes back to it', async () => {
  const name = newName();
  const session = await later(name);
  await (await later(name)).progress.add(opened('first-policy'));
  expect(levels(session)).toEqual([]);
  await session.follow();
  expect(levels(session)).toEqual(['first-policy']);
});

test('progress that the browser refuses to store stays in the tab, and is stored with the next', async () => {
  const name = newName();
  const store = await dexieStore(name);
  const session = newSession(store, { channel: name });
  const put = vi.spyOn(store, 'putSetting').mockResolvedValue(err({ code: 'full', detail: 'no room' }));
  await session.progress.add(opened('first-policy'));
  expect(session.problems.current?.code).toBe('storage-full');
  expect(levels(session)).toEqual(['first-policy']);
  expect(levels(await later(name))).toEqual([]);
  put.mockRestore();
  await session.progress.add(opened('deny-wins'));
  expect(levels(await later(name))).toEqual(['deny-wins', 'first-policy']);
});

test('stored progress that cannot be read stays as it is, and new progress stays in the tab', async () => {
  const name = newName();
  const store = await dexieStore(name);
  const newer = { ...progressFile(opened('first-policy')), version: 2 };
  await store.putSetting(progressKind.key, newer);
  const session = newSession(store, { channel: name });
  await session.progress.load();
  expect(session.problems.current).toMatchObject({
    code: 'progress-unreadable',
    detail: expect.stringContaining('format 2, this page reads up to 1') as string,
  });
  expect(session.progress.unread).toContain('format 2');
  await session.progress.add(opened('deny-wins'));
  expect(levels(session)).toEqual(['deny-wins']);
  expect(await store.setting(progressKind.key)).toEqual(newer);
  expect(await session.progress.startAgain()).toBe(true);
  expect(session.progress.unread).toBeUndefined();
  expect(await store.setting(progressKind.key)).toEqual(progressFile(noProgress));
});

test('starting again deletes progress in every tab, and what was deleted can be added back', async () => {
  const name = newName();
  const one = newSession(await dexieStore(name), { channel: name });
  const other = newSession(await dexieStore(name), { channel: name });
  await one.progress.add(opened('first-policy', 'deny-wins'));
  await other.progress.load();
  const before = other.progress.current;
  expect(await other.progress.startAgain()).toBe(true);
  await until(() => levels(one).length === 0);
  await one.progress.add(opened('many-hats'));
  expect(levels(await later(name))).toEqual(['many-hats']);
  await other.progress.add(before);
  expect(levels(await later(name))).toEqual(['deny-wins', 'first-policy', 'many-hats']);
});

test('a failed start again deletes nothing and says why', async () => {
  const name = newName();
  const store = await dexieStore(name);
  const session = newSession(store, { channel: name });
  await session.progress.add(opened('first-policy'));
  vi.spyOn(store, 'putSetting').mockResolvedValue(err({ code: 'failed', detail: 'no' }));
  expect(await session.progress.startAgain()).toBe(false);
  expect([levels(session), session.problems.current?.code]).toEqual([['first-policy'], 'write-failed']);
});

test('progress that a person cleared comes back with their workspace, when they say so', async () => {
  const name = newName();
  const told: { closed?: () => void } = {};
  const store = await dexieStore(name, {}, { onClosed: () => told.closed?.() });
  const session = await openSession(store, { channel: name });
  told.closed = () => session.savedData.databaseClosed({ kind: 'lost', full: false });
  await session.progress.add(opened('first-policy'));
  await new Promise((resolve) => (indexedDB.deleteDatabase(name).onsuccess = resolve));
  await until(() => session.savedData.trouble?.kind === 'gone');
  await session.progress.add(opened('deny-wins'));
  await session.follow();
  expect(levels(session)).toEqual(['deny-wins', 'first-policy']);
  expect(levels(await later(name))).toEqual([]);
  await session.savedData.saveAgain();
  expect(levels(await later(name))).toEqual(['deny-wins', 'first-policy']);
});

test('progress lives in memory where the browser stores nothing', async () => {
  const session = newSession(new MemoryStore(), { channel: newName() });
  await session.progress.add(opened('first-policy'));
  await session.progress.load();
  expect([levels(session), session.problems.current]).toEqual([['first-policy'], undefined]);
});

test('progress of a first visit opens the saved data and stands there', async () => {
  const name = newName();
  const first = new FirstVisitStore({ open: () => dexieStore(name), onFailed: () => undefined });
  const session = newSession(first, { channel: name });
  await session.progress.load();
  expect((await indexedDB.databases()).map((one) => one.name)).not.toContain(name);
  await session.workspaces.start();
  await session.progress.add(opened('first-policy'));
  const again = await later(name);
  expect([levels(again), (await (await dexieStore(name)).list()).length]).toEqual([['first-policy'], 1]);
});

test('a part that is no progress is a bug, and changes nothing', async () => {
  const name = newName();
  const session = await later(name);
  const part = { levels: {}, guesses: { 'a/0': { streak: -1 } } };
  await expect(session.progress.add(part)).rejects.toThrow('guesses["a/0"].streak');
  expect(session.progress.current).toEqual(noProgress);
});
