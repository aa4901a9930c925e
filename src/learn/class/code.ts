/**
 * The code of a result: `IAM1-` and groups of five characters. Its bytes: version, length of all bytes (2), id of the
 * class (8 in ASCII), length of the name and the name in UTF-8, the rest as deflated JSON (packed-result.ts), and the
 * seal (8). The seal is HMAC-SHA-256 with the key of the class over all bytes before it. It stops a change by hand:
 * whoever reads the program of the page can make a valid code.
 *
 * INVARIANT: version, length, class, name and seal stand at the same places in every version, so that an altered code of
 * any version is known, and its student can be named.
 */

import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { ClassPlan } from './read.ts';
import type { ClassResult } from './joined.ts';
import { packedRest, unpackedResult } from './packed-result.ts';
import { cleanName } from './student.ts';

/** Crockford's base32, which a person can type: no I, L, O and U, and both cases are one. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const groupLength = 5;

/** Blanks, line ends, dashes of all kinds, and the marks that mail and chats put around a text. */
const between = /[\s\-\u2010-\u2015\u2212\u200b-\u200d\u2060\ufeff>*_`|]/;

const dash = /[-\u2010-\u2015\u2212]/;

function grouped(bytes: Uint8Array): string {
  let [bits, held, text] = [0, 0, ''];
  for (const byte of bytes) {
    bits = ((bits << 8) | byte) & 0xffff;
    for (held += 8; held >= 5; held -= 5) text += alphabet.charAt((bits >> (held - 5)) & 31);
  }
  if (held > 0) text += alphabet.charAt((bits << (5 - held)) & 31);
  return (text.match(new RegExp(`.{1,${groupLength}}`, 'g')) ?? []).join('-');
}

/** Reads the characters of a text one after the other, and passes over what stands between them. */
class Symbols {
  readonly #text: string;
  readonly #values: number[] = [];
  readonly #groups: number[] = [];
  /** Groups that a dash parts from the one before. */
  #dashed = 0;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** Returns the first `count` bytes; `undefined` where the text has fewer. */
  bytes(count: number): Uint8Array | undefined {
    const wanted = Math.ceil((count * 8) / 5);
    while (this.#values.length < wanted) {
      const value = this.#next();
      if (value === undefined) return undefined;
      this.#values.push(value);
    }
    return packed(this.#values.slice(0, wanted), count);
  }

  /** Returns the bytes that there are, up to `count`. */
  some(count: number): Uint8Array {
    return this.bytes(count) ?? packed(this.#values, Math.floor((this.#values.length * 5) / 8));
  }

  /** True when the characters that were read stand in groups of five, with dashes between all or none; or all in one. */
  get isGrouped(): boolean {
    const last = this.#groups.length - 1;
    if (last === 0) return true;
    const isWhole = this.#groups.every(
      (count, at) => count === groupLength || (at === last && count < groupLength),
    );
    return isWhole && (this.#dashed === 0 || this.#dashed === last);
  }

  /** True when the bits after that many bytes are zero, as they are written. */
  isPadded(count: number): boolean {
    const over = Math.ceil((count * 8) / 5) * 5 - count * 8;
    const last = this.#values[Math.ceil((count * 8) / 5) - 1] ?? 0;
    return (last & ((1 << over) - 1)) === 0;
  }

  #next(): number | undefined {
    const from = this.#at;
    while (between.test(this.#text.charAt(this.#at))) this.#at += 1;
    const character = this.#text.charAt(this.#at);
    const value = character === '' ? -1 : alphabet.indexOf(plain(character));
    if (value < 0) return undefined;
    const here = this.#groups.length - 1;
    if (here < 0 || this.#at > from) {
      this.#groups.push(1);
      if (here >= 0 && dash.test(this.#text.slice(from, this.#at))) this.#dashed += 1;
    } else this.#groups[here] = (this.#groups[here] ?? 0) + 1;
    this.#at += 1;
    return value;
  }
}

const plain = (character: string): string => character.toUpperCase().replace('O', '0').replace(/[IL]/, '1');

function packed(values: readonly number[], count: number): Uint8Array {
  const bytes = new Uint8Array(count);
  let [bits, held, at] = [0, 0, 0];
  for (const value of values) {
    bits = ((bits << 5) | value) & 0xffff;
    held += 5;
    if (held < 8 || at >= count) continue;
    held -= 8;
    bytes[at] = (bits >> held) & 255;
    at += 1;
  }
  return bytes;
}

const version = 1;
const sealLength = 8;
/** Bytes of version, length, class, and length of the name. */
const headLength = 12;
const mostBytes = 4096;

export type CodeOutcome =
  | { readonly kind: 'ok'; readonly result: ClassResult }
  /** The groups are whole, and the seal does not fit. `student`: the name that it says. */
  | { readonly kind: 'altered'; readonly student?: string }
  /** The code is cut off, or its groups are not as they were written: something is missing, or stands among them. */
  | { readonly kind: 'cut-off'; readonly student?: string }
  | { readonly kind: 'other-class'; readonly class: string; readonly student?: string }
  /** Made by a newer version of the page. */
  | { readonly kind: 'newer'; readonly version: number; readonly student?: string }
  | { readonly kind: 'no-code' };

export type SealedClass = Pick<ClassPlan, 'id' | 'key' | 'levels'>;

export function writeCode(result: ClassResult, plan: SealedClass): string {
  const name = utf8ToBytes(result.student);
  const rest = packedRest(result, plan.levels);
  const length = headLength + name.length + rest.length + sealLength;
  const id = utf8ToBytes(plan.id);
  const bytes = Uint8Array.from([version, length >> 8, length & 255, ...id, name.length, ...name, ...rest]);
  return `IAM${version}-${grouped(Uint8Array.from([...bytes, ...sealOf(bytes, plan)]))}`;
}

const sealOf = (bytes: Uint8Array, { key }: SealedClass): Uint8Array =>
  hmac(sha256, utf8ToBytes(key), bytes).subarray(0, sealLength);

/**
 * `IAM1-`, also typed with I and 1 mixed up. No other group is that short before a dash. The dash may stand apart, or be
 * missing: all codes begin with a zero.
 */
const mark = /(?<![0-9a-z])[i1l]am([0-9il])(?:[ \t]*[-\u2010-\u2015\u2212]|\s*(?=[0o][0-9a-z]{4}))/gi;

/** Reads all codes of a text, whatever stands between them. */
export function readCodes(text: string, plan: SealedClass): CodeOutcome[] {
  const marks = [...text.matchAll(mark)];
  return marks.map(({ 0: { length }, 1: digit = '', index }, at) => {
    const body = text.slice(index + length, marks[at + 1]?.index);
    return codeIn(body, Number(digit.replace(/[il]/i, '1')), plan);
  });
}

/** Reads a text that should hold one code. */
export const readCode = (text: string, plan: SealedClass): CodeOutcome =>
  readCodes(text, plan)[0] ?? { kind: 'no-code' };

function codeIn(body: string, marked: number, plan: SealedClass): CodeOutcome {
  const symbols = new Symbols(body);
  const [made, high, low] = symbols.some(3);
  const length = high === undefined || low === undefined ? headLength : (high << 8) | low;
  const bytes = symbols.bytes(Math.min(length, mostBytes));
  const student = nameIn(symbols.some(Math.min(length, headLength + 255)));
  const named = student === undefined ? {} : { student };
  const refused: CodeOutcome = {
    kind: !bytes || !symbols.isGrouped ? 'cut-off' : 'altered',
    ...named,
  };
  if (!bytes) return refused;
  const id = String.fromCharCode(...bytes.subarray(3, 11));
  const content = bytes.subarray(0, -sealLength);
  const isSealed =
    made === marked && symbols.isPadded(length) && same(sealOf(content, plan), bytes.subarray(-sealLength));
  if (!isSealed) return isOther(id, plan.id) ? { kind: 'other-class', class: id, ...named } : refused;
  if (made !== undefined && made > version) return { kind: 'newer', version: made, ...named };
  const rest = content.subarray(headLength + (content[headLength - 1] ?? 0));
  const result =
    student === undefined ? undefined : unpackedResult(rest, { class: plan.id, student }, plan.levels);
  return result ? { kind: 'ok', result } : { kind: 'altered', ...named };
}

/** An id that is ours but for one or two characters is ours, altered: ids are made of random numbers. */
const isOther = (id: string, ours: string): boolean =>
  /^[a-z2-9]{8}$/.test(id) && [...id].filter((letter, at) => letter !== ours[at]).length > 2;

function nameIn(bytes: Uint8Array): string | undefined {
  const length = bytes[headLength - 1] ?? 0;
  const name = bytes.subarray(headLength, headLength + length);
  if (name.length < length) return undefined;
  try {
    return cleanName(new TextDecoder('utf-8', { fatal: true }).decode(name));
  } catch {
    return undefined;
  }
}

const same = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && one.every((byte, at) => byte === other[at]);
