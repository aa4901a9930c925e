/** The name of a student, and the variant of the levels that follows from it: the same name is the same variant again. */

import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';

/** Letters and digits that nobody mixes up. */
export const plainLetters = 'abcdefghjkmnpqrstuvwxyz23456789';

const mostLetters = 40;

/** Control characters, marks of direction, and others that nobody sees. Two of them join letters and emoji. */
const unseen = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** Returns a text of one line, without characters that nobody sees. */
export const cleanText = (text: string): string =>
  text.normalize('NFC').replace(/\s+/g, ' ').replace(unseen, '').trim();

export const mostTitle = 80;

/** True where a title is left without characters that nobody sees. */
export function isTitle(typed: string): boolean {
  const { length } = cleanText(typed);
  return length > 0 && length <= mostTitle;
}

/** Returns the name as it is shown and sealed; `undefined` where nothing is left, or it has more than 40 letters. */
export function cleanName(typed: string): string | undefined {
  const name = cleanText(typed);
  const length = [...name].length;
  return foldedName(name) === '' || length > mostLetters ? undefined : name;
}

/** Returns the text by which two spellings of a name are the same student. */
export const foldedName = (name: string): string =>
  cleanText(name.normalize('NFKC').toLowerCase())
    .replace(/[\u200c\u200d]/g, '')
    .trim();

/** Returns six letters and digits. */
export function variantOf({ id }: { readonly id: string }, name: string): string {
  const bytes = sha256(utf8ToBytes(`${id}\n${foldedName(name)}`));
  return Array.from(bytes.subarray(0, 6), (byte) => plainLetters.charAt(byte % plainLetters.length)).join('');
}
