/** A value that goes to the page in pieces is the same there, whatever its size. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { putBack, takeApart } from '#app/import/worker/pieces.ts';
import { countOf } from '../../../setup/counts.ts';

/** Sends the value as a worker does, each message a copy of its own. */
function sent<T>(value: T): { readonly arrived: T; readonly longest: number } {
  const { lean, pieces } = takeApart(value);
  const arrived = structuredClone(lean);
  for (const piece of structuredClone(pieces)) putBack(arrived, piece);
  return { arrived, longest: Math.max(0, ...pieces.map(({ rows }) => rows.length)) };
}

const rows = (count: number, inner?: readonly unknown[]) =>
  Array.from({ length: count }, (_, id) => ({ id, ...(inner ? { inner } : {}) }));

const values: readonly (readonly [name: string, value: unknown, pieces: number])[] = [
  ['no list', { a: 1, b: null, c: undefined }, 0],
  ['a short list', { a: rows(500) }, 0],
  ['a long list', { a: rows(1_201) }, 3],
  ['a long list in a row of a short one', [{ a: rows(501) }, { a: [] }, { a: rows(2) }], 2],
  ['long lists in rows of a long one', { a: rows(501, rows(600)) }, 2 + 501 * 2],
  ['a long list of lists', { a: [...rows(600), rows(700)] }, 2 + 2],
  ['a member named as the prototype', JSON.parse('{"__proto__":{"a":1},"b":[1]}'), 0],
];

test.each(values)('%s goes to the page in pieces and is the same there', (_name, value, count) => {
  const { arrived, longest } = sent(value);
  expect(arrived).toEqual(value);
  expect(takeApart(value).pieces).toHaveLength(count);
  expect(longest).toBeLessThanOrEqual(500);
});

test('any plain data goes to the page in pieces and is the same there', () => {
  const long = fc.array(fc.jsonValue(), { minLength: 501, maxLength: 1_100 });
  const data = fc.record({
    a: fc.jsonValue(),
    b: long,
    c: fc.array(fc.record({ d: long }), { maxLength: 3 }),
  });
  fc.assert(
    fc.property(data, (value) => {
      const before = structuredClone(value);
      expect(sent(value).arrived).toEqual(before);
      expect(value).toEqual(before);
    }),
    { numRuns: countOf({ sample: 6, full: 8, most: 20 }), seed: 16 },
  );
});
