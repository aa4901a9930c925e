/** The store of a first visit keeps every promise of a store, and saves what it kept as soon as it can. */

import { expect, test, vi } from 'vitest';
import { FirstVisitStore } from '#store/first-visit-store.ts';
import { MemoryStore } from '#store/memory-store.ts';
import type { Store, StoreFailure } from '#store/store.ts';
import { copyPromises } from './copy-promises.ts';
import { promises } from './promises.ts';
import { about, user } from './samples.ts';

const overMemory = (keep?: number): Promise<Store> => {
  const real = new MemoryStore();
  if (keep !== undefined) real.keep = keep;
  const onFailed = ({ detail }: StoreFailure) => expect.unreachable(detail);
  return Promise.resolve(new FirstVisitStore({ open: () => Promise.resolve(real), onFailed }));
};

promises('first visit', overMemory);

copyPromises('first visit', overMemory);

function overSlow(real: MemoryStore) {
  let answer = (_store: Store) => {};
  const opening = new Promise<Store>((resolve) => (answer = resolve));
  const open = vi.fn(() => opening);
  const onFailed = vi.fn();
  return { store: new FirstVisitStore({ open, onFailed }), open, onFailed, answer: () => answer(real) };
}

const records = [{ table: 'users', id: user('alice').id, row: user('alice') }] as const;

test('a first visit shows its workspace and keeps its settings before a database is asked for', async () => {
  const { store, open } = overSlow(new MemoryStore());
  await store.create(about('w'), records, {});
  await store.putSetting('last', 'w');
  const taken: unknown[] = [];
  const loaded = await store.load('w', (chunk) => taken.push(...chunk));
  expect([loaded?.row.state, taken, await store.setting('last')]).toEqual(['ready', records, 'w']);
  expect([(await store.list()).length, await store.load('x', () => 0)]).toEqual([1, undefined]);
  expect(open).not.toHaveBeenCalled();
});

test('what a first visit kept is in the real store when it is saved, with what came meanwhile', async () => {
  const real = new MemoryStore();
  const { store, answer } = overSlow(real);
  await store.create(about('w'), records);
  await store.putSetting('last', 'w');
  const saving = store.save();
  await store.putSetting('late', 1);
  const second = store.create(about('v'), records);
  answer();
  await Promise.all([saving, second]);
  expect((await real.list()).map(({ id }) => id)).toEqual(['w', 'v']);
  expect([await real.setting('last'), await real.setting('late')]).toEqual(['w', 1]);
  expect(store.kind).toBe('memory');
});

test('a first visit whose workspace cannot be written says so once', async () => {
  const real = new MemoryStore();
  const failure: StoreFailure = { code: 'full', detail: 'QuotaExceededError' };
  vi.spyOn(real, 'create').mockResolvedValueOnce({ ok: false, error: failure });
  const { store, onFailed, answer } = overSlow(real);
  await store.create(about('w'), records);
  answer();
  await store.save();
  await store.save();
  expect(onFailed.mock.calls).toEqual([[failure]]);
  expect(await store.list()).toEqual([]);
});

test('a first visit takes the workspace that another tab saved a moment before', async () => {
  const real = new MemoryStore();
  const { store, answer } = overSlow(real);
  await store.create(about('w'), records);
  await store.putSetting('last', 'w');
  await real.create(about('of-the-other-tab'), records);
  answer();
  await store.save();
  expect(store.otherTabWasFirst).toBe(true);
  expect((await store.list()).map(({ id }) => id)).toEqual(['of-the-other-tab']);
  expect(await store.setting('last')).toBeUndefined();
});

test('of two first visits that save at once, one gives its workspace to both', async () => {
  const real = new MemoryStore();
  const [one, two] = [overSlow(real), overSlow(real)];
  await one.store.create(about('one'), records);
  await two.store.create(about('two'), records);
  one.answer();
  two.answer();
  await Promise.all([one.store.save(), two.store.save()]);
  expect((await real.list()).map(({ id }) => id)).toEqual(['one']);
  expect([one.store.otherTabWasFirst, two.store.otherTabWasFirst]).toEqual([false, true]);
});

test('a first visit whose page was left while it waited for its turn saves when it comes back', async () => {
  const real = new MemoryStore();
  vi.spyOn(real, 'lock').mockRejectedValueOnce(new DOMException('the browsing context goes', 'AbortError'));
  const { store, answer } = overSlow(real);
  await store.create(about('w'), records);
  answer();
  await store.save();
  expect((await real.list()).map(({ id }) => id)).toEqual(['w']);
});

test('a first visit whose store did not open opens it anew for the next request', async () => {
  const real = new MemoryStore();
  const open = vi
    .fn<() => Promise<Store>>()
    .mockRejectedValueOnce(new Error('no code'))
    .mockResolvedValue(real);
  const store = new FirstVisitStore({ open, onFailed: () => expect.unreachable() });
  await store.create(about('w'), records);
  await expect(store.save()).rejects.toThrow('no code');
  expect(await store.since('w', 0)).toEqual([]);
});
