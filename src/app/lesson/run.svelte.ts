/**
 * The lesson that is being given in this tab: its part, its timer and the checkpoints that were ticked. It is kept in the
 * memory of the tab, so that a reload loses nothing; another tab gives another lesson.
 */

import { wallClock } from '../../platform/clock.ts';
import { remember, rememberedInTab } from '../../platform/browser-memory.ts';
import { type LessonTimer, lessonTime, movedTo, notStarted, partTime, pausedAt, startedAt } from './timer.ts';

const key = 'lesson';

interface Kept {
  readonly timer: LessonTimer;
  readonly ticked: readonly string[];
}
const nothing: Kept = { timer: notStarted, ticked: [] };

/** @internal Tests make their own, as a reload does. */
export class LessonRun {
  #kept = $state.raw<Kept>(readKept(rememberedInTab(key)));
  #now = $state(wallClock());

  get part(): number {
    return this.#kept.timer.part;
  }
  get isRunning(): boolean {
    return this.#kept.timer.since !== undefined;
  }
  get isBegun(): boolean {
    return this.isRunning || this.#kept.timer.spent.some((time) => time > 0);
  }
  get isUnderWay(): boolean {
    return this.isBegun || this.part > 0;
  }
  /** Milliseconds, as of the last tick. */
  get partTime(): number {
    return partTime(this.#kept.timer, this.#now);
  }
  get lessonTime(): number {
    return lessonTime(this.#kept.timer, this.#now);
  }

  start(): void {
    this.#setTimer(startedAt(this.#kept.timer, wallClock()));
  }
  pause(): void {
    this.#setTimer(pausedAt(this.#kept.timer, wallClock()));
  }
  goTo(part: number): void {
    this.#setTimer(movedTo(this.#kept.timer, part, wallClock()));
  }
  reset(): void {
    this.#keep(nothing);
  }

  isTicked(checkpoint: string): boolean {
    return this.#kept.ticked.includes(checkpoint);
  }
  tick(checkpoint: string, on: boolean): void {
    const others = this.#kept.ticked.filter((one) => one !== checkpoint);
    this.#keep({ ...this.#kept, ticked: on ? [...others, checkpoint] : others });
  }

  /** Follows the clock while somebody looks, until the returned function is called. */
  follow(): () => void {
    const look = () => (this.#now = wallClock());
    look();
    const timer = setInterval(look, 1000);
    return () => clearInterval(timer);
  }

  #setTimer(timer: LessonTimer): void {
    this.#keep({ ...this.#kept, timer });
  }
  #keep(kept: Kept): void {
    this.#kept = kept;
    this.#now = wallClock();
    remember(key, JSON.stringify(kept));
  }
}

/** Returns what a tab kept; nothing where it is of another shape. */
function readKept(text: string | undefined): Kept {
  if (text === undefined) return nothing;
  try {
    const { timer, ticked } = JSON.parse(text) as Kept;
    const numbers = [timer.part, ...timer.spent, timer.since ?? 0];
    if (!numbers.every((one) => Number.isFinite(one) && one >= 0) || !Array.isArray(ticked)) return nothing;
    return { timer, ticked };
  } catch {
    return nothing;
  }
}

export const lessonRun = new LessonRun();
