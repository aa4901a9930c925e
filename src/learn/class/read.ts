/**
 * A class: levels and questions that a teacher gives to students, and the result that each student gives back. A class
 * travels as a link, a file or inside the page as one file; a result travels as a code. Nothing needs a network. The file
 * is stated as a schema here: it refuses what it does not know, with its place.
 *
 * INVARIANT: both formats have a version. An older one can always be read; a newer one is refused with its number.
 */

import type { Result } from '../../core/model/result.ts';
import { type Misfit, readValue } from '../../core/model/schema/fault.ts';
import { fileOf, list, optional, withRule } from '../../core/model/schema/members.ts';
import { items, matching, type Stated, text } from '../../core/model/schema/words.ts';
import { scenarioFile } from '../../share/scenario/file.ts';
import { scenario, type Scenario } from '../../share/scenario/format/scenario.ts';
import { cleanText, isTitle, mostTitle, plainLetters } from './student.ts';
import { ownLevelId } from '../level/own.ts';
import { base32Alphabet, randomText } from '../../core/api/base64.ts';
import * as v from 'valibot';
import { defined } from '../../core/model/defined.ts';

const classFormat = 'iam-playground/class';
const classVersion = 1;

export const questionCount = 10;
export const mostSeconds = 1_000_000_000;
export const mostGuesses = 20;

const mostLevels = 60;

const different = (pattern: RegExp, what: string, most: number) =>
  withRule(list(matching(pattern, what)), (texts, refuse) => {
    if (texts.length === 0 || texts.length > most)
      refuse([], `it holds ${texts.length} entries, not 1 to ${most}`);
    if (new Set(texts).size < texts.length) refuse([], 'an entry stands here twice');
  });

const date = 'a date like `2026-01-31T12:00:00Z`';

export const classPlan = fileOf(
  { format: classFormat, version: classVersion, otherwise: 'this is no class' },
  {
    /** Eight letters and digits, made with the class. Codes of another class are told by it. */
    id: matching(/^[a-z2-9]{8}$/, 'an id of eight letters and digits'),
    title: v.pipe(text, v.check(isTitle, `a title of up to ${mostTitle} characters`), v.transform(cleanText)),
    /** 16 bytes in base32. It seals results, and every student's page has it. */
    key: matching(/^[A-Z2-7]{26}$/, 'a key of 26 letters and digits'),
    /** ISO 8601, real time. */
    madeAt: v.pipe(
      matching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z$/, date),
      v.check((value) => !Number.isNaN(Date.parse(value)), date),
    ),
    /** Ids of levels in the order in which they are played. Those of `own` begin with `own-` (level/own.ts). */
    levels: different(/^[a-z0-9-]{1,40}$/, 'an id like `deny-wins`', mostLevels),
    own: items(scenario),
    /** Keys of ten questions of the arcade. They are asked before and after the levels, with other seeds. */
    questions: optional(
      withRule(
        different(/^arcade\/[a-z0-9-]{1,40}$/, 'a key like `arcade/deny-wins`', questionCount),
        ({ length }, refuse) =>
          length === questionCount || refuse([], `a class asks ${questionCount} questions or none`),
      ),
    ),
  },
);
export interface ClassPlan extends Stated<typeof classPlan> {}

export const readPlan = (value: unknown): Result<ClassPlan, Misfit> => readValue(classPlan, value);

export const planFile = ({ id, title, key, madeAt, levels, own, questions }: ClassPlan): object => ({
  format: classFormat,
  version: classVersion,
  id,
  title,
  key,
  madeAt,
  levels,
  ...(own.length > 0 ? { own: own.map(scenarioFile) } : {}),
  ...defined({ questions }),
});

export const writePlan = (plan: ClassPlan): string => `${JSON.stringify(planFile(plan), null, 2)}\n`;

/** `undefined` for a level of the path. */
export const findOwn = ({ own }: Pick<ClassPlan, 'own'>, id: string): Scenario | undefined =>
  own.find(({ exercise }) => exercise && ownLevelId(exercise) === id);

/** `random`: uniform in [0, 1). */
export const newPlan = (plan: Omit<ClassPlan, 'id' | 'key'>, random: () => number): ClassPlan => ({
  id: randomText(random, 8, plainLetters),
  key: randomText(random, 26, base32Alphabet),
  ...plan,
});
