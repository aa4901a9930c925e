/** The filters of the lists. A filter's id is its name in the address, so a filtered list can be linked. */

import type {
  GroupRow,
  ProfileRow,
  RoleRow,
  RoleTrustKind,
  UserRow,
} from '../../../../core/query/identities/rows.ts';
import { daysBetween } from '../../../../core/model/world/last-use.ts';

export interface Filter<Row> {
  readonly id: string;
  readonly label: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly match: (row: Row, value: string) => boolean;
  /** True when the filter needs permission to read credentials. */
  readonly credentials?: boolean;
}

export type AnyRow = UserRow | GroupRow | RoleRow | ProfileRow;

const yesNo = (yes: string, no: string) => [
  { value: 'yes', label: yes },
  { value: 'no', label: no },
];

const activity = (now: number) => (row: UserRow | RoleRow, value: string) => {
  const unknown = row.lastActivity === undefined && !row.knowsActivity;
  if (unknown || value === 'unknown') return unknown && value === 'unknown';
  if (value === 'never') return row.lastActivity === undefined;
  return row.lastActivity === undefined || daysBetween(row.lastActivity, now) >= Number(value);
};

const activityOptions = (rows: readonly (UserRow | RoleRow)[]) => [
  { value: 'never', label: 'Never used' },
  { value: '30', label: 'Unused for 30 days' },
  { value: '90', label: 'Unused for 90 days' },
  ...(rows.some(({ knowsActivity }) => !knowsActivity) ? [{ value: 'unknown', label: 'Use not known' }] : []),
];

export const userFilters = (rows: readonly UserRow[], now: number): Filter<UserRow>[] => [
  {
    id: 'console',
    label: 'Console access',
    options: yesNo('Has a password', 'No password'),
    match: (row, value) => row.console === (value === 'yes'),
    credentials: true,
  },
  {
    id: 'mfa',
    label: 'MFA',
    options: yesNo('Has a device', 'No device'),
    match: ({ mfa }, value) => mfa !== undefined && mfa > 0 === (value === 'yes'),
    credentials: true,
  },
  {
    id: 'keys',
    label: 'Access keys',
    options: [
      { value: 'active', label: 'Has an active key' },
      { value: '90', label: 'Active key older than 90 days' },
      { value: 'unused', label: 'Active key never used' },
      { value: 'inactive', label: 'Has an inactive key' },
      { value: 'none', label: 'No keys' },
    ],
    match: keysMatch(now),
    credentials: true,
  },
  {
    id: 'activity',
    label: 'Last activity',
    options: activityOptions(rows),
    match: activity(now),
    credentials: true,
  },
  {
    id: 'groups',
    label: 'Groups',
    options: yesNo('In a group', 'In no group'),
    match: ({ groups }, value) => groups.length > 0 === (value === 'yes'),
  },
  pathFilter(rows),
  tagFilter(rows),
];

const keysMatch =
  (now: number) =>
  ({ keys }: UserRow, value: string): boolean => {
    if (!keys) return false;
    switch (value) {
      case 'active':
        return keys.active > 0;
      case 'unused':
        return keys.unused;
      case 'inactive':
        return keys.inactive > 0;
      case 'none':
        return keys.active + keys.inactive === 0;
      default:
        return keys.oldest !== undefined && daysBetween(keys.oldest, now) >= Number(value);
    }
  };

export const groupFilters = (rows: readonly GroupRow[]): Filter<GroupRow>[] => [
  {
    id: 'users',
    label: 'Users',
    options: yesNo('Has users', 'Empty'),
    match: ({ users }, value) => users > 0 === (value === 'yes'),
  },
  {
    id: 'policies',
    label: 'Policies',
    options: yesNo('Has policies', 'No policies'),
    match: ({ policies }, value) => policies > 0 === (value === 'yes'),
  },
  pathFilter(rows),
];

const trustKindWords: Readonly<Record<RoleTrustKind, string>> = {
  service: 'AWS service',
  account: 'AWS account',
  saml: 'SAML 2.0 federation',
  oidc: 'Web identity',
  'service-linked': 'Service-linked role',
  other: 'Other',
};

export const roleFilters = (rows: readonly RoleRow[], now: number): Filter<RoleRow>[] => [
  {
    id: 'trust',
    label: 'Trusted entity',
    options: Object.entries(trustKindWords).map(([value, label]) => ({ value, label })),
    match: ({ trustKinds }, value) => trustKinds.some((kind) => kind === value),
  },
  { id: 'activity', label: 'Last activity', options: activityOptions(rows), match: activity(now) },
  pathFilter(rows),
  tagFilter(rows),
];

export const profileFilters = (rows: readonly ProfileRow[]): Filter<ProfileRow>[] => [
  {
    id: 'role',
    label: 'Role',
    options: yesNo('Has a role', 'Without a role'),
    match: ({ role }, value) => (role !== undefined) === (value === 'yes'),
  },
  pathFilter(rows),
  tagFilter(rows),
];

const most = 200;

/** Reads the options from all rows when somebody opens the filters, not while a list is being shown. */
function lazily<Row>(filter: Omit<Filter<Row>, 'options'>, read: () => Filter<Row>['options']): Filter<Row> {
  let options: Filter<Row>['options'] | undefined;
  return {
    ...filter,
    get options() {
      return (options ??= read());
    },
  };
}

function pathFilter<Row extends AnyRow>(rows: readonly Row[]): Filter<Row> {
  const match = ({ path }: Row, value: string) => path.startsWith(value) && (value !== '/' || path === '/');
  return lazily({ id: 'path', label: 'Path', match }, () =>
    [...new Set(rows.map(({ path }) => path))]
      .sort()
      .slice(0, most)
      .map((path) => ({ value: path, label: path })),
  );
}

function tagFilter<Row extends AnyRow>(rows: readonly Row[]): Filter<Row> {
  const match = ({ tags }: Row, wanted: string) =>
    tags.some(({ key, value }) => wanted === key || wanted === `${key}=${value}`);
  return lazily({ id: 'tag', label: 'Tag', match }, () => tagOptions(rows));
}

function tagOptions(rows: readonly AnyRow[]): { value: string; label: string }[] {
  const keys = new Map<string, Set<string>>();
  for (const { tags } of rows)
    for (const { key, value } of tags) {
      const values = keys.get(key);
      if (values) values.add(value);
      else keys.set(key, new Set([value]));
    }
  return [...keys]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([key, values]) => [
      { value: key, label: `${key} (any value)` },
      ...[...values].sort().map((value) => ({ value: `${key}=${value}`, label: `${key} = ${value}` })),
    ])
    .slice(0, most);
}
