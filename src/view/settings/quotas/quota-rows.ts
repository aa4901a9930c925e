import { type QuotaName, defaultQuotas, quotaOf } from '../../../core/model/quotas.ts';
import type { AccountRecord } from '../../../core/model/records.ts';
import { type World, countOwned } from '../../../core/model/world.ts';

/** Quotas of the whole account with what is used of each; and those that bound a single entity. */
export interface QuotaRow {
  readonly name: QuotaName;
  readonly label: string;
  readonly limit: number;
  /** Beyond AWS's default, because the imported account already was. */
  readonly raised: boolean;
  /** Absent: bounds each entity, not the account. */
  readonly used?: number;
}

const counted = [
  ['UsersPerAccount', 'Users', 'users'],
  ['GroupsPerAccount', 'Groups', 'groups'],
  ['RolesPerAccount', 'Roles', 'roles'],
  ['PoliciesPerAccount', 'Customer managed policies', 'policies'],
  ['InstanceProfilesPerAccount', 'Instance profiles', 'instanceProfiles'],
] as const;

const bounding: readonly (readonly [QuotaName, string])[] = [
  ['GroupsPerUser', 'Groups of a user'],
  ['PoliciesPerUser', 'Policies attached to a user'],
  ['PoliciesPerGroup', 'Policies attached to a group'],
  ['PoliciesPerRole', 'Policies attached to a role'],
  ['VersionsPerPolicy', 'Versions of a policy'],
  ['TagsPerEntity', 'Tags of an entity'],
  ['PolicySize', 'Characters of a managed policy'],
  ['UserPolicySize', 'Characters of a user’s inline policies'],
  ['GroupPolicySize', 'Characters of a group’s inline policies'],
  ['RolePolicySize', 'Characters of a role’s inline policies'],
  ['ACLSizePerRole', 'Characters of a trust policy'],
];

export function quotaRows(world: World, account: AccountRecord): QuotaRow[] {
  const row = (name: QuotaName, label: string): QuotaRow => {
    const limit = quotaOf(account, name);
    return { name, label, limit, raised: limit > defaultQuotas[name] };
  };
  return [
    ...counted.map(([name, label, table]) => ({
      ...row(name, label),
      used: countOwned(world, table, account.id),
    })),
    ...bounding.map(([name, label]) => row(name, label)),
  ];
}
