/**
 * A locked file opens with its passphrase and with nothing else. The fixtures were made by another program (Node's
 * crypto), so that they prove the format and not this writer; they must open for ever.
 */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isLockedFile, isWorkspaceFile } from '#app/import/file-kinds.ts';
import { readWorkspaces } from '#app/workspaces/file.ts';
import { lockFile, openLocked, readLocked } from '#app/workspaces/locked-file.ts';
import { randomFromSeed } from '#platform/random.ts';
import backup from './fixtures/backup.locked.json?raw';
import backupPlain from './fixtures/backup.plain.json?raw';
import workspace from './fixtures/workspace.locked.json?raw';
import workspacePlain from './fixtures/workspace.plain.json?raw';

const backupPassphrase = 'correct horse battery staple';
const workspacePassphrase = 'Grüße, Jürgen';
const cannotTell =
  'The passphrase is wrong, or the file was changed or damaged. The encryption cannot tell which.';

test.each([
  ['backup of two workspaces with all secrets', backup, backupPassphrase, backupPlain, 2],
  ['workspace with secrets made for play', workspace, workspacePassphrase, workspacePlain, 1],
])('a locked file of version 1 opens for ever: %s', async (_what, text, passphrase, plain, count) => {
  expect([isLockedFile(text.slice(0, 2000)), isWorkspaceFile(text)]).toEqual([true, false]);
  expect(await openLocked(text, passphrase)).toEqual({ ok: true, value: plain });
  const read = readWorkspaces(plain, randomFromSeed([1, 2, 3, 4]));
  expect(read.ok && read.value.dumps.length).toBe(count);
});

test('a passphrase is the same whether its letters are composed or decomposed', async () => {
  expect(workspacePassphrase.normalize('NFD')).not.toBe(workspacePassphrase);
  expect(await openLocked(workspace, workspacePassphrase.normalize('NFD'))).toMatchObject({ ok: true });
});

test('what is locked comes back as it was, of any size, and nothing of it stands in the file', async () => {
  const long = 'HASHSECRET äöü\u2028 '.repeat(20_000);
  for (const parts of [['{"a":1}'], [''], [long, '\n', long]]) {
    const locked = (await lockFile(parts, 'a passphrase')).join('');
    expect(locked).not.toMatch(/HASHSECRET/);
    expect(readLocked(locked)).toMatchObject({
      ok: true,
      value: { rounds: 600_000 },
    });
    expect(await openLocked(locked, 'a passphrase')).toEqual({ ok: true, value: parts.join('') });
  }
});

test('two locks of one file with one passphrase have another salt, another start and other data', async () => {
  const [first, second] = await Promise.all([lockFile(['x'], 'p'), lockFile(['x'], 'p')]);
  const [one, other] = [first, second].map((parts) => readLocked(parts.join('')));
  if (!one?.ok || !other?.ok) throw new Error('not read');
  expect(one.value.salt).not.toBe(other.value.salt);
  expect(one.value.iv).not.toBe(other.value.iv);
  expect(one.value.data).not.toEqual(other.value.data);
});

test.each(['', 'correct horse battery stapl', 'Correct horse battery staple', `${backupPassphrase} `])(
  'a wrong passphrase opens nothing, and the refusal says that damage looks the same: “%s”',
  async (passphrase) => {
    expect(await openLocked(backup, passphrase)).toEqual({ ok: false, error: cannotTell });
  },
);

/** Writes the fixture anew with one member changed. */
const altered = (change: Readonly<Record<string, unknown>>): string =>
  JSON.stringify({ ...(JSON.parse(workspace) as object), ...change });
const [data = ''] = (JSON.parse(workspace) as { data: string[] }).data;
const flipped = (text: string, at: number): string => {
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return btoa(String.fromCharCode(...bytes));
};
const length = atob(data).length;

