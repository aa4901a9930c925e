/** A whole workspace is written and read in bounded chunks, all of it or none. */

import { expect, test } from 'vitest';
import { createWorkspace, removeLeftovers } from '#store/dexie/create.ts';
import { creating } from '#store/dexie/lock.ts';
import type { NewRecord } from '#store/rows.ts';
import { chunkSize } from '#store/store.ts';
import { about, accountRow, user } from '../samples.ts';
import { dexieStore, newName } from './databases.ts';
import { abortAt } from './faults.ts';
import { newSession } from '../../app/test-session.ts';

const records = (count: number): NewRecord[] => [
  { table: 'accounts', id: accountRow.id, row: accountRow },
  ...Array.from({ length: count - 1 }, (_, at) => {
    const row = user(`u${at}`);
    return { table: 'users' as const, id: row.id, row };
  }),
];

test('6,000 records are written and loaded in chunks that leave the main thread free', async () => {
  const name = newName();
  const store = await dexieStore(name);
  const written: number[] = [];
  await store.create(about('w'), records(6_000), { onProgress: (count) => written.push(count) });
  const steps = written.map((count, at) => count - (written[at - 1] ?? 0));
  expect([steps.length, Math.max(...steps), written.at(-1)]).toEqual([6_000 / chunkSize, chunkSize, 6_000]);

  // The thread is given back between two chunks: a task queued before the load runs before the second one.
  const chunks: number[] = [];
  let others = 0;
  const other = new MessageChannel();
  other.port1.onmessage = () => {
    others += 1;
    if (chunks.length < 12) other.port2.postMessage(0);
  };
  other.port2.postMessage(0);
  const seen: number[] = [];
  await store.load('w', (chunk) => {
    chunks.push(chunk.length);
    seen.push(others);
  });
  other.port1.close();
  expect([Math.max(...chunks), chunks.reduce((sum, size) => sum + size, 0)]).toEqual([chunkSize, 6_000]);
  expect(seen.filter((count, at) => at > 0 && count === seen[at - 1])).toEqual([]);

  const session = newSession(await dexieStore(name));
  await session.workspaces.start();
  expect(session.state.world.users.size).toBe(5_999);
});

test('a creation that fails midway, its cleaning up too, is never seen and is removed at the next start', async () => {
  const store = await dexieStore();
  let mend = () => {};
  const created = await store.create(about('w'), records(1_200), {
    onProgress: (count) => {
      if (count === 1_000) mend = abortAt('records');
    },
  });
  mend();
  expect(created).toMatchObject({ ok: false, error: { code: 'failed' } });
  const { workspaces, records: rows } = store.database;
  expect([await store.list(), await rows.count()]).toEqual([[], 1_000]);
  expect(await store.removeLeftovers()).toBe(1);
  expect([await workspaces.count(), await rows.count()]).toEqual([0, 0]);
});

test('a creation cancelled midway leaves nothing in the database', async () => {
  const store = await dexieStore();
  const abort = new AbortController();
  const created = await store.create(about('w'), records(1_200), {
    signal: abort.signal,
    onProgress: () => abort.abort(),
  });
  expect(created).toMatchObject({ ok: false, error: { code: 'cancelled' } });
  expect([await store.database.workspaces.count(), await store.database.records.count()]).toEqual([0, 0]);
});

/** An import whose tab died after the first chunk: its row and records stand there, nobody holds its lock. */
async function leftover() {
  const store = await dexieStore();
  const { database } = store;
  await database.workspaces.add({
    ...about('dead'),
    changedAt: '',
    state: 'importing',
    touchedAt: Date.now(),
    revision: 0,
    cursor: 0,
    top: 0,
    history: [],
    trail: 0,
    size: { records: 10, bytes: 0 },
  });
  await database.records.bulkAdd(records(10).map((record) => ({ ...record, workspace: 'dead' })));
  return store;
}

test('an importing workspace is not listed and cannot be opened or written', async () => {
  const store = await leftover();
  expect(await store.list()).toEqual([]);
  expect(await store.load('dead', () => undefined)).toBeUndefined();
  expect(await store.since('dead', 0)).toBe('gone');
});

test('the leftover of a killed tab is removed at the next start', async () => {
  const store = await leftover();
  const session = newSession(store);
  await session.workspaces.start();
  expect(session.workspaces.list.map(({ origin }) => origin)).toEqual(['example']);
  expect(
    await store.database.records.where('[workspace+table+id]').between(['dead'], ['dead', []]).count(),
  ).toBe(0);
});

test('an import that is running in another tab is left alone', async () => {
  const store = await leftover();
  const removed = await creating(['dead'], () => store.removeLeftovers());
  expect([removed, await store.removeLeftovers()]).toEqual([0, 1]);
});

test('without Web Locks only an import that has been silent for a minute counts as dead', async () => {
  const { database } = await leftover();
  const locks = Object.getOwnPropertyDescriptor(Navigator.prototype, 'locks');
  Object.defineProperty(navigator, 'locks', { value: undefined, configurable: true });
  try {
    expect(await removeLeftovers(database, Date.now() + 59_000)).toBe(0);
    expect(await removeLeftovers(database, Date.now() + 61_000)).toBe(1);
  } finally {
    delete (navigator as { locks?: unknown }).locks;
  }
  expect(locks && navigator.locks).toBeDefined();
});

test('an import that another tab took for dead stops instead of writing into nothing', async () => {
  const { database } = await dexieStore();
  const created = await createWorkspace(database, about('w'), records(1_200), {
    onProgress: (count) => {
      if (count === 500) void database.workspaces.delete('w');
    },
  });
  expect(created).toMatchObject({ ok: false, error: { code: 'gone' } });
  expect(await database.records.count()).toBe(0);
});
