/** The shape of effective permissions: what a principal may do after every limit, and what limits took away. */

import type { AccessLevel } from '../../model/service-reference.ts';
import type { Layer } from '../../model/policy-layers.ts';
import type { StatementSource } from '../layers/principal-layers.ts';
import type { Conditions } from './conditions.ts';

export interface Permission {
  readonly service: string;
  /** Absent: AWS's reference does not know the actions. */
  readonly level?: AccessLevel;
  /** Names with the service, in AWS's spelling, sorted; patterns where the reference does not know them. */
  readonly actions: readonly string[];
  readonly isWholeLevel: boolean;
  /** Patterns of ARNs, `*` for everything. A request on one of them is allowed if it is in no exception. */
  readonly resources: readonly string[];
  readonly except: readonly Exception[];
  /** It counts only on keys (`key`) or roles (`trust`) whose own policies allow it too. Absent: it counts as it stands. */
  readonly needs?: 'key' | 'trust';
  /** Absent: the permission needs none. */
  readonly conditions?: Conditions;
  readonly from: readonly StatementSource[];
  /** Statements of limits (boundary, session policy, SCP …) that allow only this part; absent limits allow everything. */
  readonly limits: readonly StatementSource[];
}

/** A part that is taken out: by a Deny, by a NotResource, or because a limit allows only what `but` names. */
export interface Exception {
  readonly resources: readonly string[];
  /** Patterns that are not taken out of it. */
  readonly but?: readonly string[];
  /** The part is taken out only where these hold. */
  readonly conditions?: Conditions;
  /** Absent: these keys or roles decide for themselves, in a row of their own. */
  readonly by?: StatementSource;
}

export interface TakenAway {
  readonly service: string;
  readonly level?: AccessLevel;
  readonly actions: readonly string[];
  /** The resources of the statement that allows it, or the part that a Deny takes. */
  readonly resources: readonly string[];
  readonly but?: readonly string[];
  readonly from: readonly StatementSource[];
  readonly by: Taker;
  /** False: only some of the resources, or only under the conditions. */
  readonly isWhole: boolean;
  readonly conditions?: Conditions;
}

export type Taker =
  | { readonly kind: 'deny'; readonly source: StatementSource }
  /** A limit that does not allow it. `policies`: names of its policies. */
  | {
      readonly kind: 'silent';
      readonly layer: Layer;
      readonly level?: number;
      readonly policies: readonly string[];
    };

export interface Limit {
  readonly layer: Layer;
  readonly level?: number;
  readonly policies: readonly string[];
  /** Number of actions that the policies allow and of which the limit takes away all, or a part. */
  readonly removed: number;
  readonly narrowed: number;
}

export interface EffectivePermissions {
  readonly principal: string;
  /** Sorted by service, then by access level in AWS's order; services without a level last. */
  readonly permissions: readonly Permission[];
  readonly taken: readonly TakenAway[];
  readonly limits: readonly Limit[];
  /** Number of actions that the principal's policies allow before any limit. */
  readonly granted: number;
  /** Number of those of which at least a part is left. */
  readonly left: number;
  /** Every action of every service is left, on all resources and without conditions. */
  readonly isEverything: boolean;
}

/** Grows when a program that reads the earlier form would read the new one wrongly. */
const version = 1;

/** `made`: the time as an ISO date. */
export const effectiveAsJson = (effective: EffectivePermissions, made: string): string =>
  JSON.stringify({ format: 'effective-permissions', version, made, ...effective }, null, 2);
