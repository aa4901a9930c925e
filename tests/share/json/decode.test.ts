/** A file is read whatever program wrote it, in UTF-8 or UTF-16, and nothing else is taken for a text. */

import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { beginningOf } from '#app/import/file-kinds.ts';
import { decodeText } from '#share/json/decode.ts';

const text = '{ "UserName": "Zoë 🦊" }\r\n';

const le = (value: string) => new Uint8Array(Buffer.from(value, 'utf16le'));
const be = (value: string) => new Uint8Array(Buffer.from(value, 'utf16le').swap16());
const utf8 = (value: string) => new Uint8Array(Buffer.from(value, 'utf8'));

const encodings: readonly (readonly [string, (value: string) => Uint8Array])[] = [
  ['UTF-8', utf8],
  ['UTF-8 with a byte order mark', (value) => utf8(`\uFEFF${value}`)],
  ['UTF-16LE with a byte order mark, as PowerShell writes it', (value) => le(`\uFEFF${value}`)],
  ['UTF-16BE with a byte order mark', (value) => be(`\uFEFF${value}`)],
  ['UTF-16LE without a byte order mark', le],
  ['UTF-16BE without a byte order mark', be],
];

test.each(encodings)('a file in %s is read as the text that it holds', (_, encode) => {
  expect(decodeText(encode(text))).toEqual({ ok: true, value: text });
  expect(beginningOf(encode(text))).toEqual({ kind: 'text', text });
});

test('every JSON text comes back from every encoding', () => {
  fc.assert(
    fc.property(fc.json(), fc.constantFrom(...encodings), (json, [, encode]) => {
      expect(decodeText(encode(json))).toEqual({ ok: true, value: json });
    }),
    { seed: 20261126, numRuns: 300 },
  );
});

test('the beginning of a file may end in the middle of a character', () => {
  for (const [, encode] of encodings) {
    const bytes = encode(`{"${'🦊'.repeat(20)}"}`);
    for (let end = 20; end < 30; end += 1)
      expect(beginningOf(bytes.subarray(0, end))).toMatchObject({ kind: 'text' });
  }
});

const sentence = 'This file is not text in UTF-8 or UTF-16. Save it as UTF-8 and try again.';

test.each([
  ['Latin-1', [0x7b, 0x22, 0xfc, 0x22, 0x7d]],
  ['UTF-16 of an odd length', [0xff, 0xfe, 0x7b, 0x00, 0x7d]],
  ['UTF-32', [0xff, 0xfe, 0x00, 0x00, 0x7b, 0x00, 0x00, 0x00]],
])('a file in another encoding is refused in one sentence: %s', (_, bytes) => {
  expect(decodeText(Uint8Array.from(bytes))).toEqual({ ok: false, error: sentence });
});

test.each<[string, readonly number[], object]>([
  ['a picture', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0], { words: 'a PNG picture' }],
  ['an archive', [0x50, 0x4b, 0x03, 0x04, 0x14, 0, 0], { words: 'a ZIP archive or an office document' }],
  ['a PDF', [0x25, 0x50, 0x44, 0x46, 0x2d], { words: 'a PDF document' }],
  ['a program', [0x4d, 0x5a, 0x90, 0x00, 0x03, 0x00], { words: 'a program' }],
  ['zero bytes', [0x7b, 0x22, 0x00, 0x22, 0x7d], { words: 'a binary file' }],
  ['Latin-1', [0x7b, 0x22, 0xfc, 0x22], { kind: 'unreadable', message: sentence }],
])('a file that is no text is recognized by its first bytes: %s', (_, bytes, expected) => {
  expect(beginningOf(Uint8Array.from(bytes))).toMatchObject(expected);
});
