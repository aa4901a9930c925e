/** Puts the results of a class together: one row per student, then by level and by question. Writes them as CSV too. */

import type { ClassPlan } from './read.ts';
import type { ClassResult, LevelResult } from './joined.ts';
import { foldedName } from './student.ts';
import { csvForSpreadsheets } from '../../core/words/csv.ts';
import { defined } from '../../core/model/defined.ts';

export interface StudentRow {
  readonly key: string;
  /** The name as it was typed last. */
  readonly student: string;
  /** The newest code. */
  readonly at: string;
  /** The key is the id; levels that were not opened are absent. */
  readonly levels: ReadonlyMap<string, LevelResult>;
  readonly solved: number;
  readonly stars: number;
  /** First guesses that were right, and all that were made. */
  readonly right: number;
  readonly guesses: number;
  readonly hints: number;
  readonly watched: number;
  readonly seconds: number;
  /** Right answers of ten. */
  readonly before?: number;
  readonly after?: number;
}

export interface ClassLevelRow {
  readonly id: string;
  readonly opened: number;
  readonly solved: number;
  /** Stars of all students, three each at most. */
  readonly stars: number;
  readonly hints: number;
  readonly watched: number;
  /** Half of those who solved it were as fast as this. */
  readonly medianSeconds?: number;
}

export interface GuessRow {
  readonly level: string;
  readonly at: number;
  readonly wrong: number;
  readonly of: number;
}

/** One question, over the students who answered both times; where nobody did, over all who answered. */
export interface QuestionRow {
  readonly key: string;
  readonly before: { readonly right: number; readonly of: number };
  readonly after: { readonly right: number; readonly of: number };
}

export interface ClassTable {
  /** Sorted by name. */
  readonly students: readonly StudentRow[];
  /** Names whose codes differ in what happens once: perhaps two students typed the same one. */
  readonly shared: readonly string[];
  /** Levels stand in the order of the class. */
  readonly levels: readonly ClassLevelRow[];
  /** The most often wrong first. */
  readonly guesses: readonly GuessRow[];
  /** Questions stand in the order of the class; empty where it asks none. */
  readonly questions: readonly QuestionRow[];
  /** Mean of right answers of ten, over the students who answered both times. */
  readonly difference?: { readonly students: number; readonly before: number; readonly after: number };
}

export function tableOf(plan: ClassPlan, results: readonly ClassResult[]): ClassTable {
  const whole = studentsOf(results);
  const students = whole
    .map(rowOf)
    .toSorted(
      (one, other) => one.student.localeCompare(other.student, 'en') || (one.key < other.key ? -1 : 1),
    );
  const difference = differenceOf(students);
  return {
    students,
    shared: students.filter(({ key }) => isShared(results, key)).map(({ student }) => student),
    levels: plan.levels.map((id) => levelRow(id, whole)),
    guesses: guessRows(plan, whole),
    questions: questionRows(plan, whole),
    ...defined({ difference }),
  };
}

/** Returns one result for each student: of each level the best, the first answers before, the last after. */
function studentsOf(results: readonly ClassResult[]): ClassResult[] {
  const byDate = results.toSorted((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0));
  const byName = new Map<string, ClassResult>();
  for (const one of byDate) {
    const key = foldedName(one.student);
    const earlier = byName.get(key);
    byName.set(key, earlier ? joined(earlier, one) : one);
  }
  return [...byName.values()];
}

/** First answers and first guesses never change: where two codes have other ones, two people made them. */
function isShared(results: readonly ClassResult[], key: string): boolean {
  const own = results.filter(({ student }) => foldedName(student) === key);
  const firsts = [
    ...own.map(({ before = [] }) => ({ of: 'before', flags: before })),
    ...own.flatMap(({ levels }) => levels.map(({ id, guesses }) => ({ of: id, flags: guesses }))),
  ];
  return firsts.some((one, at) =>
    firsts.slice(at + 1).some((other) => one.of === other.of && differs(one.flags, other.flags)),
  );
}

/** A later code may have more guesses than an earlier one. */
const differs = (one: readonly boolean[], other: readonly boolean[]): boolean =>
  one.some((flag, at) => other[at] !== undefined && other[at] !== flag);

function joined(earlier: ClassResult, later: ClassResult): ClassResult {
  const before = earlier.before ?? later.before;
  const after = later.after ?? earlier.after;
  const ids = new Set([...earlier.levels, ...later.levels].map(({ id }) => id));
  return {
    class: later.class,
    student: later.student,
    at: later.at,
    levels: [...ids].flatMap((id) =>
      bestOf([earlier, later].flatMap(({ levels }) => levels.filter((one) => one.id === id))),
    ),
    ...defined({ before, after }),
  };
}

