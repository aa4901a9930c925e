/**
 * What was made of texts, found again by the text. Bounded by generations: when one is full the next begins, and
 * what the full one did not use is dropped.
 */

export interface OfText {
  readonly text: string;
  /** When it was last asked for; the cache's own. */
  generation: number;
}

export class TextCache<T extends OfText> {
  readonly #limit = 6_000_000;
  /**
   * The first of each sample by the sample, since the hash of a whole text takes longer than half of its parsing;
   * those that share a sample with another by their texts.
   */
  readonly #made = new Map<number | string, T>();
  /** The last found of each length: those that a few decisions ask for again and again. */
  #last: (T | undefined)[] = [];
  #generation = 0;
  #characters = 0;

  get(text: string): T | undefined {
    const place = text.length & 255;
    const last = this.#last[place];
    if (last?.text === text) return last;
    let found = this.#made.get(sampleOf(text));
    if (found && found.text !== text) found = this.#made.get(text);
    if (found) {
      this.#use(found);
      this.#last[place] = found;
    }
    return found;
  }

  add(made: T): void {
    const sample = sampleOf(made.text);
    this.#made.set(this.#made.has(sample) ? made.text : sample, made);
    this.#use(made);
  }

  #use(made: T): void {
    if (made.generation === this.#generation) return;
    made.generation = this.#generation;
    this.#characters += made.text.length;
    if (this.#characters <= this.#limit) return;
    for (const [key, { generation }] of this.#made) if (generation < this.#generation) this.#made.delete(key);
    this.#last = [];
    this.#generation++;
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
