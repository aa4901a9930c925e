/**
 * The part of a code after the name, as deflated JSON: `[seconds, [[level, stars, seconds, hints, watched, guesses], …],
 * before, after]`. A level is its place in the class, stars are a sum of 1, 2 and 4, guesses and answers are texts of `1`
 * (right) and `0`; `before` and `after` are empty until all questions are answered.
 */

import { readShape, Shape } from '../../share/json/shape.ts';
import { deflated, inflated } from '../../share/link/packed.ts';
import { stars } from '../level/stars.ts';
import { type ClassResult, type LevelResult, mostGuesses, mostSeconds, questionCount } from './format.ts';

export function packedRest({ at, levels, before, after }: ClassResult, ids: readonly string[]): Uint8Array {
  const rest = [
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
  return deflated(JSON.stringify(rest), '');
}

const digitsOf = (flags: readonly boolean[]): string => flags.map((flag) => (flag ? '1' : '0')).join('');
const flagsOf = (digits: string): boolean[] => [...digits].map((digit) => digit === '1');

/** Returns `undefined` where the seal fits and the content is none: no page of ours made it. */
export function resultOf(
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
  const read = readShape(() => restOf(new Shape(value), ids));
  return read.ok ? { ...who, ...read.value } : undefined;
}

function restOf(shape: Shape, ids: readonly string[]): Omit<ClassResult, 'class' | 'student'> {
  const [at, levels, before, after] = members(shape, 4);
  const asked = flagsIn(before, questionCount);
  const askedAgain = flagsIn(after, questionCount);
  return {
    at: `${new Date((at?.whole(0, 1e11) ?? 0) * 1000).toISOString().slice(0, 19)}Z`,
    levels: levelsOf(levels, ids),
    ...(asked.length > 0 ? { before: asked } : {}),
    ...(askedAgain.length > 0 ? { after: askedAgain } : {}),
  };
}

function levelsOf(shape: Shape | undefined, ids: readonly string[]): LevelResult[] {
  const levels = shape?.list().map((one) => levelOf(one, ids)) ?? [];
  if (new Set(levels.map(({ id }) => id)).size < levels.length) shape?.fail('a level stands here twice');
  return levels;
}

function levelOf(shape: Shape, ids: readonly string[]): LevelResult {
  const [level, sum, seconds, hints, watched, guesses] = members(shape, 6);
  const id = ids[level?.whole(0) ?? -1];
  const earned = sum?.whole(0, 7) ?? 0;
  return {
    id: id ?? shape.fail('no level of the class'),
    stars: stars.filter((_, bit) => (earned & (1 << bit)) !== 0),
    seconds: seconds?.whole(0, mostSeconds) ?? 0,
    hints: hints?.whole(0, 3) ?? 0,
    watched: watched?.whole(0, 1) === 1,
    guesses: flagsIn(guesses, mostGuesses),
  };
}

const flagsIn = (shape: Shape | undefined, most: number): boolean[] =>
  flagsOf(shape?.matching(new RegExp(`^[01]{0,${most}}$`), 'zeros and ones') ?? '');

function members(shape: Shape, count: number): Shape[] {
  const list = shape.list();
  return list.length === count ? list : shape.fail(`expected ${count} members`);
}
