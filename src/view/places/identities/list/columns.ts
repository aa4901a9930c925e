/** The columns of the four lists, in the words of AWS's console. Names stay whole: what matters least gives way to them. */

import type { GroupRow, ProfileRow, RoleRow, UserRow } from '#core/query/identities/rows.ts';
import { daysBetween } from '#core/model/world/dates.ts';
import { counted, dayOf } from '#view/entity/names.ts';
import type { Column } from '#view/ui/data/table.ts';
import type { AnyRow } from './facets.ts';

const unknown = 'not known';

const path: Column<AnyRow> = {
  id: 'path',
  label: 'Path',
  meaning: 'A folder in the ARN, such as /ward/. Policies can match it.',
  whole: 200,
  gives: 2,
  sort: (row) => row.path,
  text: (row) => row.path,
  from: 960,
};
const created: Column<AnyRow> = {
  id: 'created',
  label: 'Created',
  width: '112px',
  sort: (row) => row.created,
  text: (row) => dayOf(row.created),
  from: 960,
  gives: 1,
};

/** Says the last activity of a row. A file may not tell it: then no date does not mean never. */
const activityText = (row: UserRow | RoleRow, now: number): string =>
  row.lastActivity === undefined && !row.knowsActivity ? unknown : agoOf(row.lastActivity, now);

/** Returns `today`, `1 day ago` or `never`. */
export function agoOf(iso: string | undefined, now: number): string {
  if (iso === undefined) return 'never';
  const days = daysBetween(iso, now);
  return days === 0 ? 'today' : `${counted(days, 'day')} ago`;
}

const policiesOf = <Row extends { readonly policies: number }>(from: 480 | 720): Column<Row> => ({
  id: 'policies',
  label: 'Policies',
  width: '104px',
  sort: (row) => row.policies,
  text: (row) => (row.policies === 0 ? 'none' : counted(row.policies, 'policy', 'policies')),
  from,
  gives: 3,
});

export function userColumns(now: number, credentials: boolean): Column<UserRow>[] {
  const groups: Column<UserRow> = {
    id: 'groups',
    label: 'Groups',
    sort: (row) => row.groups.length,
    text: (row) => row.groups.join(', '),
    from: 480,
    whole: 260,
  };
  const own: Column<UserRow> = {
    id: 'policies',
    label: 'Own policies',
    meaning: 'Policies attached to the user or inline in it; policies of its groups are not counted',
    width: '126px',
    sort: (row) => row.ownPolicies,
    text: (row) => (row.ownPolicies === 0 ? 'none' : counted(row.ownPolicies, 'policy', 'policies')),
    from: 720,
    gives: 4,
  };
  return [groups, own, ...(credentials ? credentialColumns(now) : []), path, created];
}

const credentialColumns = (now: number): Column<UserRow>[] => [
  {
    id: 'activity',
    label: 'Last activity',
    meaning: 'The latest sign-in, use of an access key, or call to AWS',
    width: '134px',
    sort: (row) => row.lastActivity ?? '',
    text: (row) => activityText(row, now),
    from: 720,
  },
  {
    id: 'console',
    label: 'Console',
    meaning: 'Whether the user has a password for the AWS Management Console',
    width: '88px',
    sort: (row) => Number(row.console ?? -1),
    text: (row) => (row.console === undefined ? unknown : row.console ? 'password' : 'no'),
    from: 960,
    gives: 3,
  },
  {
    id: 'mfa',
    label: 'MFA',
    meaning: 'Devices for multi-factor authentication: a second proof in addition to the password',
    width: '84px',
    sort: (row) => row.mfa ?? -1,
    text: (row) => (row.mfa === undefined ? unknown : row.mfa === 0 ? 'none' : counted(row.mfa, 'device')),
    from: 960,
    gives: 5,
  },
  {
    id: 'keys',
    label: 'Active key age',
    meaning: 'Days since the oldest active access key was created',
    width: '138px',
    sort: (row) => (row.keys?.oldest === undefined ? -1 : daysBetween(row.keys.oldest, now)),
    text: (row) =>
      row.keys === undefined
        ? unknown
        : row.keys.oldest === undefined
          ? 'no active key'
          : counted(daysBetween(row.keys.oldest, now), 'day'),
    from: 960,
    gives: 6,
  },
];

export const groupColumns: Column<GroupRow>[] = [
  {
    id: 'users',
    label: 'Users',
    width: '90px',
    align: 'end',
    sort: (row) => row.users,
    text: (row) => row.users.toLocaleString('en'),
  },
  policiesOf(480),
  path,
  created,
];

export const roleColumns = (now: number): Column<RoleRow>[] => [
  {
    id: 'trust',
    label: 'Trusted entities',
    meaning: 'Who the role’s trust policy names. Ask says whether they can really assume the role.',
    text: (row) => row.trusts,
    from: 480,
    whole: 260,
  },
  {
    id: 'activity',
    label: 'Last activity',
    meaning: 'The latest call that a session of the role made',
    width: '134px',
    sort: (row) => row.lastActivity ?? '',
    text: (row) => activityText(row, now),
    from: 720,
  },
  policiesOf(720),
  path,
  created,
];

export const profileColumns: Column<ProfileRow>[] = [
  {
    id: 'role',
    label: 'Role',
    meaning: 'The role that EC2 instances get through this profile',
    sort: (row) => row.role ?? '',
    text: (row) => row.role ?? 'none',
    whole: 320,
  },
  path,
  created,
];
