/** Medians, so that one slow run changes no figure of the bench. */

/** Returns the middle value, or the upper one of two middles. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** Median milliseconds of `runs` calls. */
export function medianMilliseconds(runs: number, work: () => unknown): number {
  const times = Array.from({ length: runs }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  });
  return median(times);
}

/** Returns the median of each row of several measurements, all of which have the rows of the first. */
export const medians = (taken: readonly Readonly<Record<string, number>>[]): Record<string, number> =>
  Object.fromEntries(
    Object.keys(taken[0] ?? {}).map((row) => [row, median(taken.map((one) => one[row] ?? Number.NaN))]),
  );
