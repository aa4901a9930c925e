/** The time of a lesson as plain data: moments and no ticking, so a reload or a computer that slept loses nothing. */

export interface LessonTimer {
  readonly part: number;
  /** Milliseconds that each part took until it was left or paused; a part that nobody opened has none. */
  readonly spent: readonly number[];
  /** The moment from which the current part runs; absent while it is paused. */
  readonly since?: number;
}

export const notStarted: LessonTimer = { part: 0, spent: [] };

export const startedAt = (timer: LessonTimer, now: number): LessonTimer =>
  timer.since === undefined ? { ...timer, since: now } : timer;

export function pausedAt(timer: LessonTimer, now: number): LessonTimer {
  const { part, spent, since } = timer;
  if (since === undefined) return timer;
  const taken = Array.from({ length: Math.max(spent.length, part + 1) }, (_, at) => spent[at] ?? 0);
  taken[part] = partTime(timer, now);
  return { part, spent: taken };
}

export function movedTo(timer: LessonTimer, part: number, now: number): LessonTimer {
  const { spent } = pausedAt(timer, now);
  return { part, spent, ...(timer.since === undefined ? {} : { since: now }) };
}

/** Milliseconds of the current part. A clock that was set back counts nothing. */
export const partTime = ({ part, spent, since }: LessonTimer, now: number): number =>
  (spent[part] ?? 0) + (since === undefined ? 0 : Math.max(0, now - since));

export const lessonTime = ({ spent, since }: LessonTimer, now: number): number =>
  spent.reduce((sum, one) => sum + one, 0) + (since === undefined ? 0 : Math.max(0, now - since));
