import { describe } from 'vitest';
import { MemoryStore } from '../../src/store/memory-store.ts';
import { copyPromises } from './copy-promises.ts';
import { promises } from './promises.ts';

describe('a store in memory', () =>
  promises('memory', (keep) => {
    const store = new MemoryStore();
    if (keep !== undefined) store.keep = keep;
    return Promise.resolve(store);
  }));

describe('copies of a store in memory', () => copyPromises(() => Promise.resolve(new MemoryStore())));
