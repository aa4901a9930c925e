/** Reads and writes the file of a class (format.ts). The reader refuses what it does not know, with its place. */

import type { Result } from '../../core/model/result.ts';
import { readShape, Shape, type ShapeFault } from '../../share/json/shape.ts';
import { scenarioFile } from '../../share/scenario/file.ts';
import { given } from '../../share/scenario/members.ts';
import { scenarioOf } from '../../share/scenario/shape.ts';
import { type ClassPlan, classFormat, classVersion, questionCount } from './format.ts';
import { checkHead } from './head.ts';
import { cleanText, isTitle, mostTitle } from './student.ts';

const mostLevels = 60;

/** Reads a value that is already parsed. */
export const readPlan = (value: unknown): Result<ClassPlan, ShapeFault> =>
  readShape(() => planOf(new Shape(value)));

/** Throws a `ShapeProblem`, so that it reads a member of another file too. */
export function planOf(file: Shape): ClassPlan {
  checkHead(file, classFormat, classVersion, 'this is no class');
  file.only('format', 'version', 'id', 'title', 'key', 'madeAt', 'levels', 'own', 'questions');
  return {
    id: file.member('id').matching(/^[a-z2-9]{8}$/, 'an id of eight letters and digits'),
    title: titleOf(file.member('title')),
    key: file.member('key').matching(/^[A-Z2-7]{26}$/, 'a key of 26 letters and digits'),
    madeAt: dateOf(file.member('madeAt')),
    levels: different(file.member('levels'), mostLevels, /^[a-z0-9-]{1,40}$/, 'an id like `deny-wins`'),
    own: file.items('own').map(scenarioOf),
    ...given(file, 'questions', questionsOf),
  };
}

function titleOf(shape: Shape): string {
  const title = shape.text();
  return isTitle(title) ? cleanText(title) : shape.expected(`a title of up to ${mostTitle} characters`);
}

function questionsOf(shape: Shape): string[] {
  const keys = different(shape, questionCount, /^arcade\/[a-z0-9-]{1,40}$/, 'a key like `arcade/deny-wins`');
  return keys.length === questionCount ? keys : shape.fail(`a class asks ${questionCount} questions or none`);
}

function different(shape: Shape, most: number, pattern: RegExp, what: string): string[] {
  const texts = shape.list().map((one) => one.matching(pattern, what));
  if (texts.length === 0 || texts.length > most)
    shape.fail(`it holds ${texts.length} entries, not 1 to ${most}`);
  if (new Set(texts).size < texts.length) shape.fail('an entry stands here twice');
  return texts;
}

function dateOf(shape: Shape): string {
  const what = 'a date like `2026-01-31T12:00:00Z`';
  const text = shape.matching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z$/, what);
  return Number.isNaN(Date.parse(text)) ? shape.expected(what) : text;
}

/** Returns the file as a value, for a link or for the page as one file. */
export const planFile = ({ id, title, key, madeAt, levels, own, questions }: ClassPlan): object => ({
  format: classFormat,
  version: classVersion,
  id,
  title,
  key,
  madeAt,
  levels,
  ...(own.length > 0 ? { own: own.map(scenarioFile) } : {}),
  ...(questions ? { questions } : {}),
});

export const writePlan = (plan: ClassPlan): string => `${JSON.stringify(planFile(plan), null, 2)}\n`;
