/** Knows how high stacked rows are: one that was drawn was measured, and another is taken to be as high as these on average. */

import { rowsAllDrawn } from './table.ts';

/** The rows to draw, [first, last), and the height in pixels of those before and after them. */
export interface RowSpan {
  readonly first: number;
  readonly last: number;
  readonly before: number;
  readonly after: number;
}

/** A guess for the first picture, in pixels: a head and three values. */
const guessed = 120;
/** The height above and below the window in which rows are drawn, for fast scrolling, in pixels. */
const margin = 600;

export class RowHeights {
  readonly #known = new Map<string, number>();
  #sum = 0;

  forget(): void {
    this.#known.clear();
    this.#sum = 0;
  }

  /** Keeps the heights of drawn rows in pixels, by key. Returns whether one of them is new. */
  learn(rows: readonly (readonly [key: string, height: number])[]): boolean {
    let isNew = false;
    for (const [key, height] of rows) {
      const before = this.#known.get(key);
      if (height === 0 || before === height) continue;
      this.#sum += height - (before ?? 0);
      this.#known.set(key, height);
      isNew = true;
    }
    return isNew;
  }

  /** Returns what to draw of the rows with these keys, in their order, at a scroll position in pixels. */
  window(keys: readonly string[], scrollTop: number, height: number): RowSpan {
    if (keys.length <= rowsAllDrawn) return { first: 0, last: keys.length, before: 0, after: 0 };
    const usual = this.#known.size === 0 ? guessed : this.#sum / this.#known.size;
    const [top, bottom] = [scrollTop - margin, scrollTop + height + margin];
    let [first, last, before, after, y] = [0, 0, 0, 0, 0];
    for (const [at, key] of keys.entries()) {
      const next = y + (this.#known.get(key) ?? usual);
      if (next < top) [first, before] = [at + 1, next];
      if (y <= bottom) last = at + 1;
      else after += next - y;
      y = next;
    }
    return { first: Math.min(first, last), last, before, after };
  }
}
