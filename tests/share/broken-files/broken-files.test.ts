/**
 * The words in which 500 broken files are refused, each with its place. The golden file was made by hand-written readers,
 * before one schema stated each format: a refusal stays as it is, or gets better on purpose.
 */

import { expect, test } from 'vitest';
import golden from '../fixtures/broken-files.json' with { type: 'json' };
import whole from '../fixtures/whole-files.json' with { type: 'json' };
import { type BrokenFile, changed, refusals } from './formats.ts';

const broken = golden as readonly BrokenFile[];
const files: Readonly<Record<string, unknown>> = whole;

test('a whole file of each format is read', () => {
  expect(Object.entries(files).map(([format, file]) => [format, refusals[format]?.(file)])).toEqual(
    Object.keys(refusals).map((format) => [format, undefined]),
  );
});

test('500 broken files are refused in the words of the golden file, each at its place', () => {
  expect(broken).toHaveLength(500);
  const now = broken.map((one) => ({
    ...one,
    said: refusals[one.format]?.(changed(files[one.format], one)),
  }));
  expect(now).toEqual(broken);
});
