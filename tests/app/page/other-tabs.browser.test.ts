/** Two tabs share one database: the tests have two connections, two sessions and one channel. */

import { expect, test, vi } from 'vitest';
import { tabVersion } from '#app/page/other-tabs.ts';
import { FirstVisitStore } from '#store/first-visit-store.ts';
import { keptRevisions } from '#store/rows.ts';
import { openTest, dexieStore, newName } from '../../store/dexie/databases.ts';
import { createUser, newSession, openSession, until, userNames } from '../test-session.ts';
import { migrations } from '#store/dexie/migrations.ts';
import type { ClosedReason } from '#store/dexie/open.ts';

async function twoTabs(lock = {}) {
  const name = newName();
  const a = await openSession(await dexieStore(name, lock), { channel: name });
  const b = newSession(await dexieStore(name, lock), { channel: name });
  await b.workspaces.start();
  return { name, a, b };
}

const lease = { locks: undefined, retry: 1 };

test.each([
  [500, 'Web Locks', {}],
  [150, 'a lease row', lease],
])('two tabs make %i interleaved changes and lose none, with %s', async (count, _, lock) => {
  const { name, a, b } = await twoTabs(lock);
  const outcomes = await Promise.all(
    Array.from({ length: count }, (_, at) => createUser(at % 2 ? a : b, `u${at}`)),
  );
  expect(outcomes.filter(({ ok }) => !ok)).toEqual([]);
  await until(() => a.state.revision === b.state.revision);
  expect([a.state.world.users.size, b.state.world.users.size]).toEqual([count + 1, count + 1]);
  expect(userNames(a)).toEqual(userNames(b));
  expect(a.history.snapshot).toEqual(b.history.snapshot);
  expect(a.history.entries).toHaveLength(count);

  const later = newSession(await dexieStore(name));
  await later.workspaces.start();
  expect(userNames(later)).toEqual(userNames(a));
  expect(later.history.snapshot).toEqual(a.history.snapshot);
});

test('a tab follows changes, undo and redo of the other without being touched', async () => {
  const { a, b } = await twoTabs();
  await createUser(a, 'bob');
  await until(() => userNames(b).includes('bob'));
  expect(b.history.undoLabel).toBe('Create user bob');
  await b.undo();
  await until(() => !userNames(a).includes('bob'));
  expect(a.history.redoLabel).toBe('Create user bob');
  await a.redo();
  await until(() => userNames(b).includes('bob'));
  expect(b.history.canRedo).toBe(false);
});

test('a tab that is opening a workspace follows what the other changed after it was read', async () => {
  const name = newName();
  const a = await openSession(await dexieStore(name), { channel: name });
  const store = await dexieStore(name);
  const read = store.load.bind(store);
  vi.spyOn(store, 'load').mockImplementationOnce(async (...asked) => {
    const loaded = await read(...asked);
    const probe = new BroadcastChannel(name);
    const heard = new Promise((resolve) => (probe.onmessage = resolve));
    await createUser(a, 'bob');
    await heard;
    probe.close();
    return loaded;
  });
  const b = newSession(store, { channel: name });
  await b.workspaces.start();
  await until(() => userNames(b).includes('bob'));
});

test('without messages a tab catches up when it is asked, and before it writes', async () => {
  const name = newName();
  const a = await openSession(await dexieStore(name), { channel: `${name}-a` });
  const b = newSession(await dexieStore(name), { channel: `${name}-b` });
  await b.workspaces.start();
  await createUser(a, 'bob');
  expect(userNames(b)).toEqual(['alice']);
  expect(await createUser(b, 'BOB')).toMatchObject({ ok: false, error: { code: 'EntityAlreadyExists' } });
  expect(userNames(b)).toEqual(['alice', 'bob']);
  await createUser(a, 'carol');
  await b.follow();
  expect(userNames(b)).toEqual(['alice', 'bob', 'carol']);
});

test('a tab that is further behind than the journal reaches loads anew', async () => {
  const name = newName();
  const a = await openSession(await dexieStore(name), { channel: `${name}-a` });
  const b = newSession(await dexieStore(name), { channel: `${name}-b` });
  await b.workspaces.start();
  for (let at = 0; at < keptRevisions + 3; at += 1) await createUser(a, `u${at}`);
  await b.follow();
  expect(userNames(b)).toEqual(userNames(a));
  expect(b.history.snapshot).toEqual(a.history.snapshot);
});