/** The first guesses stay those of the earlier code, where it has as many. */
function bestOf([earlier, later]: readonly LevelResult[]): LevelResult[] {
  if (!earlier || !later) return earlier ? [earlier] : [];
  const best = isBetter(earlier, later) ? earlier : later;
  const guesses = earlier.guesses.length >= later.guesses.length ? earlier.guesses : later.guesses;
  return [{ ...best, guesses }];
}

const isBetter = (one: LevelResult, other: LevelResult): boolean =>
  one.stars.length - other.stars.length > 0 ||
  (one.stars.length === other.stars.length && one.stars.length > 0 && one.seconds < other.seconds);

function rowOf({ student, at, levels, before, after }: ClassResult): StudentRow {
  return {
    key: foldedName(student),
    student,
    at,
    levels: new Map(levels.map((one) => [one.id, one])),
    solved: levels.filter(isSolved).length,
    stars: sum(levels, (one) => one.stars.length),
    right: sum(levels, (one) => rightIn(one.guesses)),
    guesses: sum(levels, (one) => one.guesses.length),
    hints: sum(levels, (one) => one.hints),
    watched: levels.filter((one) => one.watched).length,
    seconds: sum(levels, (one) => one.seconds),
    ...(before ? { before: rightIn(before) } : {}),
    ...(after ? { after: rightIn(after) } : {}),
  };
}

const isSolved = ({ stars }: LevelResult): boolean => stars.length > 0;
const rightIn = (answers: readonly boolean[]): number => answers.filter(Boolean).length;
const sum = <T>(values: readonly T[], of: (value: T) => number): number =>
  values.reduce((total, value) => total + of(value), 0);

function levelRow(id: string, results: readonly ClassResult[]): ClassLevelRow {
  const own = results.flatMap(({ levels }) => levels.filter((one) => one.id === id));
  const times = own
    .filter(isSolved)
    .map(({ seconds }) => seconds)
    .toSorted((one, other) => one - other);
  const medianSeconds = times[Math.floor((times.length - 1) / 2)];
  return {
    id,
    opened: own.length,
    solved: times.length,
    stars: sum(own, (one) => one.stars.length),
    hints: sum(own, (one) => one.hints),
    watched: own.filter((one) => one.watched).length,
    ...defined({ medianSeconds }),
  };
}

function guessRows({ levels }: ClassPlan, results: readonly ClassResult[]): GuessRow[] {
  const rows = levels.flatMap((level) => {
    const all = results
      .flatMap((one) => one.levels.filter(({ id }) => id === level))
      .map(({ guesses }) => guesses);
    const most = Math.max(0, ...all.map(({ length }) => length));
    return Array.from({ length: most }, (_, at) => {
      const made = all.flatMap((guesses) => guesses[at] ?? []);
      return { level, at, wrong: made.length - rightIn(made), of: made.length };
    });
  });
  return rows.toSorted(
    (one, other) => other.wrong / other.of - one.wrong / one.of || other.wrong - one.wrong,
  );
}

function questionRows({ questions = [] }: ClassPlan, results: readonly ClassResult[]): QuestionRow[] {
  const counted = (answers: readonly (boolean | undefined)[]) => {
    const given = answers.filter((one) => one !== undefined);
    return { right: rightIn(given), of: given.length };
  };
  const both = results.filter(({ before, after }) => before && after);
  const asked = both.length > 0 ? both : results;
  return questions.map((key, at) => ({
    key,
    before: counted(asked.map(({ before }) => before?.[at])),
    after: counted(asked.map(({ after }) => after?.[at])),
  }));
}

function differenceOf(students: readonly StudentRow[]): ClassTable['difference'] {
  const both = students.flatMap(({ before, after }) =>
    before === undefined || after === undefined ? [] : [{ before, after }],
  );
  if (both.length === 0) return undefined;
  return {
    students: both.length,
    before: sum(both, ({ before }) => before) / both.length,
    after: sum(both, ({ after }) => after) / both.length,
  };
}

/** `titleOf`: the title of a level. */
export function writeCsv(plan: ClassPlan, { students }: ClassTable, titleOf: (id: string) => string): string {
  const asked = plan.questions ? ['Right before', 'Right after'] : [];
  const head = [
    'Student',
    'Levels solved',
    'Stars',
    'Guesses right',
    'Guesses',
    'Hints',
    'Solutions watched',
    'Minutes',
    ...asked,
    ...plan.levels.map((id) => `Stars: ${titleOf(id)}`),
    'Code made at',
  ];
  const lines = students.map((row) => [
    row.student,
    row.solved,
    row.stars,
    row.right,
    row.guesses,
    row.hints,
    row.watched,
    Math.round(row.seconds / 60),
    ...(plan.questions ? [row.before ?? '', row.after ?? ''] : []),
    ...plan.levels.map((id) => starsIn(row, id)),
    row.at,
  ]);
  return csvForSpreadsheets([head, ...lines]);
}

/** Empty where the level was not opened. */
const starsIn = ({ levels }: StudentRow, id: string): number | '' => levels.get(id)?.stars.length ?? '';
