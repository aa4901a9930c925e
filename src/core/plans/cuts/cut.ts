/** The shapes of a cut: the changes that it is made of, the ways that it closes, what is asked for and what is found. */

import type { PrincipalType } from '../../policy/syntax/tree.ts';
import type { DecidedCall } from '../../analysis/ways/method-works.ts';
import type { DecisionEnv } from '../../authz/authorize.ts';
import type { World } from '../../model/world/world.ts';
import type { Cost } from './hitting-set.ts';
import type { Steps } from '../../model/steps.ts';
import type { Actions } from '../../analysis/effective/action-classes.ts';

/** One part of a policy, by the name that decisions give it (authz/gather.ts). */
export interface InPolicy {
  readonly policy: string;
  /** Position of the statement in the document as it is before the cut, from 0. */
  readonly statement: number;
}

/** An Allow stays and allows less: preferred where it loses less than what takes a part of it away. */
export type Narrowing =
  /** One more condition, of all values together. `action`: of this action alone, which gets a statement of its own. */
  | (InPolicy & {
      readonly kind: 'condition';
      readonly action?: string;
      readonly operator: string;
      readonly key: string;
      readonly values: readonly string[];
      /** The values are made up; whoever reads them writes real ones in their place. */
      readonly isExample?: true;
    })
  /** Subjects that a provider vouches for. `narrower`: in the place of each value of the key. */
  | (InPolicy & {
      readonly kind: 'subjects';
      readonly key: string;
      readonly narrower: Readonly<Record<string, readonly string[]>>;
    })
  /** One action is allowed on these resources alone, as far as it was. */
  | (InPolicy & {
      readonly kind: 'only-resources';
      readonly action: string;
      readonly resources: readonly string[];
    })
  /** One action is no longer allowed on any of these. */
  | (InPolicy & {
      readonly kind: 'but-resources';
      readonly action: string;
      readonly resources: readonly string[];
    })
  /** Patterns of actions, like `iam:*`, lose all of these. */
  | (InPolicy & { readonly kind: 'but-actions'; readonly actions: readonly string[] });

export type CutChange =
  | (InPolicy & { readonly kind: 'action'; readonly action: string })
  | (InPolicy & { readonly kind: 'resource'; readonly resource: string })
  /** One action on one resource is taken out of an Allow. */
  | (InPolicy & { readonly kind: 'pair'; readonly action: string; readonly resource: string })
  /** A trust policy or the policy of a resource no longer names the principal. */
  | (InPolicy & { readonly kind: 'principal'; readonly type: PrincipalType; readonly value: string })
  | Narrowing
  /** A managed policy is detached, an inline policy deleted. `holder`: the ARN of a user, group or role. */
  | { readonly kind: 'policy'; readonly holder: string; readonly policy: string }
  | { readonly kind: 'membership'; readonly user: string; readonly group: string }
  | { readonly kind: 'deny'; readonly holder: string; readonly action: string; readonly resource: string }
  | {
      readonly kind: 'deny-all';
      readonly layer: 'permissions-boundary' | 'service-control';
      readonly policy: string;
      readonly action: string;
      readonly resource: string;
    }
  | { readonly kind: 'role'; readonly role: string };

export const denyPolicyName = 'Deny-ways-to-power';

export const cutChangeId = (change: CutChange): string =>
  JSON.stringify(Object.entries(change).sort(([a], [b]) => (a < b ? -1 : 1)));

export const writtenKind = ({ kind }: CutChange): 'deny' | 'removal' =>
  kind === 'deny' || kind === 'deny-all' ? 'deny' : 'removal';

export interface WayToCut {
  readonly from: string;
  readonly to: string;
  readonly steps: readonly {
    readonly from: string;
    readonly to: string;
    readonly decided: readonly DecidedCall[];
  }[];
}

/** Tells the actions of a service, which `iam:*` without one action needs. */
export type CutReference = Pick<Actions, 'service'> | undefined;

/** Finds ways in a world, as many at a time as it likes. */
export interface WaysToCut<W extends WayToCut = WayToCut> {
  /** Returns some of the ways that lead in the world; none only where there is none. */
  readonly search: (world: World) => Iterable<W | undefined>;
  /** False when `search` found none the last time, and could not look at everything. Absent: it always can. */
  readonly isSure?: () => boolean;
  /**
   * True where none of those who are asked for has a way in that world, after a search of it that ended; false where one
   * has, or where nobody knows. Absent: what `search` finds is all there is.
   */
  readonly provesIn?: (world: World) => Steps<boolean>;
  /** Returns the ways that `search` knows already while it runs. */
  readonly soFar?: () => readonly W[];
  /** Returns the way with the decisions of that world; `undefined` when it does not lead there. */
  readonly again: (world: World, way: W) => W | undefined;
}

/** An answer that has to stay: a pinned one, or a call that somebody makes every day. */
export interface KeptAnswer {
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
  /** After that, what closes the ways that are known is the answer, and nothing is proved. */
  readonly mustEnd?: () => boolean;
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
      readonly ways: readonly W[];
      readonly after: World;
      readonly isSmallest: boolean;
      /** A search of the account as it would be ended and found no way. False: nobody knows whether one is left. */
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
  | { readonly kind: 'unfinished'; readonly isOver: boolean; readonly ways: readonly W[] };
