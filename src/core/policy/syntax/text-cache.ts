/**
 * A cache of values made from texts. It is bounded by generations: when one is full the next begins, and
 * values that the full one did not use are dropped.
 */

const mostCharacters = 6_000_000;

export class TextCache<T extends { readonly text: string }> {
  /**
   * Values by sample, because the hash of a whole text takes longer than half of its parsing. A value whose
   * sample is already taken is found by its text.
   */
  #made = new Map<number | string, T>();
  /** The last value for each length, for texts that a few decisions ask for again and again. */
  #last: (T | undefined)[] = [];
  /** The values used in this generation. */
  #used = new Set<T>();
  #characters = 0;

  /** Returns the value of the text, made now if it is not there. */
  of(text: string, make: (text: string) => T): T {
    const place = text.length & 1023;
    const last = this.#last[place];
    if (last?.text === text) return last;
    const sample = sampleOf(text);
    let found = this.#made.get(sample);
    if (found && found.text !== text) found = this.#made.get(text);
    if (!found) {
      found = make(text);
      this.#put(found, sample);
    }
    this.#use(found);
    this.#last[place] = found;
    return found;
  }

  #put(made: T, sample: number): void {
    this.#made.set(this.#made.has(sample) ? made.text : sample, made);
  }

  #use(made: T): void {
    if (this.#used.has(made)) return;
    this.#used.add(made);
    this.#characters += made.text.length;
    if (this.#characters <= mostCharacters) return;
    this.#made = new Map();
    for (const each of this.#used) this.#put(each, sampleOf(each.text));
    this.#used = new Set();
    this.#last = [];
    this.#characters = 0;
  }
}

/** Returns a number made of the length and some letters. */
function sampleOf(text: string): number {
  let sample = text.length;
  const step = (sample >> 6) + 1;
  for (let at = sample - 1; at >= 0; at -= step) sample = (sample * 31 + text.charCodeAt(at)) & 0x3fffffff;
  return sample;
}
