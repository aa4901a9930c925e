/** The part of an attempt that is stored with its workspace: hints, time, and which changes were the watched solution. */

/** Revisions of the history, both included. */
interface Watched {
  readonly from: number;
  readonly to: number;
}

export interface Kept {
  /** ISO 8601, real time: the beginning, or the last reset. */
  readonly begunAt: string;
  /** Hints that were opened, 0 to 3. */
  readonly hints: number;
  readonly watched: readonly Watched[];
  /** Seconds to the first solution since the beginning. */
  readonly seconds?: number;
}

/** The ranges of both; of one that both have, the narrower: the showing ended. */
export function merged(some: readonly Watched[], others: readonly Watched[]): readonly Watched[] {
  const ends = new Map<number, number>();
  for (const { from, to } of [...some, ...others]) ends.set(from, Math.min(to, ends.get(from) ?? to));
  return [...ends].map(([from, to]) => ({ from, to }));
}

/** Reads what was stored; `undefined` where it is of another shape. */
export function keptOf(stored: unknown): Kept | undefined {
  if (typeof stored !== 'object' || stored === null) return undefined;
  const { begunAt, hints, watched, seconds } = stored as Partial<Record<keyof Kept, unknown>>;
  if (typeof begunAt !== 'string' || typeof hints !== 'number' || !Array.isArray(watched)) return undefined;
  const ranges = (watched as readonly unknown[]).filter(
    (one): one is Watched =>
      typeof one === 'object' &&
      one !== null &&
      'from' in one &&
      'to' in one &&
      Number.isSafeInteger(one.from) &&
      Number.isSafeInteger(one.to),
  );
  return { begunAt, hints, watched: ranges, ...(typeof seconds === 'number' ? { seconds } : {}) };
}

/** A tab that was closed while it showed the solution left the range open: what came later is the person's own. */
export const closed = (kept: Kept, newest: number): Kept =>
  kept.watched.every(({ to }) => to <= newest)
    ? kept
    : { ...kept, watched: kept.watched.map(({ from, to }) => ({ from, to: Math.min(to, newest) })) };
