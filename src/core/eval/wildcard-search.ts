/**
 * Finds a piece with `?` in a text. Comparing at every place would cost the product of the lengths for a
 * hostile piece such as `a?a?a?…b`. Following all places at once, 32 in a machine word, takes time near the
 * length of the text (the shift-and method).
 */

export class HoleSearch {
  readonly #length: number;
  /** The positions that each character of the piece fits, holes included. */
  readonly #fits = new Map<number, Uint32Array>();
  /** The positions that any other character fits. */
  readonly #holes: Uint32Array;

  /** `isHole(i)`: position i of the piece matches any character. The piece is not empty. */
  constructor(text: string, isHole: (at: number) => boolean) {
    this.#length = text.length;
    this.#holes = new Uint32Array((text.length + 31) >>> 5);
    for (let at = 0; at < text.length; at++) if (isHole(at)) setBit(this.#holes, at);
    for (let at = 0; at < text.length; at++) {
      if (isHole(at)) continue;
      const code = text.charCodeAt(at);
      let fits = this.#fits.get(code);
      if (!fits) {
        fits = this.#holes.slice();
        this.#fits.set(code, fits);
      }
      setBit(fits, at);
    }
  }

  /** Returns the leftmost place at or after `from` at which the piece starts and ends by `limit`, or -1. */
  find(text: string, from: number, limit: number): number {
    const words = this.#holes.length;
    const lastWord = words - 1;
    const lastBit = 1 << ((this.#length - 1) & 31);
    // Bit i of `begun`: the piece's first i + 1 characters are right before the reading place.
    const begun = new Uint32Array(words);
    for (let at = from; at < limit; at++) {
      const fits = this.#fits.get(text.charCodeAt(at)) ?? this.#holes;
      let carry = 1;
      for (let word = 0; word < words; word++) {
        const old = begun[word] ?? 0;
        begun[word] = ((old << 1) | carry) & (fits[word] ?? 0);
        carry = old >>> 31;
      }
      if (((begun[lastWord] ?? 0) & lastBit) !== 0) return at + 1 - this.#length;
    }
    return -1;
  }
}

function setBit(bits: Uint32Array, at: number): void {
  bits[at >>> 5] = (bits[at >>> 5] ?? 0) | (1 << (at & 31));
}
