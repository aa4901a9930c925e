/** The shape of consequences: what a change newly allows and no longer allows, and for whom. */

import type { DecisionEnv, Question } from '../../authz/authorize.ts';
import type { World } from '../../model/world/world.ts';
import type { Conditions } from '../effective/conditions.ts';
import type { Permission } from '../effective/permission.ts';

/** A world as it is before or after a change, and when it is asked. */
export interface Side {
  readonly world: World;
  readonly env: DecisionEnv;
}

export interface Sides {
  readonly before: Side;
  readonly after: Side;
}

/** Actions of one service and access level that only one side allows, on the same resources. */
export interface ChangedPermission extends Permission {
  /** The account of the resources. Absent: the principal's own, or any. */
  readonly owner?: string;
  /** Only the other side holds them there. This side takes them for the principal's own, as AWS's ARNs do not tell. */
  readonly isMoved?: boolean;
  /** Parts of it that both sides allow, so they did not change. */
  readonly unchanged: readonly UnchangedPart[];
  /**
   * A request in it that the engine allows on one side and denies on the other. Absent where the policy of a key or
   * role, which is not held, has to allow it too (`needs`).
   */
  readonly witness?: ChangedRequest;
}

export interface UnchangedPart {
  readonly resources: readonly string[];
  /** Patterns that are no part of it: those of a NotResource. */
  readonly except?: readonly string[];
  readonly conditions?: Conditions;
}

/** A whole question: Ask opens it, and `authorize` decides it on either side. */
export type ChangedRequest = Pick<
  Question,
  'principal' | 'action' | 'resource' | 'context' | 'session' | 'sessionName'
>;

/** Holds what a change newly allows and no longer allows one principal. */
export interface Consequence {
  readonly principal: string;
  /** Newly allowed: sorted by weight, the gravest first. */
  readonly gained: readonly ChangedPermission[];
  /** No longer allowed. */
  readonly lost: readonly ChangedPermission[];
  /** False: more may have changed, because the search gave up. */
  readonly isComplete: boolean;
}

/** Principals for whom a change means the same. */
export interface SharedConsequence extends Omit<Consequence, 'principal'> {
  /** ARNs, sorted. */
  readonly principals: readonly string[];
  /** Says how grave it is, gains and losses alike; only for sorting. */
  readonly weight: number;
}

/** Holds the same for all principals of the accounts that a change touches. */
export interface AccountConsequences {
  /** The gravest first. Principals for whom nothing changes are not there. */
  readonly shared: readonly SharedConsequence[];
  /** Number of principals that were looked at. */
  readonly looked: number;
  /** Principals that were not looked at to the end, because the time was over. */
  readonly unsure: readonly string[];
}
