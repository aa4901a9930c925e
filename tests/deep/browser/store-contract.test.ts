import { describe } from 'vitest';
import { copyPromises } from '../../store/copy-promises.ts';
import { promises } from '../../store/promises.ts';
import { dexieStore } from '../../store/dexie/databases.ts';

describe('a store in IndexedDB', () =>
  promises('indexeddb', async (keep) => {
    const store = await dexieStore();
    if (keep !== undefined) store.database.keep = keep;
    return store;
  }));

describe('copies of a store in IndexedDB', () => copyPromises(() => dexieStore()));
