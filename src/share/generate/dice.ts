/** The generator's random choices. All of them come from the seed. */

import { isoSeconds } from '../../core/model/request/request.ts';
import { type Random, seededRandom } from '../random.ts';

export class Dice {
  readonly random: Random;

  constructor(seed: string | number) {
    this.random = seededRandom(seed);
  }

  /** Returns a whole number from `low` to `high`, both included. */
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

  /** Returns at most `count` different items in random order. */
  some<T>(items: readonly T[], count: number): T[] {
    const chosen = new Set<T>();
    const wanted = Math.min(count, items.length);
    while (chosen.size < wanted) chosen.add(this.pick(items));
    return [...chosen];
  }

  /** Returns a number from `low` to `high`: mostly a small one, rarely the highest, as in real accounts. */
  skewed(low: number, high: number): number {
    return low + Math.floor(this.random() ** 2.2 * (high - low + 1));
  }

  /** Returns an ISO date between the years, in UTC seconds. */
  date(fromYear: number, toYear: number): string {
    const from = Date.UTC(fromYear, 0, 1);
    return isoSeconds(from + Math.floor(this.random() * (Date.UTC(toYear + 1, 0, 1) - from)));
  }

  /** Returns a date at or after `date`, at most `days` later. */
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
