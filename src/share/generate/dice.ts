/** Choices of the generator; every one comes from the seed. */

import { isoSeconds } from '../../core/model/request/request.ts';
import { type Random, seededRandom } from '../random.ts';

export class Dice {
  readonly random: Random;

  constructor(seed: string | number) {
    this.random = seededRandom(seed);
  }

  /** A whole number from `low` to `high`, both included. */
  whole(low: number, high: number): number {
    return low + Math.floor(this.random() * (high - low + 1));
  }

  chance(probability: number): boolean {
    return this.random() < probability;
  }

  pick<T>(items: readonly T[]): T {
    const item = items[Math.floor(this.random() * items.length)];
    if (item === undefined) throw new Error('nothing to pick from');
    return item;
  }

  /** `count` different items at most, in random order. */
  some<T>(items: readonly T[], count: number): T[] {
    const chosen = new Set<T>();
    const wanted = Math.min(count, items.length);
    while (chosen.size < wanted) chosen.add(this.pick(items));
    return [...chosen];
  }

  /** From `low` to `high`, small numbers often and the highest now and then, as in real accounts. */
  skewed(low: number, high: number): number {
    return low + Math.floor(this.random() ** 2.2 * (high - low + 1));
  }

  /** ISO date between the years; UTC seconds. */
  date(fromYear: number, toYear: number): string {
    const from = Date.UTC(fromYear, 0, 1);
    return isoSeconds(from + Math.floor(this.random() * (Date.UTC(toYear + 1, 0, 1) - from)));
  }

  /** A date at or after `date`, at most `days` later. */
  later(date: string, days: number): string {
    return isoSeconds(Date.parse(date) + Math.floor(this.random() * days * 86_400_000));
  }

  digits(count: number): string {
    let text = '';
    while (text.length < count) text += Math.floor(this.random() * 10);
    return text;
  }

  hex(count: number): string {
    let text = '';
    while (text.length < count) text += Math.floor(this.random() * 16).toString(16);
    return text;
  }
}
