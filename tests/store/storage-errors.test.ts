/** The names of the database's errors are known without Dexie, and are Dexie's. */

import { Dexie } from 'dexie';
import { expect, test } from 'vitest';
import { storageErrors } from '#store/dexie/failure.ts';

test('the names of errors of the database are those that Dexie gives', () => {
  expect([...storageErrors].sort()).toEqual(Object.values(Dexie.errnames).sort());
});
