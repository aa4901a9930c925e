/** The browser loses or deletes the saved data under an open page. */

import { expect, test, vi } from 'vitest';
import { memoryFile } from '#app/recovery/backup.ts';
import type { Session } from '#app/session/session.svelte.ts';
import type { ClosedReason } from '#store/dexie/open.ts';
import type { DexieStore } from '#store/dexie/store.ts';
import { dexieStore, newName } from '../../store/dexie/databases.ts';
import { createUser, newSession, openSession, smallWorld, until, userNames } from '../test-session.ts';

interface Open {
  readonly session: Session;
  readonly store: DexieStore;
  readonly name: string;
}

/** A session with bob and carol made, carol undone, and another workspace; `hears`: of a lost connection. */
async function atWork({ hears = true } = {}): Promise<Open> {
  const name = newName();
  const told: { closed?: (reason: ClosedReason) => void } = {};
  const store = await dexieStore(name, {}, { onClosed: (reason) => told.closed?.(reason) });
  const session = await openSession(store, { channel: name });
  if (hears) told.closed = (reason) => session.savedData.databaseClosed(reason);
  const first = session.workspaces.current?.id ?? '';
  await session.workspaces.createFromWorld(smallWorld(), { name: 'other', origin: 'new' });
  await session.workspaces.open(first);
  await createUser(session, 'bob');
  await createUser(session, 'carol');
  await session.undo();
  await session.memory.keep('sign-in', { as: 'bob' });
  return { session, store, name };
}

/** The database is deleted, as when a person clears the data of the site. */
const cleared = (name: string) =>
  new Promise<unknown>((resolve) => (indexedDB.deleteDatabase(name).onsuccess = resolve));

/** A later visit to the same data. */
async function later({ name }: Open): Promise<Session> {
  const session = newSession(await dexieStore(name), { channel: newName() });
  await session.workspaces.start({ example: false });
  return session;
}

const withoutRoom = () =>
  vi.spyOn(IDBFactory.prototype, 'open').mockImplementation(() => {
    throw new DOMException('Encountered full disk while opening backing store.', 'QuotaExceededError');
  });

test('saved data that were cleared are not written again by themselves, and the page names what is gone', async () => {
  const open = await atWork();
  const { session, store } = open;
  await cleared(open.name);
  await until(() => session.savedData.trouble !== undefined);
  expect(session.savedData.trouble).toEqual({
    kind: 'gone',
    others: ['other'],
    missing: 'Not in memory: its checkpoints, if it had any.',
  });
  expect([session.savedData.onlyHere, session.problems.current, userNames(session)]).toEqual([
    true,
    undefined,
    ['alice', 'bob'],
  ]);
  expect(await store.list()).toEqual([]);
});

test('a step after the saved data were cleared leaves one notice, which does not say that a tab deleted them', async () => {
  const open = await atWork();
  const { session } = open;
  await cleared(open.name);
  await until(() => session.savedData.trouble !== undefined);
  expect((await createUser(session, 'dave')).ok).toBe(false);
  expect([session.savedData.trouble?.kind, session.problems.current]).toEqual(['gone', undefined]);
});

test('a step that found its workspace gone is told by the notice of the saved data, once they were looked at', async () => {
  const open = await atWork({ hears: false });
  const { session } = open;
  await cleared(open.name);
  session.problems.show(session.problems.of({ code: 'gone', detail: 'no workspace' }));
  expect(session.problems.current?.code).toBe('workspace-gone');
  await session.savedData.lost();
  expect([session.savedData.trouble?.kind, session.problems.current]).toEqual(['gone', undefined]);
});

test('the workspace of cleared data is saved again when the person asks: undo, redo, trail and sign-in too', async () => {
  const open = await atWork();
  const { session } = open;
  await cleared(open.name);
  await until(() => session.savedData.onlyHere);
  await session.savedData.saveAgain();
  expect(session.savedData.trouble).toMatchObject({ kind: 'saved-again', name: 'test', others: ['other'] });
  const { revision } = session.state;
  expect((await createUser(session, 'dave')).ok).toBe(true);

  const again = await later(open);
  expect([userNames(again), again.state.revision]).toEqual([['alice', 'bob', 'dave'], revision + 1]);
  await again.undo();
  expect(userNames(again)).toEqual(['alice', 'bob']);
  await again.undo();
  expect([userNames(again), again.history.canUndo]).toEqual([['alice'], false]);
  expect((await again.trail.events()).map(({ eventName }) => eventName)).toEqual([
    'CreateUser',
    'CreateUser',
    'CreateUser',
  ]);
  expect(await again.memory.recall('sign-in')).toEqual({ as: 'bob' });
});

