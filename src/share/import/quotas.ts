/**
 * Raises an account's quotas to exactly what it holds, so that nothing in it counts as forbidden. Real
 * accounts have higher quotas than AWS's defaults, and older ones may hold more than today's.
 */

import { policySize } from '../../core/policy/syntax/format.ts';
import { defaultQuotas, type QuotaName, type QuotaOverrides, quotaNames } from '../../core/model/quotas.ts';
import type { InlinePolicy } from '../../core/model/records/identities.ts';
import type { WorldRecords } from '../world-records.ts';

export interface RaisedQuota {
  readonly name: QuotaName;
  readonly value: number;
}

const inlineSize = (policies: readonly InlinePolicy[]) =>
  policies.reduce((sum, { document }) => sum + policySize(document), 0);

export function neededQuotas(records: WorldRecords, account: string): RaisedQuota[] {
  const owned = <T extends { account: string }>(rows: readonly T[]) =>
    rows.filter((row) => row.account === account);
  const users = owned(records.users);
  const groups = owned(records.groups);
  const roles = owned(records.roles);
  const policies = owned(records.policies);
  const most = <T>(rows: readonly T[], count: (row: T) => number) =>
    rows.reduce((highest, row) => Math.max(highest, count(row)), 0);
  const needed: Record<QuotaName, number> = {
    UsersPerAccount: users.length,
    GroupsPerAccount: groups.length,
    RolesPerAccount: roles.length,
    PoliciesPerAccount: policies.length,
    InstanceProfilesPerAccount: owned(records.instanceProfiles).length,
    GroupsPerUser: most(users, (user) => user.groups.length),
    PoliciesPerUser: most(users, (user) => user.attachedPolicies.length),
    PoliciesPerGroup: most(groups, (group) => group.attachedPolicies.length),
    PoliciesPerRole: most(roles, (role) => role.attachedPolicies.length),
    VersionsPerPolicy: most(policies, (policy) => policy.versions.length),
    TagsPerEntity: Math.max(
      ...[users, roles].map((rows) => most<{ tags: readonly unknown[] }>(rows, (row) => row.tags.length)),
    ),
    PolicySize: most(policies, (policy) => most(policy.versions, (version) => policySize(version.document))),
    UserPolicySize: most(users, (user) => inlineSize(user.inlinePolicies)),
    GroupPolicySize: most(groups, (group) => inlineSize(group.inlinePolicies)),
    RolePolicySize: most(roles, (role) => inlineSize(role.inlinePolicies)),
    ACLSizePerRole: most(roles, (role) => policySize(role.assumeRolePolicyDocument)),
  };
  return quotaNames.flatMap((name) =>
    needed[name] > defaultQuotas[name] ? [{ name, value: needed[name] }] : [],
  );
}

export const asOverrides = (raised: readonly RaisedQuota[]): QuotaOverrides =>
  Object.fromEntries(raised.map(({ name, value }) => [name, value]));
