/** Takes the codes that came back to a class, and says of each what it is. */

import { type CodeOutcome, readCode, writeCode } from './code.ts';
import type { ClassResult } from './joined.ts';
import type { HeldClass } from './held.ts';
import { readResults } from './result-file.ts';
import { foldedName } from './student.ts';

/** A text that was pasted, or the text of a file with its name. */
export interface CodeSource {
  readonly file?: string;
  readonly text: string;
}

export type CollectedResult = {
  readonly file?: string;
} & (
  | {
      /** `newer`: replaces nothing, but this student's name, date and answers are those of the latest code. */
      readonly kind: 'new' | 'newer' | 'older' | 'same';
      readonly student: string;
    }
  | Exclude<CodeOutcome, { kind: 'ok' | 'newer' }>
  | { readonly kind: 'newer-page'; readonly version: number; readonly student?: string }
);

export interface Collection {
  /** The codes that are new, each in the form in which `writeCode` writes it. */
  readonly codes: readonly string[];
  /** One for each code, in their order; one for a text without any. */
  readonly outcomes: readonly CollectedResult[];
}

export function collect({ plan, codes }: HeldClass, sources: readonly CodeSource[]): Collection {
  const known = new Set(codes);
  const newest = new Map<string, string>();
  for (const result of classResultsOf({ plan, codes })) note(newest, result);
  const fresh: string[] = [];
  const outcomes = sources.flatMap(({ file, text }) =>
    readResults(text, plan).map((outcome): CollectedResult => {
      const of = file === undefined ? {} : { file };
      if (outcome.kind === 'newer') return { ...of, ...outcome, kind: 'newer-page' };
      if (outcome.kind !== 'ok') return { ...of, ...outcome };
      const { result } = outcome;
      const { student } = result;
      const code = writeCode(result, plan);
      if (known.has(code)) return { ...of, kind: 'same', student };
      const before = newest.get(foldedName(student));
      known.add(code);
      fresh.push(code);
      note(newest, result);
      return { ...of, kind: before === undefined ? 'new' : before < result.at ? 'newer' : 'older', student };
    }),
  );
  return { codes: fresh, outcomes };
}

function note(newest: Map<string, string>, { student, at }: ClassResult): void {
  const key = foldedName(student);
  if ((newest.get(key) ?? '') < at) newest.set(key, at);
}

/** Returns the results of the codes that came back. A code of another version of the page is left out. */
export const classResultsOf = ({ plan, codes }: HeldClass): ClassResult[] =>
  codes.flatMap((code) => resultIn(code, plan) ?? []);

/** Results that were read once: a code takes a millisecond, and a table of the class is made at every change. */
const resultsRead = new Map<string, ClassResult | undefined>();
const mostRead = 5_000;

function resultIn(code: string, plan: HeldClass['plan']): ClassResult | undefined {
  const key = `${code} ${plan.key} ${plan.levels.join(' ')}`;
  if (!resultsRead.has(key)) {
    if (resultsRead.size >= mostRead) resultsRead.clear();
    const outcome = readCode(code, plan);
    resultsRead.set(key, outcome.kind === 'ok' ? outcome.result : undefined);
  }
  return resultsRead.get(key);
}
