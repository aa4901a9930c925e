/**
 * Opening the database. A database of a newer version is refused with its number before Dexie sees it (Dexie
 * opens newer ones, and may even add what it misses). When another tab opens a newer version, this tab lets
 * go at once: from then on it reads and writes nothing, and says so.
 */

import { Database, databaseName } from './database.ts';
import { type Migration, migrations } from './migrations.ts';

export type Opened =
  | { readonly kind: 'open'; readonly database: Database; readonly close: () => void }
  /** Made by version `version` of the playground's database, which this page does not know. */
  | { readonly kind: 'newer'; readonly version: number }
  /** The browser has no IndexedDB for this page. */
  | { readonly kind: 'unavailable'; readonly detail: string };

export interface OpenOptions {
  readonly name?: string;
  readonly migrations?: readonly Migration[];
  /** The database was closed under us; `newer` when a newer version wants it (its number where known). */
  readonly onClosed?: (reason: ClosedReason) => void;
  /** Older tabs hold the database and do not let go: they have to be closed. */
  readonly onBlocked?: () => void;
}

export type ClosedReason =
  { readonly kind: 'newer'; readonly version: number } | { readonly kind: 'deleted' | 'lost' };

/** Dexie writes its version numbers times ten. */
const dexieFactor = 10;

export async function openDatabase(options: OpenOptions = {}): Promise<Opened> {
  const name = options.name ?? databaseName;
  const steps = options.migrations ?? migrations;
  let native: number;
  try {
    native = await nativeVersion(name);
  } catch (error) {
    return { kind: 'unavailable', detail: String(error) };
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
  } catch (error) {
    close();
    return { kind: 'unavailable', detail: String(error) };
  }
  return { kind: 'open', database, close };
}

/** Closes the database when another tab needs it, and tells once. `false` keeps Dexie's own handlers out. */
function watchClosing(database: Database, { onClosed, onBlocked }: OpenOptions): { stop(): void } {
  let watching = true;
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
  database.on('close', () => close({ kind: 'lost' }));
  database.on('blocked', () => {
    onBlocked?.();
    return false;
  });
  return { stop: () => (watching = false) };
}

/** The version of the database that stands there, 0 where there is none; creates nothing. Rejects without IndexedDB. */
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
