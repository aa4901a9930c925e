/** Merges two copies of one person's progress, and writes its file. Nothing gets lost, and the order does not matter. */

import { stars } from '../level/standing.ts';
import {
  type ArcadeProgress,
  type Guesses,
  type LevelProgress,
  type Progress,
  progressFormat,
  progressVersion,
} from './file.ts';
import { defined } from '../../core/model/defined.ts';

export function mergedProgress(one: Progress, other: Progress): Progress {
  const arcade =
    one.arcade && other.arcade ? mergedArcade(one.arcade, other.arcade) : (one.arcade ?? other.arcade);
  return {
    levels: byKey(one.levels, other.levels, mergedLevel),
    guesses: byKey(one.guesses, other.guesses, mergedGuesses),
    ...defined({ arcade }),
  };
}

/** Keys in alphabetical order, so that the same progress is the same text. */
function byKey<T>(
  one: Readonly<Record<string, T>>,
  other: Readonly<Record<string, T>>,
  merge: (one: T, other: T) => T,
): Record<string, T> {
  const keys = [...new Set([...Object.keys(one), ...Object.keys(other)])].toSorted();
  return Object.fromEntries(
    keys.flatMap((key) => {
      const [mine, theirs] = [own(one, key), own(other, key)];
      const value = mine !== undefined && theirs !== undefined ? merge(mine, theirs) : (mine ?? theirs);
      return value === undefined ? [] : [[key, value]];
    }),
  );
}

/** A level may be called `constructor`. */
const own = <T>(values: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(values, key) ? values[key] : undefined;

function mergedLevel(one: LevelProgress, other: LevelProgress): LevelProgress {
  return {
    openedAt: first(one.openedAt, other.openedAt) ?? one.openedAt,
    ...given('solvedAt', first(one.solvedAt, other.solvedAt)),
    stars: stars.filter((star) => one.stars.includes(star) || other.stars.includes(star)),
    ...given('steps', least(one.steps, other.steps)),
    ...given('seconds', least(one.seconds, other.seconds)),
    hints: Math.max(one.hints, other.hints),
    watched: one.watched || other.watched,
  };
}

function mergedGuesses(one: Guesses, other: Guesses): Guesses {
  const right = last(one.right, other.right);
  const wrong = last(one.wrong, other.wrong);
  const newer = (last(one.right, one.wrong) ?? '') >= (last(other.right, other.wrong) ?? '') ? one : other;
  const same = last(one.right, one.wrong) === last(other.right, other.wrong);
  return {
    ...given('right', right),
    ...given('wrong', wrong),
    streak: same ? Math.max(one.streak, other.streak) : newer.streak,
  };
}

function mergedArcade(one: ArcadeProgress, other: ArcadeProgress): ArcadeProgress {
  const skill =
    one.at === other.at ? Math.max(one.skill, other.skill) : one.at > other.at ? one.skill : other.skill;
  return {
    at: last(one.at, other.at) ?? one.at,
    skill,
    best: Math.max(one.best, other.best),
    runs: Math.max(one.runs, other.runs),
  };
}

const present = <T>(...values: readonly (T | undefined)[]): T[] =>
  values.filter((value): value is T => value !== undefined);
const first = (...dates: readonly (string | undefined)[]): string | undefined =>
  present(...dates).toSorted()[0];
const last = (...dates: readonly (string | undefined)[]): string | undefined =>
  present(...dates)
    .toSorted()
    .at(-1);
const least = (...numbers: readonly (number | undefined)[]): number | undefined =>
  present(...numbers).toSorted((a, b) => a - b)[0];
const given = <K extends string, T>(key: K, value: T | undefined): { [Key in K]?: T } =>
  value === undefined ? {} : ({ [key]: value } as { [Key in K]: T });

/** Returns the file as a value, for another file that holds it. The same progress is always the same file. */
export const progressFile = (of: Progress): object => ({
  format: progressFormat,
  version: progressVersion,
  ...mergedProgress(of, of),
});

export const writeProgress = (of: Progress): string => `${JSON.stringify(progressFile(of), null, 2)}\n`;
