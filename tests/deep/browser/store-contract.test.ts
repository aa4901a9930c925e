/**
 * The store in IndexedDB keeps every promise of a store (tests/store/promises.ts, tests/store/copy-
 * promises.ts).
 */

import { copyPromises } from '../../store/copy-promises.ts';
import { promises } from '../../store/promises.ts';
import { dexieStore } from '../../store/dexie/databases.ts';

promises('indexeddb', async (keep) => {
  const store = await dexieStore();
  if (keep !== undefined) store.database.keep = keep;
  return store;
});

copyPromises('indexeddb', () => dexieStore());
