/**
 * Turns the bytes of a file into text, whatever program wrote it: UTF-8, or UTF-16 as PowerShell's `>` and
 * Windows editors write it, with a byte order mark or without.
 */

import { type Result, err, ok } from '../../core/model/result.ts';

export const notText = 'This file is not text in UTF-8 or UTF-16. Save it as UTF-8 and try again.';

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be';

/** Returns the encoding of bytes that begin a text; `undefined` when it is one that we do not read. */
function encodingOf([first = -1, second = -1, third = -1, fourth = -1]: Uint8Array): Encoding | undefined {
  if (first === 0xff && second === 0xfe) return third === 0 && fourth === 0 ? undefined : 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  // Every text that we read begins with an ASCII character, so a zero byte beside it tells UTF-16 (RFC 4627, 3).
  if (first > 0 && second === 0) return third === 0 ? undefined : 'utf-16le';
  if (first === 0 && second > 0) return 'utf-16be';
  return 'utf-8';
}

// eslint-disable-next-line no-control-regex -- no text of any kind that we read holds these
const control = /[\u0000-\u0008\u000e-\u001f]/;

/** Returns the text without its byte order mark, or one sentence that says why it is none. */
export function decodeText(bytes: Uint8Array): Result<string, string> {
  const encoding = encodingOf(bytes);
  if (!encoding) return err(notText);
  try {
    return ok(new TextDecoder(encoding, { fatal: true }).decode(bytes));
  } catch {
    return err(notText);
  }
}

/** Returns the text of the first bytes of a file; `undefined` when they are not text. */
export function decodeBeginning(bytes: Uint8Array): string | undefined {
  const encoding = encodingOf(bytes);
  if (!encoding) return undefined;
  try {
    // `stream` is set because the piece may end in the middle of a character.
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: true });
    return control.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}
