/**
 * Opens the database. A newer version is refused with its number before Dexie sees it, because Dexie opens
 * newer databases and may even change them. When another tab opens a newer version, this tab closes its
 * connection at once, reads and writes nothing more, and says so.
 */

import { Database } from './database.ts';
import { failureOf, isFullDisk } from './failure.ts';
import { type Migration, migrations } from './migrations.ts';
import { databaseName } from './name.ts';
import type { FailureCode } from '../store.ts';

export type Opened =
  | { readonly kind: 'open'; readonly database: Database; readonly close: () => void }
  /** The database has a `version` that this page does not know. */
  | { readonly kind: 'newer'; readonly version: number }
  /** The browser gives this page no IndexedDB, or cannot open it now (`code`: why). */
  | { readonly kind: 'unavailable'; readonly detail: string; readonly code: FailureCode };

export interface OpenOptions {
  readonly name?: string;
  readonly migrations?: readonly Migration[];
  /** Called when the database was closed from outside; `newer` when a newer version needs it. */
  readonly onClosed?: (reason: ClosedReason) => void;
  /** Called when older tabs hold the database open and must be closed. */
  readonly onBlocked?: () => void;
}

export type ClosedReason =
  | { readonly kind: 'newer'; readonly version: number }
  | { readonly kind: 'deleted' }
  /** `full`: the write before it failed because the disk is full. */
  | { readonly kind: 'lost'; readonly full: boolean };

/** Dexie multiplies its version numbers by ten. */
const dexieFactor = 10;

/** Openings that a browser may abort in a row, because it is still closing or deleting the database. */
const abortions = 5;

export async function openDatabase(options: OpenOptions = {}): Promise<Opened> {
  for (let attempt = 1; ; attempt += 1) {
    const opened = await openOnce(options);
    const aborted = opened.kind === 'unavailable' && opened.detail.includes('AbortError');
    if (!aborted || attempt === abortions) return opened;
  }
}

async function openOnce(options: OpenOptions): Promise<Opened> {
  const name = options.name ?? databaseName;
  const steps = options.migrations ?? migrations;
  let native: number;
  try {
    native = await nativeVersion(name);
  } catch (error) {
    return unavailable(error);
  }
  const version = Math.ceil(native / dexieFactor);
  if (version > steps.length) return { kind: 'newer', version };

  const database = new Database(name, steps);
  const watch = watchClosing(database, options);
  const close = () => {
    watch.stop();
    database.close();
  };
  try {
    await database.open();
    watch.aborts();
  } catch (error) {
    close();
    return unavailable(error);
  }
  return { kind: 'open', database, close };
}

const unavailable = (error: unknown): Opened => ({
  kind: 'unavailable',
  detail: String(error),
  code: failureOf(error).code,
});

/** Closes the database when another tab needs it, and reports it once. `false` stops Dexie's own handlers. */
function watchClosing(database: Database, { onClosed, onBlocked }: OpenOptions) {
  let watching = true;
  let full = false;
  const close = (reason: ClosedReason) => {
    if (!watching) return false;
    watching = false;
    database.close({ disableAutoOpen: true });
    onClosed?.(reason);
    return false;
  };
  database.on('versionchange', ({ newVersion }) =>
    close(newVersion ? { kind: 'newer', version: Math.ceil(newVersion / dexieFactor) } : { kind: 'deleted' }),
  );
  database.on('close', () => close({ kind: 'lost', full }));
  database.on('blocked', () => {
    onBlocked?.();
    return false;
  });
  return {
    stop: () => {
      watching = false;
    },
    /** The text stands at the transaction alone, and Dexie keeps the event from going further. */
    aborts: () =>
      database.backendDB().addEventListener(
        'abort',
        ({ target }) => {
          full = target instanceof IDBTransaction && isFullDisk(target.error?.message ?? '');
        },
        { capture: true },
      ),
  };
}

/** Returns the database's version, 0 when there is none. Creates nothing. Rejects without IndexedDB. */
function nativeVersion(name: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name);
    let fresh = false;
    request.onupgradeneeded = () => {
      fresh = true;
      request.transaction?.abort();
    };
    request.onsuccess = () => {
      resolve(request.result.version);
      request.result.close();
    };
    request.onerror = (event) => {
      event.preventDefault();
      if (fresh) resolve(0);
      else reject(request.error ?? new Error('indexedDB.open failed'));
    };
  });
}
