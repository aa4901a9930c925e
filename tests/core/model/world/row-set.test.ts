/** The RowSet, which keeps the rows of a table in the order of listing. */

import { expect, test } from 'vitest';
import { type ListedRow, RowSet, mergedRows } from '#core/model/world/row-set.ts';
import { seeded } from '../../api/door.ts';

const ids = (entries: Iterable<ListedRow<string>>) => [...entries].map(({ id }) => id);
const setOf = (...entries: (readonly [id: string, order: string])[]): RowSet<string> => {
  const set = new RowSet<string>();
  for (const [id, order] of entries) set.add(id, order);
  return set;
};

test('a RowSet reads in order, from after any point, and iterates in the order of listing', () => {
  const set = setOf(['1', 'c'], ['2', 'a'], ['3', 'b']);
  expect(ids(set.from())).toEqual(['2', '3', '1']);
  expect(ids(set.from('a'))).toEqual(['3', '1']);
  expect(ids(set.from('aa'))).toEqual(['3', '1']);
  expect(ids(set.from('c'))).toEqual([]);
  expect([...set]).toEqual(['1', '2', '3']);
});

test('a RowSet gives each order once', () => {
  const set = setOf(['1', 's3'], ['2', 'iam'], ['3', 's3'], ['4', 'sts']);
  expect([...set.orders()]).toEqual(['iam', 's3', 'sts']);
  expect([...set.orders('iam')]).toEqual(['s3', 'sts']);
});

test('a RowSet moves an entry that is listed again to its new order', () => {
  const set = setOf(['1', 'a'], ['2', 'b']);
  expect(ids(set.from())).toEqual(['1', '2']);
  set.add('1', 'c');
  expect(ids(set.from())).toEqual(['2', '1']);
  expect(set.size).toBe(2);
});

test('a RowSet always equals sorting everything anew, whatever is read in between', () => {
  const random = seeded(5);
  const set = new RowSet<string>();
  const naive = new Map<string, string>();
  for (let step = 0; step < 3000; step += 1) {
    const id = String(Math.floor(random() * 80));
    if (random() < 0.6) {
      const order = Math.floor(random() * 30).toString(36);
      set.add(id, order);
      naive.delete(id);
      naive.set(id, order);
    } else expect(set.delete(id)).toBe(naive.delete(id));
    const sorted = [...naive].sort(([a, x], [b, y]) => (x === y ? (a < b ? -1 : 1) : x < y ? -1 : 1));
    const after = random() < 0.5 ? undefined : Math.floor(random() * 30).toString(36);
    const expected = sorted.filter(([, order]) => after === undefined || order > after);
    if (step % 7 === 0) expect(ids(set.from(after))).toEqual(expected.map(([id]) => id));
    if (step % 11 === 0)
      expect([...set.orders(after)]).toEqual([...new Set(expected.map(([, order]) => order))]);
  }
  expect([...set]).toEqual([...naive.keys()]);
});

test('merged lists are one sorted list without doubles', () => {
  const [a, b, empty] = [setOf(['1', 'a'], ['3', 'c']), setOf(['2', 'b'], ['3', 'c']), setOf()];
  expect(ids(mergedRows([a.from(), b.from(), empty.from()]))).toEqual(['1', '2', '3']);
});
