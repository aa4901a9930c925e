/** A connection is lost or let go, and the same store goes on with the next one. */

import Dexie from 'dexie';
import { expect, test, vi } from 'vitest';
import { nextTask } from '#platform/yield-to-page.ts';
import { failureOf } from '#store/dexie/failure.ts';
import { FirstVisitStore } from '#store/first-visit-store.ts';
import { about, commit, seedRecords } from '../samples.ts';
import { done, names, withWorkspace } from '../promises.ts';
import { dexieStore, newName } from './databases.ts';

test('a store that was let go while a write was on its way has all of it, and goes on when it is opened again', async () => {
  const store = await dexieStore();
  await withWorkspace(store);
  const writing = store.commit(commit(0, 'bob'));
  const written = await done(writing.finally(() => store.suspend()));
  expect(written.row.revision).toBe(1);
  const reading = names(store);
  expect(await store.reopen()).toEqual({ kind: 'open' });
  expect(await reading).toEqual(['alice', 'bob']);
  expect((await store.commit(commit(1, 'carol'))).ok).toBe(true);
});

test('a write into whose middle the letting go falls is whole or absent, and its result says which', async () => {
  for (const turns of [0, 1, 2, 4, 8, 16]) {
    const store = await dexieStore();
    await withWorkspace(store);
    const writing = store.commit(commit(0, 'bob'));
    for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
    store.suspend();
    await store.reopen();
    const { ok } = await writing;
    expect(await names(store)).toEqual(ok ? ['alice', 'bob'] : ['alice']);
  }
});

test('reads into whose middle the letting go falls have their answer once the store is opened again', async () => {
  for (let turns = 0; turns < 8; turns += 1) {
    const store = await dexieStore();
    await withWorkspace(store);
    const query = { offset: 0, limit: 10 };
    const reads = () =>
      Promise.all([
        store.list(),
        store.damagedWorkspaces(),
        store.since('w', 0),
        store.trail('w', query),
        store.countTrail('w', {}),
        store.dump('w', { history: true, trail: true }),
        store.checkpoints('w'),
        store.setting('last'),
      ]);
    const expected = await reads();
    const reading = reads();
    for (let turn = 0; turn < turns; turn += 1) await nextTask();
    store.suspend();
    await store.reopen();
    expect(await reading).toEqual(expected);
  }
});

test('a read that fails on the old connection once the next one stands has its answer from there', async () => {
  const store = await dexieStore();
  await withWorkspace(store);
  let fail: (error: unknown) => void = () => expect.unreachable('nothing was read');
  vi.spyOn(store.database.workspaces, 'toArray').mockReturnValue(
    new Dexie.Promise((_, reject) => (fail = reject)),
  );
  const reading = store.list();
  await nextTask();
  store.suspend();
  await store.reopen();
  fail(new DOMException('The database connection is closing.', 'InvalidStateError'));
  expect((await reading).map(({ id }) => id)).toEqual(['w']);
});

test('a first visit whose page is left while it is being saved is saved whole when it comes back', async () => {
  for (let turns = 1; turns < 40; turns += 1) {
    const real = await dexieStore();
    const store = new FirstVisitStore({
      open: () => Promise.resolve(real),
      onFailed: ({ detail }) => expect.unreachable(detail),
    });
    await withWorkspace(store);
    const saving = store.save();
    for (let turn = 0; turn < turns; turn += 1) await nextTask();
    store.suspend();
    expect(real.database.isOpen()).toBe(false);
    expect(await store.reopen()).toEqual({ kind: 'open' });
    await saving;
    expect(store.otherTabWasFirst).toBe(false);
    expect(await names(real)).toEqual(['alice']);
  }
});

test('two who open a lost connection again at once get one connection', async () => {
  const store = await dexieStore();
  await withWorkspace(store);
  store.database.close();
  await expect(store.list()).rejects.toThrow();
  const [one, other] = await Promise.all([store.reopen(), store.reopen()]);
  expect([one, other]).toEqual([{ kind: 'open' }, { kind: 'open' }]);
  expect((await store.list()).map(({ id }) => id)).toEqual(['w']);
});

test('a database that is gone is made anew when it is opened again, and a lost workspace can be written', async () => {
  const name = newName();
  const store = await dexieStore(name);
  await withWorkspace(store);
  store.database.close();
  await new Promise((resolve) => (indexedDB.deleteDatabase(name).onsuccess = resolve));
  expect(await store.reopen()).toEqual({ kind: 'open' });
  expect(await store.list()).toEqual([]);
  expect((await store.create(about('w'), seedRecords)).ok).toBe(true);
});

test('a database that cannot be opened again says why, and can be tried once more', async () => {
  const store = await dexieStore();
  await withWorkspace(store);
  store.database.close();
  const open = vi.spyOn(IDBFactory.prototype, 'open').mockImplementation(() => {
    throw new DOMException('Encountered full disk while opening backing store.', 'QuotaExceededError');
  });
  expect(await store.reopen()).toMatchObject({ kind: 'unavailable', code: 'full' });
  open.mockRestore();
  await expect(store.list()).rejects.toThrow();
  expect(await store.reopen()).toEqual({ kind: 'open' });
  expect(await names(store)).toEqual(['alice']);
});

test.each([
  [
    'Connection is closing because of: IO error: .../000003.log: FILE_ERROR_NO_SPACE (ChromeMethodBFE: 3::8)',
    'UnknownError',
    'closed',
  ],
  ['Encountered full disk while opening backing store for indexedDB.open.', 'QuotaExceededError', 'full'],
  ['Internal error opening backing store for indexedDB.open.', 'UnknownError', 'closed'],
  ['Connection to Indexed Database server lost. Refresh the page to try again', 'UnknownError', 'closed'],
  ['The database connection is closing.', 'InvalidStateError', 'closed'],
  ['something else', 'UnknownError', 'failed'],
] as const)('the error “%s” (%s) is of the kind %s', (message, name, code) => {
  const inner = new DOMException(message, name);
  expect(failureOf(inner).code).toBe(code);
  expect(failureOf(Object.assign(new Error('aborted', { cause: inner }), { name: 'AbortError' })).code).toBe(
    code,
  );
});
