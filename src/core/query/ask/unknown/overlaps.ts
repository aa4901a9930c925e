/**
 * Finds where resource patterns overlap. A policy decides by the patterns that cover a resource, so all
 * resources that the same patterns cover are decided alike, and one pattern of each overlap tells the decision.
 */

import { meetArns } from '../../../analysis/globs/meet.ts';

export interface Overlaps {
  /** Patterns within the resource: of each pattern alone, and of all that several patterns cover together. */
  readonly patterns: readonly string[];
  /** False: there are more overlaps than are looked at. */
  readonly isComplete: boolean;
}

/** Most overlaps that are looked at. */
const most = 200;

/** Returns what the patterns cover of the resource, with every overlap. */
export function overlapsOf(resource: string, patterns: Iterable<string>): Overlaps {
  const found = new Set([resource]);
  for (const pattern of patterns) {
    for (const one of [...found]) {
      for (const both of meetArns(one, pattern)) found.add(both);
      if (found.size > most) return { patterns: [...found].slice(0, most), isComplete: false };
    }
  }
  return { patterns: [...found], isComplete: true };
}
