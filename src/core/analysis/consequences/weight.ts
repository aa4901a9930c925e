/** Says how grave it is to gain or lose a permission. Only for sorting. */

import type { AccessLevel } from '../../model/service-reference.ts';
import type { ChangedPermission, SharedConsequence } from './consequence.ts';

const ofLevel: Readonly<Record<NonNullable<AccessLevel>, number>> = {
  'Permissions management': 100,
  Write: 30,
  Tagging: 10,
  Read: 8,
  List: 2,
};

const ofAccess: ReadonlySet<string> = new Set(['iam', 'organizations', 'sts', 'sso', 'kms']);

/**
 * Weighs one permission: its service, access level, how many actions, and whether it is on everything, for sure and
 * without conditions.
 */
export function weightOf({
  service,
  level,
  actions,
  resources,
  conditions,
  needs,
}: ChangedPermission): number {
  const grave = level === undefined ? 30 : ofLevel[level];
  const own = ofAccess.has(service) ? 4 : 1;
  const wide = resources.includes('*') ? 3 : 1;
  return (grave * own * wide * Math.log2(1 + actions.length)) / (conditions ? 2 : 1) / (needs ? 8 : 1);
}

export const weightOfAll = ({
  principals,
  gained,
  lost,
}: Pick<SharedConsequence, 'principals' | 'gained' | 'lost'>): number =>
  [...gained, ...lost].reduce((sum, one) => sum + weightOf(one), 0) * Math.log2(1 + principals.length);
