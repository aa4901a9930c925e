/** The lease row stands in for Web Locks over plain http. */

import { expect, test } from 'vitest';
import { locked } from '#store/dexie/lock.ts';
import { dexieStore, newName } from './databases.ts';

const lease = { locks: undefined, retry: 1 };

test('two tabs take turns, and no lease row is left when both are done', async () => {
  const name = newName();
  const [a, b] = [(await dexieStore(name)).database, (await dexieStore(name)).database];
  let inside = 0;
  let most = 0;
  const work = async () => {
    most = Math.max(most, ++inside);
    await a.meta.get('something');
    inside -= 1;
  };
  await Promise.all(Array.from({ length: 20 }, (_, at) => locked(at % 2 ? a : b, 'w', work, lease)));
  expect([most, await a.meta.count()]).toEqual([1, 0]);
});

test('locks of different workspaces do not wait for each other', async () => {
  const { database } = await dexieStore();
  await locked(database, 'one', () => locked(database, 'two', () => Promise.resolve(), lease), lease);
  expect(await database.meta.count()).toBe(0);
});

test('the lease of a dead tab is taken over when it has run out, not before', async () => {
  const { database } = await dexieStore();
  await database.meta.put({ key: 'lease/w', value: { holder: 'dead', until: 1_000 } });
  let now = 998;
  const looks: number[] = [];
  const clock = () => {
    looks.push(now);
    return now++;
  };
  await locked(database, 'w', () => Promise.resolve(looks.push(-1)), { ...lease, now: clock });
  expect(Math.max(...looks.slice(0, looks.indexOf(-1)))).toBeGreaterThanOrEqual(1_000);
});

test('a lease that was taken over meanwhile is not given back for the other tab', async () => {
  const { database } = await dexieStore();
  const other = { key: 'lease/w', value: { holder: 'other', until: Infinity } };
  await locked(database, 'w', async () => void (await database.meta.put(other)), lease);
  expect(await database.meta.get('lease/w')).toEqual(other);
});

test('failing work gives the lease back', async () => {
  const { database } = await dexieStore();
  await expect(locked(database, 'w', () => Promise.reject(new Error('bug')), lease)).rejects.toThrow('bug');
  expect(await database.meta.count()).toBe(0);
});
