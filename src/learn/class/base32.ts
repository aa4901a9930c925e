/** Writes bytes as text that a person can type (Crockford's base32): no I, L, O and U, and both cases are one. */

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const groupLength = 5;

/** Blanks, line ends, dashes of all kinds, and the marks that mail and chats put around a text. */
const between = /[\s\-\u2010-\u2015\u2212\u200b-\u200d\u2060\ufeff>*_`|]/;

const dash = /[-\u2010-\u2015\u2212]/;

/** Returns groups of five characters with dashes between them. */
export function grouped(bytes: Uint8Array): string {
  let [bits, held, text] = [0, 0, ''];
  for (const byte of bytes) {
    bits = ((bits << 8) | byte) & 0xffff;
    for (held += 8; held >= 5; held -= 5) text += alphabet.charAt((bits >> (held - 5)) & 31);
  }
  if (held > 0) text += alphabet.charAt((bits << (5 - held)) & 31);
  return (text.match(new RegExp(`.{1,${groupLength}}`, 'g')) ?? []).join('-');
}

/** Reads the characters of a text one after the other, and passes over what stands between them. */
export class Symbols {
  readonly #text: string;
  readonly #values: number[] = [];
  /** The number of characters in each group so far. */
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
