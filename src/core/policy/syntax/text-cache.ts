/**
 * A cache of values made from texts. It is bounded by generations: when one is full the next begins, and
 * values that the full one did not use are dropped.
 */

const mostCharacters = 6_000_000;
/** Texts of one sample that are told apart by their letters, which is quick when they differ early. */
const neighbours = 8;

export class TextCache<T extends { readonly text: string }> {
  /**
   * Values by sample, because the hash of a whole text takes longer than half of its parsing. Where a sample is
   * taken by another text, one of the next numbers is the key, and in the end the text itself.
   */
  #made = new Map<number | string, T>();
  /** The last value for each length, for texts that a few decisions ask for again and again. */
  #last: (T | undefined)[] = [];
  /** The values used in this generation. */
  #used = new Set<T>();
  #characters = 0;

  of(text: string, make: (text: string) => T): T {
    const place = text.length & 1023;
    const last = this.#last[place];
    if (last?.text === text) return last;
    const key = this.#keyOf(text);
    let found = this.#made.get(key);
    if (!found) this.#made.set(key, (found = make(text)));
    this.#use(found);
    this.#last[place] = found;
    return found;
  }

  /** Returns the key under which the text is, or has its place. */
  #keyOf(text: string): number | string {
    const sample = sampleOf(text);
    for (let key = sample; key < sample + neighbours; key++) {
      const found = this.#made.get(key);
      if (!found || found.text === text) return key;
    }
    return text;
  }

  #use(made: T): void {
    if (this.#used.has(made)) return;
    this.#used.add(made);
    this.#characters += made.text.length;
    if (this.#characters <= mostCharacters) return;
    this.#made = new Map();
    for (const each of this.#used) this.#made.set(this.#keyOf(each.text), each);
    this.#used = new Set();
    this.#last = [];
    this.#characters = 0;
  }
}

function sampleOf(text: string): number {
  let sample = text.length;
  const step = (sample >> 6) + 1;
  for (let at = sample - 1; at >= 0; at -= step) sample = (sample * 31 + text.charCodeAt(at)) & 0x3fffffff;
  return sample;
}
