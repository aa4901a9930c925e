/** The result of `combine`, with its reason from a closed list (because.ts has the sentences). */

import type { DecidingStatement, Decision, Layer } from './decision.ts';

export const rulingIds = [
  'no-such-principal',
  'unsigned',
  'no-permission-needed',
  'explicit-deny',
  'root-assumes-no-role',
  'scp-silent',
  'endpoint-silent',
  'no-such-role',
  'resource-grants-outsider',
  'resource-ignores-outsider',
  'resource-grants',
  'resource-grants-role',
  'boundary-limits-grant',
  'session-limits-grant',
  'scope-limits-grant',
  'resource-must-grant',
  'account-delegates',
  'identity-silent',
  'identity-grants',
  'boundary-silent',
  'session-silent',
  'scope-silent',
  'root-user',
  'root-repairs-policy',
  'other-partition',
  'reserved-role',
  'owned-by-aws',
  'cross-account-resource-silent',
  'cross-account-identity-silent',
  'cross-account',
] as const;
export type RulingId = (typeof rulingIds)[number];

/** Rulings that no policy of any kind could change. */
export const beyondPolicies: ReadonlySet<RulingId> = new Set<RulingId>([
  'no-such-principal',
  'unsigned',
  'no-permission-needed',
  'root-assumes-no-role',
  'no-such-role',
  'other-partition',
  'reserved-role',
  'owned-by-aws',
]);

export interface Ruling {
  readonly id: RulingId;
  readonly reason: Decision['reason'];
  readonly layer: Layer;
  readonly deciding: readonly DecidingStatement[];
}
