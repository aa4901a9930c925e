/**
 * The examples of .github/docs/from-node run as a stranger runs them, and print what their last lines say. Each function
 * of src/headless.ts has one, and the page beside them names each.
 */

import { execFile } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'node:util';
import { expect, test, vi } from 'vitest';
import * as headless from '#headless.ts';
import { root } from './imports.ts';

const folder = join(root, '.github/docs/from-node');
const page = readFileSync(join(root, '.github/docs/from-node.md'), 'utf8');
const functions = Object.entries(headless).flatMap(([name, value]) =>
  typeof value === 'function' ? [name] : [],
);
const files = readdirSync(folder).sort();
const examples = files.filter((file) => file.endsWith('.ts'));

const fileOf = (name: string) => `${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}.ts`;

/** Returns the lines after `// Prints:`, which end the file. */
function promised(file: string): string {
  const [, after] = readFileSync(join(folder, file), 'utf8').split('\n// Prints:\n');
  const lines = (after ?? '').trimEnd().split('\n');
  return lines.map((line) => line.replace(/^\/\/ ?/, '')).join('\n');
}

/** Runs the file in this process, and returns what it prints. */
async function printed(file: string): Promise<string> {
  const lines: string[] = [];
  const log = vi.spyOn(console, 'log').mockImplementation((...values) => void lines.push(format(...values)));
  try {
    await import(join(folder, file));
  } finally {
    log.mockRestore();
  }
  return lines.join('\n');
}

test('each function of src/headless.ts has an example, and each example is of such a function', () => {
  expect(functions.length).toBeGreaterThanOrEqual(13);
  expect(examples).toEqual(functions.map(fileOf).sort());
});

test('the page "From Node" names each function and links each example', () => {
  expect(functions.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  expect(files.filter((file) => !page.includes(`(from-node/${file})`))).toEqual([]);
});

// This one ends with an exit code, so a process of its own runs it below.
const inProcess = examples.filter((file) => file !== 'check-answers.ts');

test.each(inProcess)('the example %s prints what its last lines say', async (file) => {
  expect(promised(file)).toMatch(/\S/);
  expect(await printed(file)).toBe(promised(file));
});

test('an example runs by `npx tsx`, and the check of pinned answers fails with exit code 1', async () => {
  const ended = await new Promise<{ code: unknown; output: string }>((resolve) => {
    const args = ['tsx', '.github/docs/from-node/check-answers.ts'];
    execFile('npx', args, { cwd: root }, (error, output) => resolve({ code: error?.code, output }));
  });
  expect(ended).toEqual({ code: 1, output: `${promised('check-answers.ts')}\n` });
  expect(ended.output.match(/^(not )?ok/gm)).toEqual(['ok', 'ok', 'not ok']);
});
