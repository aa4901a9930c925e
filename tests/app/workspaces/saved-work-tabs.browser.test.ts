/**
 * A second tab, or a newer version of the page, comes between while something is done with a whole workspace.
 * `deaf`: the tabs hear nothing of each other, as when a message is late.
 */

import { expect, test } from 'vitest';
import { wholeWorkspace } from '#app/workspaces/file-choice.ts';
import { joinOpen } from '#app/import/join-open.ts';
import type { Session } from '#app/session/session.svelte.ts';
import { migrations } from '#store/dexie/migrations.ts';
import type { ClosedReason } from '#store/dexie/open.ts';
import { dexieStore, newName, openTest } from '../../store/dexie/databases.ts';
import { createUser, newSession, until, userNames } from '../test-session.ts';
import {
  type Work,
  type WorkName,
  account,
  backupOf,
  busySession,
  openId,
  rowsOf,
  saidBy,
  workNames,
  works,
} from './saved-work.ts';

async function twoTabs({ deaf = true } = {}) {
  const name = newName();
  const a = await busySession(await dexieStore(name), { channel: deaf ? `${name}-a` : name });
  const store = await dexieStore(name);
  const b = newSession(store, { channel: deaf ? `${name}-b` : name });
  await b.workspaces.start();
  await b.workspaces.open(openId(a));
  return { a, b, store };
}

const after = async (session: Session, id: string): Promise<string[]> => {
  await session.workspaces.open(id);
  return userNames(session);
};

/** The work in one tab, with `bystander` made by the other in between. */
async function overtaken(name: WorkName) {
  const { a, b, store } = await twoTabs();
  const { begin }: Work = works[name];
  const act = await begin(a);
  expect((await createUser(b, 'bystander')).ok).toBe(true);
  const outcome = await act();
  await b.follow();
  return { a, b, store, outcome };
}

test.each(workNames.filter((name) => !/^(going back|deleting a workspace|wiping)/.test(name)))(
  '%s keeps the change that another tab makes meanwhile',
  async (name) => {
    const { a, b, store } = await overtaken(name);
    expect(userNames(b)).toContain('bystander');
    expect(a.problems.current).toBeUndefined();
    const again = newSession(store);
    await again.workspaces.start();
    expect(await after(again, openId(b))).toContain('bystander');
  },
);

test('a duplicate has the change that another tab makes meanwhile', async () => {
  const { a, outcome } = await overtaken('duplicating a workspace');
  expect(await after(a, (outcome as { id: string }).id)).toContain('bystander');
});

test('going back to a checkpoint takes out the change of another tab, and Undo brings it back', async () => {
  const { a, b } = await overtaken('going back to a checkpoint');
  expect(userNames(b)).toEqual(['alice', 'bob']);
  await a.undo();
  expect(userNames(a)).toEqual(['alice', 'bob', 'bystander', 'carol']);
});

test('an account that another tab added meanwhile is refused, not written twice', async () => {
  const { a, b } = await twoTabs();
  const files = [{ name: 'a.json', text: account('210987654321', 3) }];
  expect(await joinOpen(b, files).done).toMatchObject({ kind: 'joined' });
  expect(a.state.world.accounts.size).toBe(1);
  expect(await joinOpen(a, files).done).toMatchObject({ kind: 'refused' });
  expect([a.state.world.accounts.size, userNames(a).length]).toEqual([2, 5]);
});

test('a guide that another tab saved meanwhile is not replaced unseen', async () => {
  const { a, b } = await twoTabs();
  const guide = (purpose: string) => ({ purpose, notes: [], questions: [], steps: [] });
  expect(await b.workspaces.saveGuide(guide('theirs'), b.workspaces.current?.guide)).toBe(true);
  expect(await a.workspaces.saveGuide(guide('mine'), a.workspaces.current?.guide)).toBe(false);
  expect([a.problems.current?.code, a.workspaces.current?.guide?.purpose]).toEqual([
    'revision-moved',
    'theirs',
  ]);
  expect(await a.workspaces.saveGuide(guide('mine'), a.workspaces.current?.guide)).toBe(true);
});

test('a workspace that another tab changed after the backup is neither wiped nor deleted', async () => {
  const { a, b, store } = await twoTabs();
  const ids = a.workspaces.list.map(({ id }) => id);
  const backup = await a.tools.copies.file(ids, wholeWorkspace, '');
  await createUser(b, 'bystander');
  const before = await rowsOf(store);
  const holds = backup?.holds ?? new Map<string, number>();
  expect(await a.tools.storage.wipe(holds)).toMatchObject({
    kind: 'moved',
    problem: { detail: expect.stringContaining('changed in another tab') as string },
  });
  expect(await a.workspaces.remove(openId(b), holds)).toBe(false);
  expect(a.problems.current?.code).toBe('revision-moved');
  expect(await rowsOf(store)).toEqual(before);
  const again = await a.tools.copies.file(ids, wholeWorkspace, '');
  expect(await a.tools.storage.wipe(again?.holds ?? new Map())).toMatchObject({ kind: 'wiped' });
});

test('a workspace that another tab made is not wiped with those that the person sees', async () => {
  const { a, b } = await twoTabs();
  const seen = new Map(a.workspaces.list.map(({ id }) => [id, undefined]));
  await b.tools.copies.duplicate(openId(b));
  expect(await a.tools.storage.wipe(seen)).toMatchObject({ kind: 'moved' });
  expect(a.workspaces.list).toHaveLength(3);
});

