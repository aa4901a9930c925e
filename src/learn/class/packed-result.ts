/**
 * The part of a code after the name, as deflated JSON: `[seconds, [[level, stars, seconds, hints, watched, guesses], …],
 * before, after]`. A level is its place in the class, stars are a sum of 1, 2 and 4, guesses and answers are texts of `1`
 * (right) and `0`; `before` and `after` are empty until all questions are answered.
 */

import * as v from 'valibot';
import { readValue } from '../../core/model/schema/fault.ts';
import { list } from '../../core/model/schema/members.ts';
import { matching, whole } from '../../core/model/schema/words.ts';
import { deflated, inflated } from '../../share/link/packed.ts';
import { stars } from '../level/standing.ts';
import type { ClassResult, LevelResult } from './joined.ts';
import { mostGuesses, mostSeconds, questionCount } from './read.ts';

export function packedRest({ at, levels, before, after }: ClassResult, ids: readonly string[]): Uint8Array {
  const packed = [
    Date.parse(at) / 1000,
    levels.map((one) => [
      ids.indexOf(one.id),
      stars.reduce((sum, star, bit) => sum + (one.stars.includes(star) ? 1 << bit : 0), 0),
      one.seconds,
      one.hints,
      one.watched ? 1 : 0,
      digitsOf(one.guesses),
    ]),
    digitsOf(before ?? []),
    digitsOf(after ?? []),
  ];
  return deflated(JSON.stringify(packed), '');
}

const digitsOf = (flags: readonly boolean[]): string => flags.map((flag) => (flag ? '1' : '0')).join('');
const flagsOf = (digits: string): boolean[] => [...digits].map((digit) => digit === '1');

const digits = (most: number) =>
  v.pipe(matching(new RegExp(`^[01]{0,${most}}$`), 'zeros and ones'), v.transform(flagsOf));

const rest = v.strictTuple([
  whole(0, 1e11),
  list(
    v.strictTuple([
      whole(0),
      whole(0, 7),
      whole(0, mostSeconds),
      whole(0, 3),
      whole(0, 1),
      digits(mostGuesses),
    ]),
  ),
  digits(questionCount),
  digits(questionCount),
]);

/** Returns `undefined` where the seal fits and the content is none: no page of ours made it. */
export function unpackedResult(
  bytes: Uint8Array,
  who: Pick<ClassResult, 'class' | 'student'>,
  ids: readonly string[],
): ClassResult | undefined {
  const text = inflated(bytes, '', 'result');
  if (!text.ok) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text.value);
  } catch {
    return undefined;
  }
  const read = readValue(rest, value);
  if (!read.ok) return undefined;
  const [seconds, packed, before, after] = read.value;
  const levels = packed.flatMap(([level, sum, time, hints, watched, guesses]): LevelResult[] => {
    const id = ids[level];
    const earned = stars.filter((_, bit) => (sum & (1 << bit)) !== 0);
    return id === undefined
      ? []
      : [{ id, stars: earned, seconds: time, hints, watched: watched === 1, guesses }];
  });
  if (new Set(levels.map(({ id }) => id)).size < packed.length) return undefined;
  return {
    ...who,
    at: `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`,
    levels,
    ...(before.length > 0 ? { before } : {}),
    ...(after.length > 0 ? { after } : {}),
  };
}
