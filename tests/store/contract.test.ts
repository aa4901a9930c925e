/** The store in memory keeps every promise of a store (promises.ts, copy-promises.ts). */

import { MemoryStore } from '#store/memory-store.ts';
import { copyPromises } from './copy-promises.ts';
import { promises } from './promises.ts';

promises('memory', (keep) => {
  const store = new MemoryStore();
  if (keep !== undefined) store.keep = keep;
  return Promise.resolve(store);
});

copyPromises('memory', () => Promise.resolve(new MemoryStore()));