test('a checkpoint that is being read leaves another workspace alone that is opened meanwhile', async () => {
  const { a } = await twoTabs();
  const act = await works['going back to a checkpoint'].begin(a);
  const first = a.workspaces.list.find(({ id }) => id !== openId(a));
  const [gone] = await Promise.all([act(), a.workspaces.open(first?.id ?? '')]);
  expect(gone).toBe(false);
  expect([openId(a), userNames(a)]).toEqual([first?.id, ['alice', 'bob']]);
  expect(a.history.redoLabel ?? a.history.undoLabel).not.toMatch(/Go back/);
});

async function deleted(name: WorkName, deaf = true) {
  const { a, b, store } = await twoTabs({ deaf });
  const { begin }: Work = works[name];
  const act = await begin(a);
  const id = openId(b);
  await b.workspaces.remove(id);
  const before = await rowsOf(store);
  return { a, b, id, store, before, outcome: await act() };
}

test.each([
  'duplicating a workspace',
  'adding an account to the open workspace',
  'keeping a checkpoint',
  'going back to a checkpoint',
  'going on from a checkpoint',
  'renaming a workspace',
  'archiving a workspace',
  'saving the guide',
] as const)(
  '%s is refused after another tab deleted the workspace: nothing is written, and the screen stays',
  async (name) => {
    const { a, store, before, outcome } = await deleted(name);
    expect(saidBy(a, outcome).text).toMatch(/This workspace was deleted/);
    expect(a.problems.current?.code).toBe('workspace-gone');
    expect(await rowsOf(store)).toEqual(before);
    expect(userNames(a)).toContain('bob');
  },
);

test.each([
  'restoring a backup of two workspaces',
  'importing an account',
  'making an account',
  'going on from a moment of the past',
] as const)('%s is done although another tab deleted the workspace', async (name) => {
  const { a, id, store, before } = await deleted(name);
  expect([a.problems.current, a.workspaces.list.map((one) => one.id).includes(id)]).toEqual([
    undefined,
    false,
  ]);
  expect((await rowsOf(store))['workspaces']?.length).toBeGreaterThan(before['workspaces']?.length ?? 0);
});

test('two tabs may delete the same workspace without a failure', async () => {
  const { a, id } = await deleted('deleting a workspace');
  expect([a.problems.current, a.workspaces.list.length, openId(a) === id]).toEqual([undefined, 1, false]);
});

test('a file of a deleted workspace is refused, and a file of several holds those that are there', async () => {
  const { a, b } = await twoTabs();
  const id = openId(b);
  const ids = a.workspaces.list.map((one) => one.id);
  await b.workspaces.remove(id);
  expect(await a.tools.copies.file([id], wholeWorkspace, '')).toBeUndefined();
  expect(a.problems.current?.code).toBe('workspace-gone');
  const file = await a.tools.copies.file(ids, wholeWorkspace, '');
  expect([...(file?.holds.keys() ?? [])]).toEqual(ids.filter((one) => one !== id));
});

test('the past that is shown stays after another tab deleted the workspace, and work goes on from it', async () => {
  const { a, b } = await twoTabs({ deaf: false });
  await a.past.show(0);
  await b.workspaces.remove(openId(b));
  await until(() => a.problems.current?.code === 'workspace-gone');
  await a.readOnlyWorld?.keep?.();
  expect(userNames(a)).toEqual(['alice']);
  expect((await createUser(a, 'dave')).ok).toBe(true);
});

test('a checkpoint that another tab deleted cannot be gone back to, and the page says so', async () => {
  const { a, b } = await twoTabs();
  const act = await works['going back to a checkpoint'].begin(a);
  await b.tools.checkpoints.refresh();
  for (const checkpoint of b.tools.checkpoints.list) await b.tools.checkpoints.remove(checkpoint);
  await act();
  expect([a.problems.current?.code, userNames(a)]).toEqual([
    'checkpoint-unreadable',
    ['alice', 'bob', 'carol'],
  ]);
});

test('a backup leaves nothing when another tab wipes everything while it is restored', async () => {
  const { a, b, store } = await twoTabs();
  await a.workspaces.importFiles([{ name: 'large.json', text: account('210987654321', 5_000) }]).done;
  const run = a.tools.copies.restore({ name: 'backup.json', text: await backupOf(a) });
  await until(() => run.progress > 0.4);
  const known = new Map((await store.list()).map(({ id }) => [id, undefined]));
  expect(await b.tools.storage.wipe(known)).toMatchObject({ kind: 'wiped' });
  expect(await run.done).toMatchObject({ kind: 'refused' });
  expect([await store.list(), await store.database.records.count()]).toEqual([[], 0]);
});

test.each(workNames)(
  '%s beside a newer version is refused with its number, and nothing changes',
  async (name) => {
    const database = newName();
    const told: { closed?: (reason: ClosedReason) => void } = {};
    const store = await dexieStore(database, {}, { onClosed: (reason) => told.closed?.(reason) });
    const session = await busySession(store);
    told.closed = (reason) => session.savedData.databaseClosed(reason);
    const { begin }: Work = works[name];
    const act = await begin(session);
    const { state } = session;
    const workspaces = session.workspaces.list;
    const newest = migrations.length + 1;
    const newer = await openTest({
      name: database,
      migrations: [...migrations, { version: newest, stores: {} }],
    });
    if (newer.kind !== 'open') throw new Error(newer.kind);
    const rows = await rowsOf({ database: newer.database } as typeof store);
    session.problems.dismiss();
    const outcome = await act();
    expect(saidBy(session, outcome).text).toMatch(`A newer version (${newest}) runs in another tab`);
    expect(await rowsOf({ database: newer.database } as typeof store)).toEqual(rows);
    expect(session.workspaces.list).toEqual(workspaces);
    if (!session.readOnlyWorld) expect(session.state).toEqual(state);
  },
);
