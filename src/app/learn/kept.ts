/** The part of an attempt that is stored with its workspace: its hints and its time. */

export interface Kept {
  /** ISO 8601, real time: the beginning, or the last reset. */
  readonly begunAt: string;
  /** Hints that were opened, 0 to 3. */
  readonly hints: number;
  /** Seconds to the first solution since the beginning. */
  readonly seconds?: number;
}

/** Reads what was stored; `undefined` where it is of another shape. */
export function keptOf(stored: unknown): Kept | undefined {
  if (typeof stored !== 'object' || stored === null) return undefined;
  const { begunAt, hints, seconds } = stored as Partial<Record<keyof Kept, unknown>>;
  if (typeof begunAt !== 'string' || typeof hints !== 'number') return undefined;
  return { begunAt, hints, ...(typeof seconds === 'number' ? { seconds } : {}) };
}
