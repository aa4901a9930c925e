import { describe } from 'vitest';
import { promises } from '../store/promises.ts';
import { dexieStore } from './databases.ts';

describe('a store in IndexedDB', () => promises('indexeddb', () => dexieStore()));
