/**
 * Allows one writer at a time per workspace, across tabs and workers. Over plain http browsers have no Web
 * Locks, so a lease row in the database replaces them. The lock only saves tabs from being refused; the
 * revision check inside each commit protects the data.
 */

import type { Database } from './database.ts';

export interface LockOptions {
  readonly locks?: LockManager | undefined;
  readonly now?: () => number;
  /** Milliseconds after which the lease of a dead tab is taken over. */
  readonly leaseTime?: number;
  /** Milliseconds between two checks of a lease that another tab holds. */
  readonly retry?: number;
}

const lockName = (id: string) => `iam-playground/workspace/${id}`;
const creationName = (id: string) => `iam-playground/creating/${id}`;

const webLocks = (): LockManager | undefined =>
  (globalThis.navigator as Partial<Navigator> | undefined)?.locks;

/** Runs `work` as the only writer of workspace `id`. */
export function locked<T>(
  database: Database,
  id: string,
  work: () => Promise<T>,
  options: LockOptions = {},
): Promise<T> {
  const locks = 'locks' in options ? options.locks : webLocks();
  return locks ? hold(locks, lockName(id), work) : leased(database, id, work, options);
}

/** Runs `work` while others see that these workspaces are being created. */
export function creating<T>([id, ...others]: readonly string[], work: () => Promise<T>): Promise<T> {
  const locks = webLocks();
  if (id === undefined || !locks) return work();
  return hold(locks, creationName(id), () => creating(others, work));
}

/** Returns whether nobody is creating workspace `id`; `undefined` when the browser cannot tell. */
export async function freeNow(id: string): Promise<boolean | undefined> {
  const locks = webLocks();
  if (!locks) return undefined;
  return locks.request(creationName(id), { ifAvailable: true }, (lock) => lock !== null);
}

const hold = <T>(locks: LockManager, name: string, work: () => Promise<T>): Promise<T> =>
  locks.request(name, work);

interface Lease {
  readonly holder: string;
  /** Real time in milliseconds. */
  readonly until: number;
}

async function leased<T>(
  database: Database,
  id: string,
  work: () => Promise<T>,
  options: LockOptions,
): Promise<T> {
  const { now = Date.now, leaseTime = 5_000, retry = 15 } = options;
  const key = `lease/${id}`;
  const holder = newHolder();
  while (!(await takeLease(database, key, { holder, until: now() + leaseTime }, now()))) await pause(retry);
  try {
    return await work();
  } finally {
    await dropLease(database, key, holder);
  }
}

const takeLease = (database: Database, key: string, lease: Lease, now: number): PromiseLike<boolean> =>
  database.transaction('rw', [database.meta], async () => {
    const held = (await database.meta.get(key))?.value as Lease | undefined;
    if (held && held.until > now) return false;
    await database.meta.put({ key, value: lease });
    return true;
  });

/** Ignores a failure: the lease expires by itself, and the result of the work stands. */
const dropLease = async (database: Database, key: string, holder: string): Promise<void> => {
  try {
    await database.transaction('rw', [database.meta], async () => {
      const held = (await database.meta.get(key))?.value as Lease | undefined;
      if (held?.holder === holder) await database.meta.delete(key);
    });
  } catch {
    return;
  }
};

/** Avoids `crypto.randomUUID`, which plain http lacks. */
const newHolder = (): string => crypto.getRandomValues(new Uint32Array(4)).join('-');

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
