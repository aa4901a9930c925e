/** `npm test` takes and leaves files by name: a name without a file would drop a test, or run a long one, unseen. */

import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { namedFiles } from './every-day.ts';
import { slowFiles } from './slow-files.ts';

const files = readdirSync('tests', { recursive: true, encoding: 'utf8' }).map(
  (name) => `tests/${name.replaceAll('\\', '/')}`,
);

/** Returns the patterns that `{a,b}` stands for. */
function expanded(pattern: string): string[] {
  const braces = /\{([^{}]+)\}/.exec(pattern);
  if (!braces) return [pattern];
  const [whole, inside = ''] = braces;
  return inside.split(',').flatMap((part) => expanded(pattern.replace(whole, part)));
}

const hasFile = (pattern: string): boolean => {
  const form = new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '[^/]*')}$`);
  return files.some((file) => form.test(file));
};

test('every file that npm test takes or leaves by name is there, and every exception of the shares', () => {
  const names = [...namedFiles.flatMap(expanded), ...Object.keys(slowFiles)];
  expect(names.length).toBeGreaterThan(60);
  expect(names.filter((name) => !hasFile(name))).toEqual([]);
});
