/**
 * Measures the parts of the bench one after the other and judges their rows against the budget. A part that throws costs
 * its own rows and no others. Nothing here knows what a part measures, or reads a file.
 */

import { firstLines } from '../setup/run/first-lines.ts';
import { medians } from './median.ts';

/** The value of each row. */
export type Figures = Record<string, number>;

interface Limit {
  readonly min?: number;
  readonly max?: number;
}

/** All rows of each part; a row without a limit is only reported. */
export type Budget = Readonly<Record<string, Readonly<Record<string, Limit>>>>;

export interface Part {
  readonly name: string;
  readonly measure: () => Promise<Figures>;
}

export interface Conditions {
  readonly budget: Budget;
  /** Times are judged too; else they are only reported. */
  readonly judgesTimes: boolean;
  /** Takes each line as soon as it is known. */
  readonly say: (line: string) => void;
}

export interface Outcome {
  readonly figures: Figures;
  /** The number of rows that are there and hold. */
  readonly passed: number;
  /** One line each. */
  readonly failures: readonly string[];
}

export async function measureParts(parts: readonly Part[], conditions: Conditions): Promise<Outcome> {
  const figures: Figures = {};
  const failures: string[] = [];
  let passed = 0;
  for (const part of parts) {
    const began = performance.now();
    const seconds = () => `${Math.round((performance.now() - began) / 1000)} s`;
    try {
      const measured = await measureUntilItHolds(part, conditions);
      conditions.say(`${part.name}: measured in ${seconds()}`);
      const judged = judge(part.name, measured, conditions);
      Object.assign(figures, measured);
      failures.push(...judged.failures);
      passed += judged.passed;
    } catch (error) {
      conditions.say(`${part.name}: FAILED after ${seconds()}`);
      failures.push(`the bench of ${part.name}: ${reason(error)}`);
    }
  }
  return { figures, passed, failures };
}

/** Returns the last lines of a run, which whoever counts its results reads. */
export const lastLines = ({ passed, failures }: Outcome): string[] => [
  ...failures.map((failure) => `failed: ${failure}`),
  '',
  `${passed} passed, ${failures.length} failed`,
];

/** A part of which a row does not hold at once is measured this often in all. */
const rounds = 3;

/**
 * Returns the figures of a part. One whose rows all hold is measured once; of one that breaks the budget each row is the
 * median of three measurements: a hiccup of a busy machine is outvoted, and a lucky run cannot hide what is slow.
 */
async function measureUntilItHolds({ name, measure }: Part, conditions: Conditions): Promise<Figures> {
  const first = await measure();
  const broken = Object.entries(first).filter(
    ([row, value]) => Number.isFinite(value) && !holds(value, judgedLimit(name, row, conditions)),
  );
  if (broken.length === 0) return first;
  conditions.say(`measured again: ${broken.map(([row, value]) => `${row} ${shown(value)}`).join('; ')}`);
  const taken = [first];
  while (taken.length < rounds) taken.push(await measure());
  return medians(taken);
}

function judge(part: string, figures: Figures, conditions: Conditions): Omit<Outcome, 'figures'> {
  const rows = conditions.budget[part] ?? {};
  const failures = Object.keys(rows)
    .filter((row) => !(row in figures))
    .map((row) => `the bench of ${part}: the row “${row}” is missing`);
  let passed = 0;
  for (const [row, value] of Object.entries(figures)) {
    const limit = judgedLimit(part, row, conditions);
    const isGood = Number.isFinite(value) && holds(value, limit);
    const words = limit ? limitWords(limit) : 'not judged';
    conditions.say(`${isGood ? 'ok  ' : 'OVER'} ${row.padEnd(70)} ${shown(value).padStart(12)}   (${words})`);
    if (!(row in rows)) failures.push(`the bench of ${part}: no row “${row}” is known to the budget`);
    else if (!Number.isFinite(value)) failures.push(`the bench of ${part}: the row “${row}” has no value`);
    else if (isGood) passed += 1;
    else failures.push(`${row}: ${shown(value)} (${words})`);
  }
  return { passed, failures };
}

/** `undefined` when nothing is asked of the row here. */
function judgedLimit(part: string, row: string, { budget, judgesTimes }: Conditions): Limit | undefined {
  const limit = budget[part]?.[row];
  const isAsked = limit?.min !== undefined || limit?.max !== undefined;
  return isAsked && (judgesTimes || !isTime(row)) ? limit : undefined;
}

/** The unit at the end of a row's name tells, or the rate at its beginning. */
const isTime = (row: string): boolean => /, m?s$/.test(row) || row.startsWith('decisions a second');

const holds = (value: number, { min = -Infinity, max = Infinity }: Limit = {}): boolean =>
  value >= min && value <= max;

const limitWords = ({ min, max }: Limit): string =>
  [
    ...(min === undefined ? [] : [`at least ${shown(min)}`]),
    ...(max === undefined ? [] : [`at most ${shown(max)}`]),
  ].join(', ');

const shown = (value: number): string =>
  value.toLocaleString('en', { maximumFractionDigits: value < 10 ? 2 : 0 });

const reason = (error: unknown): string => firstLines(error instanceof Error ? error.message : String(error));
