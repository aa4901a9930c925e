/** Tests how a run of the bench judges what its parts measure, with parts that measure nothing. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Budget, type Figures, type Outcome, lastLines, measureParts } from './measurement.ts';
import { parts } from './parts.ts';

const budget: Budget = {
  engine: { 'decisions a second, simple': { min: 100 }, 'ratio of two': { max: 3 } },
  page: { 'edit, ms': { max: 50 }, 'ways, ms': {} },
  size: { 'all, kB': { max: 120 } },
};

const good: Readonly<Record<string, Figures>> = {
  engine: { 'decisions a second, simple': 200, 'ratio of two': 2 },
  page: { 'edit, ms': 20, 'ways, ms': 900 },
  size: { 'all, kB': 100 },
};

type Measure = () => Promise<Figures>;

/** Runs all three parts, one of them as given. */
async function run(
  other: Readonly<Record<string, Measure>>,
  judgesTimes = true,
): Promise<Outcome & { readonly said: string }> {
  const said: string[] = [];
  const outcome = await measureParts(
    Object.entries(good).map(([name, figures]) => ({
      name,
      measure: other[name] ?? (() => Promise.resolve(figures)),
    })),
    { budget, judgesTimes, say: (line) => said.push(line) },
  );
  return { ...outcome, said: said.join('\n') };
}

const gives = (figures: Figures) => () => Promise.resolve(figures);

test('a bench whose rows all hold counts each of them', async () => {
  const outcome = await run({});
  expect(lastLines(outcome)).toEqual(['', '5 passed, 0 failed']);
  expect(outcome.figures).toEqual({ ...good['engine'], ...good['page'], ...good['size'] });
});

test('a part of the bench that throws is named on one line, and the rows of the others are there', async () => {
  const why =
    'locator.click: Timeout 60000ms exceeded.\nCall log:\n  \u001B[2m- waiting for a button\u001B[22m';
  const outcome = await run({ page: () => Promise.reject(new Error(why)) });
  expect(outcome.figures).toEqual({ ...good['engine'], ...good['size'] });
  expect(outcome.said).toMatch(/^ok {3}all, kB/m);
  expect(lastLines(outcome)).toEqual([
    'failed: the bench of page: locator.click: Timeout 60000ms exceeded. | Call log: | - waiting for a button',
    '',
    '3 passed, 1 failed',
  ]);
});

test.each([
  ['is missing', { 'edit, ms': 20 }, 'the bench of page: the row “ways, ms” is missing'],
  [
    'is not in the budget',
    { ...good['page'], 'more, ms': 1 },
    'the bench of page: no row “more, ms” is known to the budget',
  ],
  [
    'has no value',
    { 'edit, ms': 20, 'ways, ms': Number.NaN },
    'the bench of page: the row “ways, ms” has no value',
  ],
] as const)('a row that %s fails the bench', async (_, figures, failure) => {
  for (const judgesTimes of [true, false])
    expect((await run({ page: gives(figures) }, judgesTimes)).failures).toEqual([failure]);
});

test('a row over its budget is measured three times in all, and its median counts', async () => {
  const values = [80, 20, 30];
  const measure = () => Promise.resolve({ 'edit, ms': values.shift() ?? 0, 'ways, ms': 900 });
  const outcome = await run({ page: measure });
  expect(values).toEqual([]);
  expect(outcome.failures).toEqual([]);
  expect(outcome.figures['edit, ms']).toBe(30);

  const slow = await run({ page: gives({ 'edit, ms': 80, 'ways, ms': 900 }) });
  expect(slow.failures).toEqual(['edit, ms: 80 (at most 50)']);
  expect(slow.said).toMatch(/^OVER edit, ms/m);
});

test('a run that judges no time fails on a ratio, a count or a size alone', async () => {
  const slow = {
    engine: gives({ 'decisions a second, simple': 1, 'ratio of two': 4 }),
    page: gives({ 'edit, ms': 9000, 'ways, ms': 9000 }),
    size: gives({ 'all, kB': 121 }),
  };
  const outcome = await run(slow, false);
  expect(outcome.failures).toEqual(['ratio of two: 4 (at most 3)', 'all, kB: 121 (at most 120)']);
  expect(lastLines(outcome).at(-1)).toBe('3 passed, 2 failed');
});

test('the budget of the bench names the rows of every part and of no other', () => {
  const text = readFileSync(join(import.meta.dirname, 'budget.json'), 'utf8');
  const committed = JSON.parse(text) as Budget;
  expect(Object.keys(committed)).toEqual(Object.keys(parts));
  expect(Object.values(committed).filter((rows) => Object.keys(rows).length === 0)).toEqual([]);
});
