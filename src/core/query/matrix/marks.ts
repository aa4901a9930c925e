/**
 * Remembers answers from one moment on, and tells which are another one now. An answer that was not asked for at that
 * moment counts from when it first was. Undo brings the answer of before back, so nothing is marked then.
 */

import type { MatrixCodes } from './cells.ts';

export interface MatrixAnswers {
  readonly principals: readonly string[];
  readonly lines: readonly { readonly key: string; readonly codes: MatrixCodes }[];
}

interface Noted {
  readonly places: ReadonlyMap<string, number>;
  readonly codes: MatrixCodes;
}

/** Stands where an answer is what it was. */
export const unchanged = -1;

export class Marks {
  /** Keeps several for a line that got principals later; the first that holds a principal counts. */
  readonly #noted = new Map<string, readonly Noted[]>();

  /** Notes the answers that are not noted yet, and returns the code that each had, or `unchanged`. */
  compare({ principals, lines }: MatrixAnswers): Int8Array[] {
    const places = new Map(principals.map((arn, at) => [arn, at]));
    return lines.map(({ key, codes }) => {
      const noted = this.#noted.get(key) ?? [];
      let isWhole = noted.length > 0;
      const were = Int8Array.from(principals, (arn, at) => {
        const was = codeOf(noted, arn);
        if (was === undefined) isWhole = false;
        return was === undefined || was === codes[at] ? unchanged : was;
      });
      if (!isWhole) this.#noted.set(key, [...noted, { places, codes }]);
      return were;
    });
  }
}

function codeOf(noted: readonly Noted[], arn: string): number | undefined {
  for (const { places, codes } of noted) {
    const at = places.get(arn);
    if (at !== undefined) return codes[at];
  }
  return undefined;
}