test('an undo of something that the person had not seen is refused', async () => {
  const name = newName();
  const a = await openSession(await dexieStore(name), { channel: `${name}-a` });
  await createUser(a, 'bob');
  const b = newSession(await dexieStore(name), { channel: `${name}-b` });
  await b.workspaces.start();
  await createUser(a, 'carol');
  await b.undo();
  expect(b.problems.current?.code).toBe('history-moved');
  expect(userNames(b)).toEqual(['alice', 'bob', 'carol']);
  await b.undo();
  expect(userNames(b)).toEqual(['alice', 'bob']);
});

test('a workspace that one tab deletes is reported in the other at once, which refuses to write', async () => {
  const { a, b } = await twoTabs();
  await a.workspaces.remove(a.workspaces.current?.id ?? '');
  await until(() => b.problems.current?.code === 'workspace-gone');
  expect(b.workspaces.list.length).toBe(0);
  b.problems.dismiss();
  expect((await createUser(b, 'bob')).ok).toBe(false);
  expect(b.problems.current?.code).toBe('workspace-gone');
});

test('a person who deleted every workspace is not given an example again', async () => {
  const name = newName();
  const first = newSession(await dexieStore(name), { channel: `${name}-a` });
  await first.workspaces.start();
  await first.workspaces.remove(first.workspaces.current?.id ?? '');
  expect(first.status).toBe('empty');
  const again = newSession(await dexieStore(name), { channel: `${name}-b` });
  await again.workspaces.start();
  expect([again.status, again.workspaces.list.length, again.problems.current]).toEqual([
    'empty',
    0,
    undefined,
  ]);
});

test('a message of a newer version is refused with its number, and one of an older version is ignored', async () => {
  const name = newName();
  const session = await openSession(await dexieStore(name), { channel: name });
  const stranger = new BroadcastChannel(name);
  stranger.postMessage({ version: tabVersion - 1, news: { kind: 'revision' } });
  stranger.postMessage('nonsense');
  stranger.postMessage({ version: tabVersion + 1, news: { kind: 'everything-is-different' } });
  await until(() => session.problems.current !== undefined);
  stranger.close();
  expect(session.problems.current).toMatchObject({
    code: 'newer-version',
    title: expect.stringContaining(`(${tabVersion + 1})`) as string,
  });
});

test('an older tab beside a newer version cannot write and says so, every time', async () => {
  const name = newName();
  const told: { closed?: (reason: ClosedReason) => void } = {};
  const session = await openSession(
    await dexieStore(name, {}, { onClosed: (reason) => told.closed?.(reason) }),
  );
  told.closed = (reason) => session.savedData.databaseClosed(reason);
  const newest = migrations.length + 1;
  const newer = await openTest({ name, migrations: [...migrations, { version: newest, stores: {} }] });
  const sentence = { code: 'newer-version', title: `A newer version (${newest}) runs in another tab` };
  expect([newer.kind, session.problems.current]).toMatchObject(['open', sentence]);
  session.problems.dismiss();
  expect((await createUser(session, 'bob')).ok).toBe(false);
  expect([session.problems.current, userNames(session)]).toMatchObject([sentence, ['alice']]);
  session.problems.dismiss();
  await session.follow();
  expect(session.problems.current).toMatchObject(sentence);
  if (newer.kind === 'open') expect(await newer.database.history.count()).toBe(0);
});

test.each([
  ['Web Locks', {}],
  ['a lease row', lease],
])('two tabs that find an empty database at once share one first workspace, with %s', async (_, lock) => {
  const name = newName();
  const tabs = [await dexieStore(name, lock), await dexieStore(name, lock)].map((store) =>
    newSession(store, { channel: name }),
  );
  await Promise.all(tabs.map(({ workspaces }) => workspaces.start()));
  const [one, two] = tabs.map(({ workspaces }) => workspaces.current?.id);
  expect([one, tabs[0]?.workspaces.list.length, tabs[1]?.workspaces.status]).toEqual([two, 1, 'ready']);
});

test('a first visit beside a tab that finds its database still empty shares one workspace with it', async () => {
  const name = newName();
  const first = new FirstVisitStore({
    open: () => dexieStore(name),
    onFailed: ({ detail }) => expect.unreachable(detail),
  });
  const one = newSession(first, { channel: name });
  await one.workspaces.start();
  const two = newSession(await dexieStore(name), { channel: name });
  await Promise.all([first.save(), two.workspaces.start()]);
  if (first.otherTabWasFirst) await one.workspaces.start();
  await createUser(one, 'bob');
  await until(() => userNames(two).includes('bob'));
  expect(two.workspaces.current?.id).toBe(one.workspaces.current?.id);
});
