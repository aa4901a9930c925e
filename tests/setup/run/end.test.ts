/** The last line of a run reaches a slow reader, behind more than a pipe holds. */

import { spawn } from 'node:child_process';
import { execPath } from 'node:process';
import { expect, test } from 'vitest';

/** A pipe of Linux holds 64 kB. */
const letters = 1_000_000;

test('a script that ends reaches a slow reader with its last line and its code', async () => {
  const script = `
    import { endWith } from './tests/setup/run/end.ts';
    console.log('x'.repeat(${letters}));
    console.log('1 passed, 1 failed');
    await endWith(3);`;
  const child = spawn(execPath, ['--import', 'tsx', '--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => child.on('close', resolve));
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    printed += part;
    // A reader that takes a breath after each part: the script has long come to its end.
    child.stdout.pause();
    setImmediate(() => child.stdout.resume());
  });
  expect(await ended).toBe(3);
  expect(printed.trimEnd().endsWith('1 passed, 1 failed')).toBe(true);
});
