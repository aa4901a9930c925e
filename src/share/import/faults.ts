/** Collects what is wrong with single records of account files; only these are left out. */

import { offsetsOf, placesAt } from '../json/position.ts';
import { pathText, type Misfit } from '../../core/model/schema/fault.ts';
import type { ImportFile, ImportProblem } from './result.ts';
import { defined } from '../../core/model/defined.ts';

export interface Fault extends Misfit {
  /** Position of the file among the given ones. */
  readonly file: number;
  /** The record that is left out, for example `user alice`; absent when it is the whole import. */
  readonly subject?: string;
  /** Place in the text; absent: that of `path`. */
  readonly offset?: number;
}

/** Takes a part that cannot be read, with the words for it. The part is left out. */
export type Skip = (fault: Misfit, subject: string) => void;

/** Returns the faults with their places. Each file is read once, however many faults it has. */
export function located(
  faults: readonly Fault[],
  files: readonly ImportFile[],
  texts: readonly string[],
): ImportProblem[] {
  const problems = new Map<Fault, ImportProblem>();
  for (const file of new Set(faults.map((fault) => fault.file))) {
    const own = faults.filter((fault) => fault.file === file);
    const text = texts[file] ?? '';
    const searched = own.filter(({ offset }) => offset === undefined);
    const found = offsetsOf(
      text,
      searched.map(({ path }) => path),
    );
    const offsets = new Map(searched.map((fault, at) => [fault, found[at] ?? 0]));
    const places = placesAt(
      text,
      own.map((fault) => fault.offset ?? offsets.get(fault) ?? 0),
    );
    own.forEach((fault, at) => {
      const { message, path, subject } = fault;
      problems.set(fault, {
        message,
        file: files[file]?.name ?? '',
        ...defined({ subject }),
        place: { path: pathText(path), ...(places[at] ?? { line: 1, column: 1 }) },
      });
    });
  }
  return faults.flatMap((fault) => problems.get(fault) ?? []);
}
