/**
 * Keeps a run fast without a word about absolute times: which files take how much of the lane in which they ran, and
 * which take too much of it. A lane is one of the two that run beside each other (tests/setup/run/run.ts).
 */

import type { FileTime } from './reporter.ts';

export interface Lane {
  /** The lane was at work for so long, with its builds and its lint. */
  readonly seconds: number;
  readonly files: readonly FileTime[];
}

/** A file may take this much of its lane. */
const mostOfOne = 0.08;
/** The ten slowest files of a lane may take this much of it together. */
const mostOfTen = 0.4;

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

/** Returns the ten slowest files of a lane, slowest first. */
const slowest = ({ files }: Lane): readonly FileTime[] =>
  files.toSorted((a, b) => b.seconds - a.seconds).slice(0, 10);

const together = (files: readonly FileTime[]): number => files.reduce((sum, { seconds }) => sum + seconds, 0);

/** Returns the lines that a run prints: its lanes, and the ten slowest files of each with their share. */
export function shareLines(lanes: readonly Lane[]): string[] {
  return lanes.flatMap((lane, at) => {
    const ten = slowest(lane);
    return [
      `lane ${at + 1}: ${Math.round(lane.seconds)} s, its ten slowest files ${percent(together(ten) / lane.seconds)}`,
      ...ten.map(
        ({ file, seconds }) =>
          `  ${seconds.toFixed(1).padStart(6)} s  ${percent(seconds / lane.seconds).padStart(6)}  ${file}`,
      ),
    ];
  });
}

/**
 * Returns what takes too much of its lane, as failures. `exceptions` are files that may, each with the reason; they do not
 * count among the ten.
 */
export function tooSlow(lanes: readonly Lane[], exceptions: Readonly<Record<string, string>>): string[] {
  return lanes.flatMap((lane, at) => {
    const counted = { ...lane, files: lane.files.filter(({ file }) => !(file in exceptions)) };
    const single = counted.files
      .filter(({ seconds }) => seconds / lane.seconds > mostOfOne)
      .map(
        ({ file, seconds }) =>
          `${file} takes ${percent(seconds / lane.seconds)} of its lane, more than ${percent(mostOfOne)}`,
      );
    const share = together(slowest(counted)) / lane.seconds;
    const ten =
      share > mostOfTen
        ? [
            `the ten slowest files of lane ${at + 1} take ${percent(share)} of it, more than ${percent(mostOfTen)}`,
          ]
        : [];
    return [...single, ...ten];
  });
}
