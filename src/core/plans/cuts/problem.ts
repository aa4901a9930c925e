/** A cut as it is asked for, and as it is found: the types of smallest-cut.ts. */

import type { DecisionEnv } from '../../authz/authorize.ts';
import type { World } from '../../model/world/world.ts';
import type { CutChange } from './change.ts';
import type { CutReference } from './edited.ts';
import type { Cost } from './hitting-set.ts';
import type { WayToCut } from './way-to-cut.ts';
import type { Steps } from '../../model/steps.ts';

/** Finds ways in a world, as many at a time as it likes. */
export interface WaysToCut<W extends WayToCut = WayToCut> {
  /** Returns some of the ways that lead in the world; none only where there is none. */
  readonly search: (world: World) => Iterable<W | undefined>;
  /** False when `search` found none the last time, and could not look at everything. Absent: it always can. */
  readonly isSure?: () => boolean;
  /** Returns the ways that `search` knows already while it runs. */
  readonly soFar?: () => readonly W[];
  /** Returns the way with the decisions of that world; `undefined` when it does not lead there. */
  readonly again: (world: World, way: W) => W | undefined;
}

/** An answer that has to stay: a pinned one, or a call that somebody makes every day. */
export interface KeptAnswer {
  /** Tells it to a person. */
  readonly text: string;
  readonly stands: (world: World) => boolean;
}

export interface CutOptions {
  readonly env: DecisionEnv;
  readonly reference?: CutReference;
  readonly kept?: readonly KeptAnswer[];
  /** ARNs of those who lose nothing if it can be helped. */
  readonly administrators?: readonly string[];
  /** Denies in control policies that exist are offered too. They count for everybody below. */
  readonly withControlPolicies?: boolean;
  /** Whole policies and memberships may go although they bring other rights too: fewer changes, which take more away. */
  readonly withWhole?: boolean;
  /** Wider changes are preferred where the search cannot rule out that narrow ones leave a way open. */
  readonly wantsSure?: boolean;
  /** Tells false for changes that cannot be made, as the door says; asked for whole sets, and for one of `others`. */
  readonly isPossible?: (changes: readonly CutChange[]) => Steps<boolean>;
  /** After that, any changes that close all ways are enough. */
  readonly isOver?: () => boolean;
  /** The most steps of the search: then what closes the ways that are known is the answer, and nothing is sure. */
  readonly mostSteps?: number;
}

export interface Against {
  readonly change: CutChange;
  /** Absent: the change cannot be made. */
  readonly kept?: KeptAnswer;
}

export type SmallestCut<W extends WayToCut = WayToCut> =
  | {
      readonly kind: 'cut';
      readonly changes: readonly CutChange[];
      readonly cost: Cost;
      /** The ways that were found and that it closes. */
      readonly ways: readonly W[];
      /** The account after it. */
      readonly after: World;
      /** Nothing cheaper closes all ways. */
      readonly isSmallest: boolean;
      /** False: no way was found after it, but the search could not look at everything. */
      readonly isSure: boolean;
      /**
       * Finds the changes that could stand in the place of one of these, the cheapest first: the ways that are known stay
       * closed. Whether others lead then, only the search for the new cut tells.
       */
      readonly others: (change: CutChange) => Steps<readonly CutChange[]>;
      /** Finds the smallest cut with `by` and without `change`, and with what was chosen before. Knows all ways of before. */
      readonly instead: (change: CutChange, by: CutChange) => Steps<SmallestCut<W>>;
    }
  /** Every change that takes something from the way is ruled out, alone or with what the other ways need. */
  | { readonly kind: 'none'; readonly way: W; readonly against: readonly Against[] }
  /** Too many sets are ruled out to find one that is not, or the steps were over (`isOver`) before one was found. */
  | { readonly kind: 'unfinished'; readonly isOver: boolean };
