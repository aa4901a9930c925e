/** A result as a file: the code, which alone counts, and beside it the same in readable members. */

import { tooDeepText } from '../../share/json/depth.ts';
import { type CodeOutcome, readCodes, writeCode } from './code.ts';
import type { ClassPlan } from './read.ts';
import type { ClassResult } from './joined.ts';

const format = 'iam-playground/result';

/** @internal The tests alter its members. */
export const resultFile = (result: ClassResult, plan: ClassPlan): object => ({
  format,
  version: 1,
  title: plan.title,
  ...result,
  code: writeCode(result, plan),
});

export const writeResult = (result: ClassResult, plan: ClassPlan): string =>
  `${JSON.stringify(resultFile(result, plan), null, 2)}\n`;

/** Reads the results of a text: a file of a result, or codes with any text around them. Never empty. */
export function readResults(text: string, plan: ClassPlan): CodeOutcome[] {
  if (text.trimStart().startsWith('{') && text.includes(format) && tooDeepText(text))
    return [{ kind: 'altered' }];
  const file = fileIn(text);
  if (!file) {
    const outcomes = readCodes(text, plan);
    return outcomes.length > 0 ? outcomes : [{ kind: 'no-code' }];
  }
  const [outcome = { kind: 'no-code' } as const] =
    typeof file.code === 'string' ? readCodes(file.code, plan) : [];
  if (outcome.kind !== 'ok') return [outcome];
  const { student } = outcome.result;
  const told = { ...resultFile(outcome.result, plan), code: file.code, title: file.title };
  return [sorted(told) === sorted(file) ? outcome : { kind: 'altered', student }];
}

function fileIn(text: string): Readonly<Record<string, unknown>> | undefined {
  if (!text.trimStart().startsWith('{')) return undefined;
  try {
    const value = JSON.parse(text) as Readonly<Record<string, unknown>>;
    return value.format === format ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Returns the JSON with members in alphabetical order: another program may have written the file again. */
const sorted = (value: unknown): string =>
  JSON.stringify(value, (_, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).toSorted(([one], [other]) => (one < other ? -1 : 1)))
      : member,
  );
