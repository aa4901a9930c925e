/** Each test gets databases of its own, which are gone after it. */

import { onTestFinished } from 'vitest';
import { DexieStore } from '#store/dexie/store.ts';
import type { LockOptions } from '#store/dexie/lock.ts';
import { type OpenOptions, openDatabase } from '#store/dexie/open.ts';

let made = 0;
/** Functions that close the connections to each database. */
const open = new Map<string, (() => void)[]>();

export const newName = (): string => `test-${performance.timeOrigin}-${++made}`;

export async function openTest(options: OpenOptions & { name: string }) {
  const opened = await openDatabase(options);
  if (opened.kind === 'open') closeAtTheEnd(options.name, opened.close);
  return opened;
}

/** A store on a new database, or a second connection to `name`. */
export async function dexieStore(
  name = newName(),
  lock: LockOptions = {},
  options: OpenOptions = {},
): Promise<DexieStore> {
  const opened = await openTest({ ...options, name });
  if (opened.kind !== 'open') throw new Error(opened.kind);
  return new DexieStore(opened.database, opened.close, {
    lock,
    again: () => openTest({ ...options, name }),
  });
}

function closeAtTheEnd(name: string, close: () => void): void {
  const others = open.get(name);
  if (others) return void others.push(close);
  const all = [close];
  open.set(name, all);
  onTestFinished(async () => {
    open.delete(name);
    for (const one of all) one();
    await remove(name);
  });
}

const remove = (name: string) =>
  new Promise<void>((resolve, reject) => {
    const request = indexedDB.deleteDatabase(name);
    request.onsuccess = () => resolve();
    request.onerror = () => reject(request.error ?? new Error('not deleted'));
  });
