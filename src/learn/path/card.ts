/** The types of the cards that the map shows. */

import type { Tier } from '../level/format.ts';

/** A level as the map shows it. A test compares it with the file. */
export interface LevelCard {
  readonly id: string;
  readonly title: string;
  /** A few words: the thing to do. */
  readonly purpose: string;
  /** The scenario of the gallery that it plays in; absent where it has a world of its own. */
  readonly scenario?: string;
  readonly minutes: number;
  /** Calls of the solution: the third star asks for no more steps. */
  readonly steps: number;
  readonly file: () => Promise<{ default: unknown }>;
}

export interface TierCards {
  readonly id: Tier;
  readonly title: string;
  /** One sentence about the tier. */
  readonly text: string;
  /** All levels, in the order of the path. */
  readonly levels: readonly LevelCard[];
  /** Absent: the levels are one list. Else all of them, in lists with a title each, in the same order. */
  readonly parts?: readonly TierPart[];
}

export interface TierPart {
  readonly title: string;
  readonly levels: readonly LevelCard[];
}