test.each([
  ['the salt', altered({ salt: flipped('W1xdXl9gYWJjZGVmZ2hpag==', 0) })],
  ['the start value', altered({ iv: flipped('y8zNzs/Q0dLT1NXW', 11) })],
  ['the number of rounds', altered({ rounds: 1_201 })],
  ['the first byte of the data', altered({ data: [flipped(data, 0)] })],
  ['a byte in the middle of the data', altered({ data: [flipped(data, Math.floor(length / 2))] })],
  ['the last byte of the data, before the tag', altered({ data: [flipped(data, length - 17)] })],
  ['the first byte of the tag', altered({ data: [flipped(data, length - 16)] })],
  ['the last byte of the tag', altered({ data: [flipped(data, length - 1)] })],
  ['a cut at the end of the data', altered({ data: [btoa(atob(data).slice(0, -1))] })],
  ['a byte more', altered({ data: [btoa(`${atob(data)}x`)] })],
])('a locked file in which this was changed does not open: %s', async (_what, text) => {
  expect(await openLocked(text, workspacePassphrase)).toEqual({ ok: false, error: cannotTell });
});

test('a locked file that is only written in other lines and pieces still opens', async () => {
  const pieces = JSON.stringify(
    JSON.parse(altered({ data: [data.slice(0, 8), data.slice(8)] })),
    undefined,
    2,
  );
  expect(await openLocked(pieces, workspacePassphrase)).toEqual({ ok: true, value: workspacePlain });
});

test.each<[what: string, text: string, said: RegExp]>([
  ['cut off', workspace.slice(0, 400), /^It is cut off at line 2, column \d+: the file is not whole\.$/],
  ['too deep', '['.repeat(5_000), /^It is nested too deeply\.$/],
  [
    'a newer lock',
    altered({ version: 2, new: 1 }),
    /made by a newer version: format 2, this page reads up to 1/,
  ],
  ['an unknown member', altered({ extra: 1 }), /`extra` is not known here/],
  ['another cipher', altered({ cipher: 'ROT13' }), /expected `AES-256-GCM`/],
  ['another way to the key', altered({ key: 'MD5' }), /expected `PBKDF2-SHA-256`/],
  ['another content', altered({ holds: 'x' }), /expected `iam-playground\/workspaces`/],
  ['no rounds', altered({ rounds: 0 }), /rounds .*expected a whole number/],
  [
    'a hostile number of rounds',
    altered({ rounds: 5_000_001 }),
    /asks for 5000001 rounds .* 5000000 is the most/,
  ],
  ['a short salt', altered({ salt: 'AAAA' }), /salt .*expected base64 of 16 bytes/],
  ['a long start value', altered({ iv: 'AAAAAAAAAAAAAAAAAAAA' }), /iv .*expected base64 of 12 bytes/],
  ['no data', altered({ data: [] }), /it holds no data/],
  ['data of another kind', altered({ data: [7] }), /data\[0\] .*expected base64/],
  [
    'data that is no base64',
    altered({ data: ['%%%'] }),
    /^It is damaged: the data is not what this page writes\.$/,
  ],
  [
    'less than a tag',
    altered({ data: ['AAAA'] }),
    /^It is damaged: the data is not what this page writes\.$/,
  ],
])('a locked file with this fault is refused with what and where: %s', async (_what, text, said) => {
  const result = await openLocked(text, workspacePassphrase);
  expect(result.ok ? 'it was opened' : result.error).toMatch(said);
});

test('the highest number of rounds that is accepted is 5,000,000', () => {
  expect(readLocked(altered({ rounds: 5_000_000 }))).toMatchObject({ ok: true });
});

test('a locked file that is altered anywhere is refused or opens as it was, and never throws', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.nat(workspace.length - 1),
      fc.string({ maxLength: 2 }),
      fc.boolean(),
      async (at, put, cut) => {
        const text = cut ? workspace.slice(0, at) : workspace.slice(0, at) + put + workspace.slice(at + 1);
        // A digit more in the number of rounds would make the test wait for the key.
        const locked = readLocked(text);
        if (locked.ok && locked.value.rounds > 20_000) return;
        const result = await openLocked(text, workspacePassphrase);
        if (result.ok) expect(result.value).toBe(workspacePlain);
        else expect(result.error).toMatch(/\.$/);
      },
    ),
    { numRuns: 300 },
  );
});

test('a bomb inside a locked file is refused by the guards that a plain file meets', async () => {
  const locked = (await lockFile(['['.repeat(100_000)], 'p')).join('');
  const text = await openLocked(locked, 'p');
  if (!text.ok) throw new Error(text.error);
  expect(readWorkspaces(text.value, randomFromSeed([1, 2, 3, 4]))).toEqual({
    ok: false,
    error: 'It is nested too deeply.',
  });
});
