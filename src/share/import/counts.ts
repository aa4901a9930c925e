/** Counts the things in account files and those that are brought in, so that a person sees what is missing. */

import { type DetailList, detailLists } from '../account-details-format.ts';
import type { WorldRecords } from '../world-records.ts';
import type { Pages } from './pages.ts';
import type { ReadReport } from './credential-report.ts';
import type { ImportedFact } from './resources/fact.ts';
import { type CountedKind, countedKinds, type ImportCount } from './result.ts';

/** Returns the counts of the kinds that the files or the records hold. */
export function countsOf(pages: Pages, reports: readonly ReadReport[], records: WorldRecords): ImportCount[] {
  const found = foundIn(pages, reports);
  const imported = importedIn(records);
  return countedKinds.flatMap((kind) => {
    const count = { kind, found: found[kind], imported: imported[kind] };
    return count.found + count.imported > 0 ? [count] : [];
  });
}

type Counts = Record<CountedKind, number>;
type Raw = Readonly<Record<string, unknown>>;

const inlineLists: Partial<Record<DetailList, string>> = {
  UserDetailList: 'UserPolicyList',
  GroupDetailList: 'GroupPolicyList',
  RoleDetailList: 'RolePolicyList',
};

const listIn = (item: Raw, name: string | undefined): readonly unknown[] => {
  const value = name === undefined ? undefined : item[name];
  return Array.isArray(value) ? value : [];
};

/** Returns the policies that are attached, each once; an entry that cannot be read counts too. */
const attachedTo = (item: Raw): ReadonlySet<unknown> =>
  new Set(listIn(item, 'AttachedManagedPolicies').map((one) => (one as Raw | null)?.['PolicyArn'] ?? one));

function foundIn({ items, resources, facts, badResources }: Pages, reports: readonly ReadReport[]): Counts {
  const entries = Object.fromEntries(
    detailLists.map((list) => [list, once(items[list].map(({ shape }) => shape.value))]),
  ) as Record<DetailList, Raw[]>;
  const holders = detailLists.flatMap((list) => entries[list].map((item) => ({ list, item })));
  const sum = (count: (one: (typeof holders)[number]) => number) =>
    holders.reduce((total, one) => total + count(one), 0);
  const profiles = entries.RoleDetailList.flatMap((role) => listIn(role, 'InstanceProfileList'));
  const credentials = reports.flatMap(({ rows }) => rows);
  return {
    users: entries.UserDetailList.length,
    groups: entries.GroupDetailList.length,
    roles: entries.RoleDetailList.length,
    policies: entries.Policies.filter(({ Arn }) => !String(Arn).includes(':aws:policy/')).length,
    attachments: sum(({ item }) => attachedTo(item).size),
    'inline policies': sum(({ list, item }) => listIn(item, inlineLists[list]).length),
    'instance profiles': once(profiles).length,
    resources: new Set([...resources.keys(), ...facts.flatMap(arnsOf)]).size + badResources,
    passwords: credentials.filter(({ password }) => password !== undefined).length,
    'access keys': credentials.reduce((total, { keys }) => total + keys.length, 0),
    'MFA devices': credentials.filter(({ mfa }) => mfa).length,
  };
}

const arnsOf = ({ type, arn }: ImportedFact): string[] =>
  arn === undefined || type.startsWith('AWS::IAM::') ? [] : [arn];

function once(values: readonly unknown[]): Raw[] {
  const seen = new Set<unknown>();
  return values.flatMap((value): Raw[] => {
    if (typeof value !== 'object' || value === null) return [{}];
    const row = value as Raw;
    const { Arn } = row;
    if (typeof Arn === 'string' && seen.has(Arn)) return [];
    seen.add(Arn);
    return [row];
  });
}

function importedIn(records: WorldRecords): Counts {
  const { users, groups, roles } = records;
  const holders = [...users, ...groups, ...roles];
  return {
    users: users.length,
    groups: groups.length,
    roles: roles.length,
    policies: records.policies.filter(({ account }) => account !== 'aws').length,
    attachments: holders.reduce((total, { attachedPolicies }) => total + attachedPolicies.length, 0),
    'inline policies': holders.reduce((total, { inlinePolicies }) => total + inlinePolicies.length, 0),
    'instance profiles': records.instanceProfiles.length,
    resources: records.resources.length,
    passwords: records.loginProfiles.length,
    'access keys': records.accessKeys.length,
    'MFA devices': records.mfaDevices.length,
  };
}
