/** The file of a class, stated as a schema: it refuses what it does not know, with its place. */

import * as v from 'valibot';
import type { Result } from '../../core/model/result.ts';
import { type Misfit, readValue } from '../../core/model/schema/fault.ts';
import { fileOf, optional, withRule, list } from '../../core/model/schema/members.ts';
import { items, matching, type Stated, text } from '../../core/model/schema/words.ts';
import { scenarioFile } from '../../share/scenario/file.ts';
import { scenario } from '../../share/scenario/format/scenario.ts';
import { classFormat, classVersion, questionCount } from './format.ts';
import { cleanText, isTitle, mostTitle } from './student.ts';

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
    /** Levels that the teacher made. */
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

/** Reads a value that is already parsed. */
export const readPlan = (value: unknown): Result<ClassPlan, Misfit> => readValue(classPlan, value);

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
