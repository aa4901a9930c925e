/**
 * The store in IndexedDB keeps every promise of a store (tests/store/promises.ts, tests/store/copy-
 * promises.ts).
 */

import { copyPromises } from '../copy-promises.ts';
import { promises } from '../promises.ts';
import { dexieStore } from './databases.ts';

promises('indexeddb', async (keep) => {
  const store = await dexieStore();
  if (keep !== undefined) store.database.keep = keep;
  return store;
});

copyPromises('indexeddb', () => dexieStore());
