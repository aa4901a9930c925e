/** Quotas of an account with their use, and quotas of an entity with those nearest to them. */

import type { AccountId } from '../../model/ids.ts';
import { type QuotaName, defaultQuotas, fixedQuotas, holderQuotas, quotaOf } from '../../model/quotas.ts';
import type { AccountRecord } from '../../model/records/account.ts';
import { holderTables } from '../../model/records/lists.ts';
import { type Holder, type World, countOwned, ownedBy } from '../../model/world/world.ts';
import { policySize } from '../../policy/syntax/format.ts';
import { holderName } from '../../findings/wide-grants.ts';

export interface QuotaRow {
  readonly name: QuotaName | keyof typeof fixedQuotas;
  readonly label: string;
  readonly limit: number;
  /** The default of every account. */
  readonly usual: number;
  /** The most that AWS grants; absent: it cannot be raised. */
  readonly most?: number;
  /** The account's use; absent when the quota bounds each entity. */
  readonly used?: number;
}

/** The largest values that AWS grants on request, by its documents of 2026. */
const raisable: Partial<Readonly<Record<QuotaName, number>>> = {
  GroupsPerAccount: 500,
  RolesPerAccount: 5000,
  PoliciesPerAccount: 5000,
  InstanceProfilesPerAccount: 5000,
  PoliciesPerUser: 20,
  PoliciesPerGroup: 10,
  PoliciesPerRole: 25,
  ACLSizePerRole: 4096,
};

const counted = [
  ['UsersPerAccount', 'Users', 'users'],
  ['GroupsPerAccount', 'Groups', 'groups'],
  ['RolesPerAccount', 'Roles', 'roles'],
  ['PoliciesPerAccount', 'Customer managed policies', 'policies'],
  ['InstanceProfilesPerAccount', 'Instance profiles', 'instanceProfiles'],
] as const;

const countedFixed = [
  ['ServerCertificatesPerAccount', 'Server certificates', 'serverCertificates'],
  ['SAMLProvidersPerAccount', 'SAML providers', 'samlProviders'],
  ['OpenIdConnectProvidersPerAccount', 'OIDC providers', 'oidcProviders'],
] as const;

const bounding: readonly (readonly [QuotaName, string])[] = [
  ['GroupsPerUser', 'Groups of a user'],
  ['PoliciesPerUser', 'Policies attached to a user'],
  ['PoliciesPerGroup', 'Policies attached to a group'],
  ['PoliciesPerRole', 'Policies attached to a role'],
  ['UserPolicySize', 'Characters of a user’s inline policies'],
  ['GroupPolicySize', 'Characters of a group’s inline policies'],
  ['RolePolicySize', 'Characters of a role’s inline policies'],
  ['ACLSizePerRole', 'Characters of a trust policy'],
  ['VersionsPerPolicy', 'Versions of a policy'],
  ['PolicySize', 'Characters of a managed policy'],
  ['TagsPerEntity', 'Tags of an entity'],
];

export function quotaRows(world: World, account: AccountRecord): QuotaRow[] {
  const row = (name: QuotaName, label: string): QuotaRow => {
    const most = raisable[name];
    const usual = defaultQuotas[name];
    return {
      name,
      label,
      limit: quotaOf(account, name),
      usual,
      ...(most === undefined || most <= usual ? {} : { most }),
    };
  };
  return [
    ...counted.map(([name, label, table]) => ({
      ...row(name, label),
      used: countOwned(world, table, account.id),
    })),
    ...countedFixed.map(([name, label, table]) => ({
      name,
      label,
      limit: fixedQuotas[name],
      usual: fixedQuotas[name],
      used: countOwned(world, table, account.id),
    })),
    ...bounding.map(([name, label]) => row(name, label)),
  ];
}

export interface Consumer {
  readonly name: string;
  readonly arn: string;
  readonly used: number;
}

/** Returns the entities nearest to each quota of an entity, at most `count`, nearest first, none at zero. */
export function topConsumers(
  world: World,
  account: AccountId,
  count = 3,
): ReadonlyMap<QuotaName, readonly Consumer[]> {
  const found = new Map<QuotaName, Consumer[]>();
  const note = (quota: QuotaName, used: number, name: string, arn: string) => {
    if (used === 0) return;
    const best = found.get(quota) ?? [];
    found.set(quota, best);
    if (best.length === count && used <= (best.at(-1)?.used ?? 0)) return;
    const at = best.findIndex((other) => other.used < used);
    best.splice(at < 0 ? best.length : at, 0, { name, arn, used });
    if (best.length > count) best.pop();
  };
  for (const table of holderTables) {
    const { attached, inline } = holderQuotas[table];
    for (const row of ownedBy(world, table, account) as readonly Holder[]) {
      const name = holderName(row);
      note(attached, row.attachedPolicies.length, name, row.arn);
      note(
        inline,
        row.inlinePolicies.reduce((sum, { document }) => sum + policySize(document), 0),
        name,
        row.arn,
      );
      if ('tags' in row) note('TagsPerEntity', row.tags.length, name, row.arn);
      if ('userName' in row) note('GroupsPerUser', row.groups.length, name, row.arn);
      if ('roleName' in row) note('ACLSizePerRole', policySize(row.assumeRolePolicyDocument), name, row.arn);
    }
  }
  for (const { policyName, arn, versions, tags } of ownedBy(world, 'policies', account)) {
    note('VersionsPerPolicy', versions.length, policyName, arn);
    note('PolicySize', Math.max(...versions.map(({ document }) => policySize(document))), policyName, arn);
    note('TagsPerEntity', tags.length, policyName, arn);
  }
  return found;
}
