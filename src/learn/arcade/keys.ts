/** The keys of questions in progress, the seeds of runs in links, and the skill behind difficulty. */

import { findLevel } from '../level/path.ts';
import type { ArcadeTemplate } from './format.ts';
import { attackTemplates } from './templates/attack.ts';
import { basicTemplates } from './templates/basics.ts';
import { conditionTemplates } from './templates/conditions.ts';
import { elements } from './templates/elements.ts';
import { limitTemplates } from './templates/limits.ts';
import { roleTemplates } from './templates/roles.ts';
import { sharing } from './templates/sharing.ts';
import { ways } from './templates/ways.ts';

/** Their ids are keys of progress and parts of links, so they never change. */
export const templates: readonly ArcadeTemplate[] = [
  ...basicTemplates,
  ...elements,
  ...conditionTemplates,
  ...limitTemplates,
  ...sharing,
  ...roleTemplates,
  ...attackTemplates,
  ...ways,
];

/** @internal Read by tests. */
export const findTemplate = (id: string): ArcadeTemplate | undefined =>
  templates.find((one) => one.id === id);

export type QuestionSource =
  | { readonly kind: 'template'; readonly template: ArcadeTemplate }
  | { readonly kind: 'prediction'; readonly level: string; readonly at: number };

export const keyOfTemplate = ({ id }: ArcadeTemplate): string => `arcade/${id}`;

/** Returns `undefined` for a key of another version of the page. */
export function sourceOf(key: string): QuestionSource | undefined {
  const slash = key.indexOf('/');
  const [place, name] = [key.slice(0, slash), key.slice(slash + 1)];
  if (place === 'arcade') {
    const template = findTemplate(name);
    return template && { kind: 'template', template };
  }
  return findLevel(place) && /^\d{1,2}$/.test(name)
    ? { kind: 'prediction', level: place, at: Number(name) }
    : undefined;
}

/** Predictions of levels are about as difficult as an easy template. */
export function difficultyOf(key: string): number {
  const source = sourceOf(key);
  return source?.kind === 'template' ? source.template.difficulty : 2;
}

/**
 * The seed of a run, as it stands in links. A word alone makes ten questions by itself: `k3f9x2`. The link of a run that
 * was played names its questions too, because they followed a person: `k3f9x2~deny-wins~first-policy.2`.
 */
interface Seed {
  readonly word: string;
  /** Keys of the questions; absent: the word chooses them. */
  readonly keys?: readonly string[];
}

/** Returns the seed that is written in a link. Any text is one. */
export function readSeed(text: string): Seed {
  const [word = '', ...parts] = text.slice(0, 1000).split('~');
  const keys = parts.filter((part) => part !== '').map(keyOf);
  return { word: word.slice(0, 40), ...(keys.length === 0 ? {} : { keys }) };
}

export const writeSeed = (word: string, keys: readonly string[]): string =>
  [word, ...keys.map(partOf)].join('~');

const templatePrefix = 'arcade/';
const keyOf = (part: string): string => (part.includes('.') ? part.replace('.', '/') : templatePrefix + part);
const partOf = (key: string): string =>
  key.startsWith(templatePrefix) ? key.slice(templatePrefix.length) : key.replace('/', '.');

/** Returns a word for a new run. `random`: uniform in [0, 1). */
export const newWord = (random: () => number): string =>
  Array.from({ length: 6 }, () => 'abcdefghjkmnpqrstuvwxyz23456789'.charAt(Math.floor(random() * 31))).join(
    '',
  );

/** The skill of somebody who never played. */
export const firstSkill = 20;

const ratingOf = (difficulty: number): number => (difficulty - 1) * 25;

/** Returns the skill after an answer, a whole number from 0 to 100. */
export function skillAfter(skill: number, difficulty: number, isRight: boolean): number {
  const expected = 1 / (1 + 10 ** ((ratingOf(difficulty) - skill) / 50));
  const moved = skill + 14 * ((isRight ? 1 : 0) - expected);
  return Math.round(Math.min(100, Math.max(0, moved)));
}

/** Returns the difficulty that fits a skill: 1 to 5, also between two whole numbers. */
export const difficultyFor = (skill: number): number => 1 + skill / 25;
