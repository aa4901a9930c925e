/**
 * Reads and writes the file of one person's progress (format.ts). The reader takes member by member, refuses what it does
 * not know with its place, and caps what a file may hold: it also reads what the browser stored.
 */

import type { Result } from '../../core/model/result.ts';
import { readShape, Shape, type ShapeFault } from '../../share/json/shape.ts';
import { given } from '../../share/scenario/members.ts';
import { stars } from '../level/stars.ts';
import {
  type ArcadeProgress,
  type Guesses,
  type LevelProgress,
  type Progress,
  progressFormat,
  progressVersion,
} from './format.ts';
import { merged } from './merge.ts';

const mostLevels = 1_000;
const mostGuesses = 10_000;
const mostSteps = 1_000_000;
const mostSeconds = 1_000_000_000;

/** Reads a value that is already parsed. */
export const readProgress = (value: unknown): Result<Progress, ShapeFault> =>
  readShape(() => progressOf(new Shape(value)));

/** Throws a `ShapeProblem`, so that it reads a member of another file too. */
export function progressOf(file: Shape): Progress {
  if (file.optional('format')?.value !== progressFormat)
    file.fail(`this is no progress: \`"format": "${progressFormat}"\` is missing`);
  const version = file.member('version');
  if (version.whole(1) > progressVersion)
    version.fail(
      `made by a newer version: format ${version.whole(1)}, this page reads up to ${progressVersion}; reload it`,
    );
  file.only('format', 'version', 'levels', 'guesses', 'arcade');
  const levels = entriesOf(file.member('levels'), mostLevels, levelKey, levelOf);
  const guesses = entriesOf(file.member('guesses'), mostGuesses, guessKey, guessesOf);
  const arcade = given(file, 'arcade', arcadeOf);
  return { levels: Object.fromEntries(levels), guesses: Object.fromEntries(guesses), ...arcade };
}

/** Returns the file as a value, for another file that holds it. The same progress is always the same file. */
export const progressFile = (progress: Progress): object => ({
  format: progressFormat,
  version: progressVersion,
  ...merged(progress, progress),
});

export const writeProgress = (progress: Progress): string =>
  `${JSON.stringify(progressFile(progress), null, 2)}\n`;

const levelKey = /^[a-z0-9-]{1,40}$/;
const guessKey = /^[a-z0-9-]{1,40}\/[a-z0-9-]{1,40}$/;

function entriesOf<T>(
  shape: Shape,
  most: number,
  pattern: RegExp,
  read: (value: Shape) => T,
): (readonly [string, T])[] {
  const keys = Object.keys(shape.object());
  if (keys.length > most) shape.fail(`it holds ${keys.length} entries, and ${most} is the most`);
  return keys.map((key) => {
    const value = shape.member(key);
    if (!pattern.test(key)) value.fail('this is no id of the path');
    return [key, read(value)];
  });
}

function levelOf(shape: Shape): LevelProgress {
  shape.only('openedAt', 'solvedAt', 'stars', 'steps', 'seconds', 'hints', 'watched');
  const earned = shape
    .member('stars')
    .list()
    .map((star) => star.oneOf(stars));
  return {
    openedAt: dateOf(shape.member('openedAt')),
    ...given(shape, 'solvedAt', dateOf),
    stars: stars.filter((star) => earned.includes(star)),
    ...given(shape, 'steps', (value) => value.whole(0, mostSteps)),
    ...given(shape, 'seconds', (value) => value.whole(0, mostSeconds)),
    hints: shape.member('hints').whole(0, 3),
    watched: shape.member('watched').flag(),
  };
}

function guessesOf(shape: Shape): Guesses {
  shape.only('right', 'wrong', 'streak');
  return {
    ...given(shape, 'right', dateOf),
    ...given(shape, 'wrong', dateOf),
    streak: shape.member('streak').whole(0, mostSteps),
  };
}

function arcadeOf(shape: Shape): ArcadeProgress {
  shape.only('at', 'skill', 'best', 'runs');
  return {
    at: dateOf(shape.member('at')),
    skill: shape.member('skill').whole(0, 100),
    best: shape.member('best').whole(0, 10),
    runs: shape.member('runs').whole(0, mostSteps),
  };
}

/** One form for all dates: they are compared as texts. */
function dateOf(shape: Shape): string {
  const what = 'a date like `2026-01-31T12:00:00.000Z`';
  const text = shape.matching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/, what);
  return Number.isNaN(Date.parse(text)) ? shape.expected(what) : text;
}
