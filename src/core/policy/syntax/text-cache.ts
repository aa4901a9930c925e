/**
 * What was made of texts, found again by the text. Bounded by generations: when one is full the next begins, and
 * what the full one did not use is dropped.
 */

const mostCharacters = 6_000_000;

export class TextCache<T extends { readonly text: string }> {
  /**
   * The first of each sample by the sample, since the hash of a whole text takes longer than half of its parsing;
   * those that share a sample with another by their texts.
   */
  #made = new Map<number | string, T>();
  /** The last found of each length: those that a few decisions ask for again and again. */
  #last: (T | undefined)[] = [];
  /** Of this generation. */
  #used = new Set<T>();
  #characters = 0;

  /** What was made of the text, or is made of it now. */
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

/** A number of the length and some letters. */
function sampleOf(text: string): number {
  let sample = text.length;
  const step = (sample >> 6) + 1;
  for (let at = sample - 1; at >= 0; at -= step) sample = (sample * 31 + text.charCodeAt(at)) & 0x3fffffff;
  return sample;
}