test('a redo that was possible before the data were cleared is possible after they are saved again', async () => {
  const open = await atWork();
  await cleared(open.name);
  await until(() => open.session.savedData.onlyHere);
  await open.session.savedData.saveAgain();
  const again = await later(open);
  await again.redo();
  expect(userNames(again)).toEqual(['alice', 'bob', 'carol']);
});

test('what this tab did not see being written is named as missing: older changes and events', async () => {
  const open = await atWork();
  const session = newSession(await dexieStore(open.name), { channel: newName() });
  await session.workspaces.start();
  await createUser(session, 'dave');
  expect(session.savedData.inMemory?.missing).toBe(
    'Not in memory: one older change for Undo, 2 older events and its checkpoints, if it had any.',
  );
  open.session.close();
});

test('a full disk after which the saved data are gone writes the open workspace again without a question', async () => {
  const open = await atWork({ hears: false });
  const { session } = open;
  await cleared(open.name);
  session.savedData.databaseClosed({ kind: 'lost', full: true });
  await until(() => !session.savedData.busy);
  expect(session.savedData.trouble).toMatchObject({ kind: 'saved-again', others: ['other'] });
  expect(session.problems.current).toBeUndefined();
  expect(userNames(await later(open))).toEqual(['alice', 'bob']);
});

test('a full disk offers the backup and no reload, and trying again with room loses nothing', async () => {
  const open = await atWork();
  const { session, store } = open;
  const opening = withoutRoom();
  store.database.close();
  await until(() => session.savedData.trouble !== undefined);
  expect(session.savedData.trouble).toMatchObject({ kind: 'unreachable', full: true });
  expect((await createUser(session, 'dave')).ok).toBe(false);
  expect(session.savedData.trouble).toMatchObject({ kind: 'unreachable', full: true });
  opening.mockRestore();
  await cleared(open.name);
  await session.savedData.retry();
  expect(session.savedData.trouble).toMatchObject({ kind: 'saved-again', others: ['other'] });
  expect(userNames(await later(open))).toEqual(['alice', 'bob']);
});

test('a connection that was lost with everything still there goes on without a word', async () => {
  const open = await atWork();
  const { session, store } = open;
  store.database.close();
  await until(() => !session.savedData.busy);
  expect([session.savedData.trouble, session.problems.current]).toEqual([undefined, undefined]);
  expect((await createUser(session, 'dave')).ok).toBe(true);
  expect(userNames(await later(open))).toEqual(['alice', 'bob', 'dave']);
});

test('another workspace that is gone after a lost connection is named, and the open one goes on', async () => {
  const { session, store } = await atWork();
  const other = session.workspaces.list.find(({ name }) => name === 'other');
  await store.remove(other?.id ?? '');
  store.database.close();
  await until(() => session.savedData.trouble !== undefined);
  expect(session.savedData.trouble).toEqual({ kind: 'others-gone', others: ['other'] });
  expect((await createUser(session, 'dave')).ok).toBe(true);
});

test('a saved workspace that is older than the screen is kept, and the screen is saved beside it', async () => {
  const open = await atWork();
  const { session, store } = open;
  const id = session.workspaces.current?.id ?? '';
  await store.database.workspaces.update(id, { revision: 1 });
  store.database.close();
  await until(() => session.savedData.trouble !== undefined && !session.savedData.busy);
  expect(session.savedData.trouble).toMatchObject({ kind: 'older', name: 'test (2)' });
  expect(session.workspaces.list.map(({ name }) => name).sort()).toEqual(['other', 'test', 'test (2)']);
  expect(userNames(await later(open))).toEqual(['alice', 'bob']);
});

test('the backup from memory can be restored where the saved data are gone', async () => {
  const open = await atWork();
  const { session } = open;
  await cleared(open.name);
  await until(() => session.savedData.onlyHere);
  const { name, parts } = await memoryFile(session);
  expect(name).toMatch(/^iam-playground-backup-\d{12}\.json$/);
  const elsewhere = await openSession(await dexieStore(), { channel: newName() });
  const result = await elsewhere.tools.copies.restore({ name, text: parts.join('') }).done;
  if (result.kind !== 'restored') throw new Error(result.kind);
  await elsewhere.workspaces.open(result.workspaces[0]?.id ?? '');
  expect(userNames(elsewhere)).toEqual(['alice', 'bob']);
  await elsewhere.redo();
  expect(userNames(elsewhere)).toEqual(['alice', 'bob', 'carol']);
});

test('a page that is left and comes back from the browser’s memory goes on with what was written meanwhile', async () => {
  const open = await atWork();
  const { session } = open;
  session.savedData.leave();
  const other = await later(open);
  await createUser(other, 'dave');
  const pressed = createUser(session, 'erin');
  await session.savedData.comeBack();
  expect((await pressed).ok).toBe(true);
  expect(userNames(session)).toEqual(['alice', 'bob', 'dave', 'erin']);
  expect([session.savedData.trouble, session.problems.current]).toEqual([undefined, undefined]);
});
