/** Only the cells that are seen are drawn, and the keys lead among all of them. */

import { expect, test } from 'vitest';
import { moved, scrolledTo, spanOf } from '#view/places/ask/matrix/span.ts';

const key = (name: string, more: object = {}) => ({
  key: name,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  ...more,
});
const counts = { rows: 200, columns: 500 };

test('what is seen is drawn with a margin, and never more than there is', () => {
  expect(spanOf(200, 40, 0, 400)).toEqual({ first: 0, last: 13 });
  expect(spanOf(200, 40, 4000, 400)).toEqual({ first: 97, last: 113 });
  expect(spanOf(5, 40, 0, 400)).toEqual({ first: 0, last: 5 });
  expect(spanOf(5, 40, 9000, 400)).toEqual({ first: 5, last: 5 });
});

test('arrows lead to the next cell and stop at the edges; Ctrl leads to the edge', () => {
  expect(moved({ row: 3, column: 4 }, key('ArrowDown'), counts)).toEqual({ row: 4, column: 4 });
  expect(moved({ row: 0, column: 0 }, key('ArrowLeft'), counts)).toEqual({ row: 0, column: 0 });
  expect(moved({ row: 3, column: 4 }, key('End'), counts)).toEqual({ row: 3, column: 499 });
  expect(moved({ row: 3, column: 4 }, key('ArrowDown', { ctrlKey: true }), counts)).toEqual({
    row: 199,
    column: 4,
  });
  expect(moved({ row: 3, column: 4 }, key('a'), counts)).toBeUndefined();
  expect(moved({ row: 3, column: 4 }, key('ArrowLeft', { altKey: true }), counts)).toBeUndefined();
});

test('a cell comes into sight from either side, and one that is seen moves nothing', () => {
  expect(scrolledTo(0, 40, 200, 400)).toBe(0);
  expect(scrolledTo(20, 40, 0, 400)).toBe(440);
  expect(scrolledTo(6, 40, 200, 400)).toBe(200);
});
