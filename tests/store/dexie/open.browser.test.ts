/** A database is opened that is newer, older or not there at all. */

import { expect, test, vi } from 'vitest';
import { migrations } from '#store/dexie/migrations.ts';
import { openDatabase } from '#store/dexie/open.ts';
import { newName, openTest } from './databases.ts';

const newestVersion = migrations.length;
const future = [...migrations, { version: newestVersion + 1, stores: { novelty: 'id' } }];

test('a database of a newer version is refused with its number and left as it is', async () => {
  const name = newName();
  const newer = await openTest({ name, migrations: future });
  if (newer.kind !== 'open') throw new Error(newer.kind);
  await newer.database.meta.put({ key: 'k', value: 1 });
  newer.close();

  expect(await openDatabase({ name })).toEqual({ kind: 'newer', version: newestVersion + 1 });
  const again = await openTest({ name, migrations: future });
  if (again.kind !== 'open') throw new Error(again.kind);
  expect([again.database.verno, await again.database.meta.get('k')]).toEqual([
    newestVersion + 1,
    { key: 'k', value: 1 },
  ]);
  expect(again.database.tables.map((table) => table.name)).toContain('novelty');
});

test('a look for the version creates no database', async () => {
  const name = newName();
  expect((await openDatabase({ name, migrations: [] })).kind).toBe('unavailable');
  expect((await indexedDB.databases()).map((database) => database.name)).not.toContain(name);
});

test('a browser without IndexedDB is reported as such', async () => {
  vi.stubGlobal('indexedDB', undefined);
  expect((await openDatabase({ name: newName() })).kind).toBe('unavailable');
  vi.stubGlobal('indexedDB', {
    open: () => {
      throw new DOMException('denied', 'SecurityError');
    },
  });
  expect(await openDatabase({ name: newName() })).toMatchObject({
    kind: 'unavailable',
    detail: expect.stringContaining('denied') as string,
  });
});

test('a connection that does not let go is reported, and opening goes on when it is gone', async () => {
  const name = newName();
  const stubborn = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('not opened'));
  });
  const blocked = vi.fn(() => stubborn.close());
  const opened = await openTest({ name, onBlocked: blocked });
  expect([opened.kind, blocked.mock.calls.length]).toEqual(['open', 1]);
});

test('a deleted database is reported once', async () => {
  const reasons: string[] = [];
  const name = newName();
  await openTest({ name, onClosed: ({ kind }) => reasons.push(kind) });
  await new Promise((resolve) => (indexedDB.deleteDatabase(name).onsuccess = resolve));
  expect(reasons).toEqual(['deleted']);
});

test('a connection that we close ourselves is not reported', async () => {
  const reasons: string[] = [];
  const opened = await openTest({ name: newName(), onClosed: ({ kind }) => reasons.push(kind) });
  if (opened.kind === 'open') opened.close();
  expect(reasons).toEqual([]);
});
