/**
 * What was made of texts, found again by the text. Bounded by two generations: when the young one is full it
 * becomes the old one, and what is still used moves over.
 */
interface OfText {
  readonly text: string;
}

export class TextCache<T extends OfText> {
  readonly #limit = 6_000_000;
  #young = new Generation<T>();
  #old = new Generation<T>();
  /** The last found of each length: those that a few decisions ask for again and again. */
  #last: (T | undefined)[] = [];
  #characters = 0;

  get(text: string): T | undefined {
    const place = text.length & 255;
    const last = this.#last[place];
    if (last?.text === text) return last;
    const sample = sampleOf(text);
    let found = this.#young.get(text, sample);
    if (!found) {
      found = this.#old.get(text, sample);
      if (found) this.add(found);
    }
    this.#last[place] = found;
    return found;
  }

  add(made: T): void {
    const { length } = made.text;
    this.#characters += length;
    if (this.#characters > this.#limit) {
      this.#old = this.#young;
      this.#young = new Generation();
      this.#last = [];
      this.#characters = length;
    }
    this.#young.add(made, sampleOf(made.text));
  }
}

/**
 * The first of each sample by the sample alone, since the hash of a whole text takes longer than half of its parsing;
 * those that share a sample with another by their texts.
 */
class Generation<T extends OfText> {
  readonly #firsts = new Map<number, T>();
  readonly #others = new Map<string, T>();

  get(text: string, sample: number): T | undefined {
    const first = this.#firsts.get(sample);
    return first === undefined || first.text === text ? first : this.#others.get(text);
  }

  add(made: T, sample: number): void {
    if (this.#firsts.has(sample)) this.#others.set(made.text, made);
    else this.#firsts.set(sample, made);
  }
}

/** A number of the length and a few letters. */
function sampleOf(text: string): number {
  let sample = text.length;
  const step = (sample >> 6) + 1;
  for (let at = sample - 1; at >= 0; at -= step) sample = (sample * 31 + text.charCodeAt(at)) & 0x3fffffff;
  return sample;
}
