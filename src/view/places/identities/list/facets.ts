/** The facets of the lists of identities, which are shown on demand. */

import type { GroupRow, ProfileRow, RoleRow, RoleTrustKind, UserRow } from '#core/query/identities/rows.ts';
import type { Facet, FacetOption } from '#view/ui/list/list.ts';
import { daysBetween } from '#core/model/world/dates.ts';

type Own<Row> = Omit<Facet<Row>, 'any' | 'isFolded'> & {
  readonly ofCredentials?: boolean;
};

const folded = <Row>(all: readonly Own<Row>[]): readonly (Facet<Row> & Own<Row>)[] =>
  all.map((one) => ({ ...one, any: 'All', isFolded: true }));

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

export const userFacets = (rows: readonly UserRow[], now: number) =>
  folded<UserRow>([
    {
      id: 'console',
      label: 'Console access',
      options: yesNo('Has a password', 'No password'),
      match: (row, value) => row.console === (value === 'yes'),
      ofCredentials: true,
    },
    {
      id: 'mfa',
      label: 'MFA',
      options: yesNo('Has a device', 'No device'),
      match: ({ mfa }, value) => mfa !== undefined && mfa > 0 === (value === 'yes'),
      ofCredentials: true,
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
      ofCredentials: true,
    },
    {
      id: 'activity',
      label: 'Last activity',
      options: () => activityOptions(rows),
      match: activity(now),
      ofCredentials: true,
    },
    {
      id: 'groups',
      label: 'Groups',
      options: yesNo('In a group', 'In no group'),
      match: ({ groups }, value) => groups.length > 0 === (value === 'yes'),
    },
    pathFacet(rows),
    tagFacet(rows),
  ]);

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

export const groupFacets = (rows: readonly GroupRow[]) =>
  folded<GroupRow>([
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
    pathFacet(rows),
  ]);

const trustKindWords: Readonly<Record<RoleTrustKind, string>> = {
  service: 'AWS service',
  account: 'AWS account',
  saml: 'SAML 2.0 federation',
  oidc: 'Web identity',
  'service-linked': 'Service-linked role',
  other: 'Other',
};

export const roleFacets = (rows: readonly RoleRow[], now: number) =>
  folded<RoleRow>([
    {
      id: 'trust',
      label: 'Trusted entity',
      options: Object.entries(trustKindWords).map(([value, label]) => ({ value, label })),
      match: ({ trustKinds }, value) => trustKinds.some((kind) => kind === value),
    },
    { id: 'activity', label: 'Last activity', options: () => activityOptions(rows), match: activity(now) },
    pathFacet(rows),
    tagFacet(rows),
  ]);

export const profileFacets = (rows: readonly ProfileRow[]) =>
  folded<ProfileRow>([
    {
      id: 'role',
      label: 'Role',
      options: yesNo('Has a role', 'Without a role'),
      match: ({ role }, value) => (role !== undefined) === (value === 'yes'),
    },
    pathFacet(rows),
    tagFacet(rows),
  ]);

const mostOptions = 200;

function pathFacet<Row extends AnyRow>(rows: readonly Row[]): Own<Row> {
  return {
    id: 'path',
    label: 'Path',
    options: () =>
      [...new Set(rows.map(({ path }) => path))]
        .sort()
        .slice(0, mostOptions)
        .map((path) => ({ value: path, label: path })),
    match: ({ path }, value) => path.startsWith(value) && (value !== '/' || path === '/'),
  };
}

const tagFacet = <Row extends AnyRow>(rows: readonly Row[]): Own<Row> => ({
  id: 'tag',
  label: 'Tag',
  options: () => tagOptions(rows),
  match: ({ tags }, wanted) => tags.some(({ key, value }) => wanted === key || wanted === `${key}=${value}`),
});

function tagOptions(rows: readonly AnyRow[]): readonly FacetOption[] {
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
    .slice(0, mostOptions);
}
