/**
 * One bad record among many: it is named with its place and left out, the others are read, and the counts say
 * what is missing. What AWS would refuse to save comes in and is named.
 */

import { expect, test } from 'vitest';
import { emptyReference } from '#core/model/service-reference.ts';
import { readAccountDetails } from '#share/import/account-details.ts';
import type { Imported } from '#share/import/result.ts';

const account = '210987654321';
const entity = (kind: string, name: string, more: object = {}) => ({
  Path: '/',
  [`${kind}Name`]: name,
  [`${kind}Id`]: `ID${name.toUpperCase()}`,
  Arn: `arn:aws:iam::${account}:${kind.toLowerCase()}/${name}`,
  CreateDate: '2026-01-31T12:00:00Z',
  AttachedManagedPolicies: [],
  ...more,
});
const allow = (action: string) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: action, Resource: '*' }],
});
const trust = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' }],
};
const own = `arn:aws:iam::${account}:policy/Own`;
const attached = [{ PolicyName: 'Own', PolicyArn: own }];
const version = (id: string, document: unknown, isDefault = false) => ({
  VersionId: id,
  Document: document,
  IsDefaultVersion: isDefault,
  CreateDate: '2026-01-31T12:00:00Z',
});
const policy = (more: object = {}) => ({
  PolicyName: 'Own',
  PolicyId: 'ANPAOWN',
  Arn: own,
  Path: '/',
  DefaultVersionId: 'v2',
  CreateDate: '2026-01-31T12:00:00Z',
  UpdateDate: '2026-01-31T12:00:00Z',
  PolicyVersionList: [version('v2', allow('s3:*'), true), version('v1', allow('s3:GetObject'))],
  ...more,
});
const inline = (...documents: unknown[]) =>
  documents.map((PolicyDocument, at) => ({ PolicyName: `P${at + 1}`, PolicyDocument }));
const whole = () => ({
  UserDetailList: [
    entity('User', 'ann', { GroupList: ['staff'], UserPolicyList: inline(allow('s3:*'), allow('sqs:*')) }),
    entity('User', 'bob', { GroupList: ['staff'], AttachedManagedPolicies: attached }),
  ],
  GroupDetailList: [entity('Group', 'staff', { GroupPolicyList: inline(allow('sns:*')) })],
  RoleDetailList: [entity('Role', 'worker', { AssumeRolePolicyDocument: trust, InstanceProfileList: [] })],
  Policies: [policy()],
});
type Files = ReturnType<typeof whole>;

function read(change: (files: Files) => object = (files) => files): Imported {
  const result = readAccountDetails([{ name: 'a.json', text: JSON.stringify(change(whole()), null, 1) }], {
    reference: emptyReference,
  });
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

const skippedIn = ({ skipped }: Imported) => skipped.map(({ subject, place }) => [subject, place.path]);
const counts = (imported: Imported) =>
  Object.fromEntries(imported.counts.map(({ kind, found, imported: here }) => [kind, [found, here]]));

test('a whole file has nothing to leave out, and as much comes in as it holds', () => {
  const imported = read();
  expect(imported.skipped).toEqual([]);
  expect(counts(imported)).toEqual({
    users: [2, 2],
    groups: [1, 1],
    roles: [1, 1],
    policies: [1, 1],
    attachments: [1, 1],
    'inline policies': [3, 3],
  });
  expect(imported.notices.join()).not.toMatch(/could not be read|refuse to save/);
});

test.each<[string, (files: Files) => object, [string, string], Record<string, [number, number]>]>([
  [
    'a user without an id',
    (files) => ({
      ...files,
      UserDetailList: [{ ...files.UserDetailList[0], UserId: 7 }, files.UserDetailList[1]],
    }),
    ['user `ann`', 'UserDetailList[0].UserId'],
    { users: [2, 1], 'inline policies': [3, 1] },
  ],
  [
    'a user that is no object',
    (files) => ({ ...files, UserDetailList: [...files.UserDetailList, null] }),
    ['user without a name', 'UserDetailList[2]'],
    { users: [3, 2] },
  ],
  [
    'an inline policy that does not parse',
    (files) => ({
      ...files,
      UserDetailList: [
        {
          ...files.UserDetailList[0],
          UserPolicyList: inline(allow('s3:*'), { Statement: [{ Effect: 'Alow' }] }),
        },
        files.UserDetailList[1],
      ],
    }),
    [
      'inline policy `P2` of user `ann`',
      'UserDetailList[0].UserPolicyList[1].PolicyDocument.Statement[0].Effect',
    ],
    { 'inline policies': [3, 2] },
  ],
  [
    'an older version that does not parse',
    (files) => ({
      ...files,
      Policies: [policy({ PolicyVersionList: [version('v2', allow('s3:*'), true), version('v1', '{')] })],
    }),
    ['version `v1` of policy `Own`', 'Policies[0].PolicyVersionList[1].Document'],
    {},
  ],
  [
    'a default version that does not parse',
    (files) => ({
      ...files,
      Policies: [policy({ PolicyVersionList: [version('v2', '{', true), version('v1', allow('s3:*'))] })],
    }),
    ['policy `Own`', 'Policies[0].PolicyVersionList[0].Document'],
    { policies: [1, 0] },
  ],
  [
    'a role that trusts in no JSON',
    (files) => ({
      ...files,
      RoleDetailList: [{ ...files.RoleDetailList[0], AssumeRolePolicyDocument: 'no JSON' }],
    }),
    ['role `worker`', 'RoleDetailList[0].AssumeRolePolicyDocument'],
    { roles: [1, 0] },
  ],
  [
    'an instance profile without a path',
    (files) => ({
      ...files,
      RoleDetailList: [
        { ...files.RoleDetailList[0], InstanceProfileList: [{ InstanceProfileName: 'box', Roles: [] }] },
      ],
    }),
    ['instance profile `box`', 'RoleDetailList[0].InstanceProfileList[0]'],
    { 'instance profiles': [1, 0] },
  ],
])(
  'one bad record is named with its place and left out, and the rest is read: %s',
  (_, change, bad, differs) => {
    const imported = read(change);
    expect(skippedIn(imported)).toEqual([bad]);
    expect(counts(imported)).toEqual({ ...counts(read()), ...differs });
    expect(imported.notices.join()).toContain(`could not be read and are not here: ${bad[0]}`);
  },
);

test('what stands in the files twice counts once', () => {
  const imported = read((files) => {
    const [ann, bob] = files.UserDetailList;
    const twice = { ...bob, AttachedManagedPolicies: [...attached, ...attached] };
    return { ...files, UserDetailList: [ann, twice, twice] };
  });
  expect(counts(imported)).toEqual(counts(read()));
});

test('an account whose inline policy is left out says that some of its policies are unknown', () => {
  const { records } = read((files) => ({
    ...files,
    GroupDetailList: [{ ...files.GroupDetailList[0], GroupPolicyList: inline('{') }],
  }));
  expect(records.accounts[0]?.unknown).toContain('attached-policies');
  expect(read().records.accounts[0]?.unknown).not.toContain('attached-policies');
});

test('a version number that is left out is not given out again', () => {
  const { records } = read((files) => ({
    ...files,
    Policies: [policy({ PolicyVersionList: [version('v2', allow('s3:*'), true), version('v7', '{')] })],
  }));
  expect(records.policies[0]?.nextVersion).toBe(8);
});

test('files in which no record can be read are refused with all of them', () => {
  const text = JSON.stringify({ UserDetailList: [entity('User', 'a', { Arn: 'x' }), { UserName: 'b' }] });
  const result = readAccountDetails([{ name: 'a.json', text }], { reference: emptyReference });
  expect(!result.ok && [result.error, ...result.error.others].map(({ subject }) => subject)).toEqual([
    'user `a`',
    'user `b`',
  ]);
});

const refusals = (notices: readonly string[]) =>
  notices.filter((notice) => notice.startsWith('AWS would now refuse'));

test('a policy that AWS would refuse to save comes in and is named with the reason', () => {
  const imported = read((files) => ({
    ...files,
    GroupDetailList: [{ ...files.GroupDetailList[0], GroupPolicyList: inline({ ...allow('nothing') }) }],
  }));
  expect(imported.skipped).toEqual([]);
  expect(refusals(imported.notices)).toEqual([
    expect.stringMatching(
      /^AWS would now refuse inline policy `P1` of group `staff`. Here it stays as in the file: .*prefaced by a vendor/,
    ),
  ]);
});

test('several policies that AWS would refuse come in and are named in one sentence', () => {
  const imported = read((files) => ({
    ...files,
    Policies: [
      policy({ PolicyVersionList: [version('v2', { ...allow('s3:*'), Version: '2008-10-17' }, true)] }),
    ],
    GroupDetailList: [{ ...files.GroupDetailList[0], GroupPolicyList: inline({ ...allow('nothing') }) }],
  }));
  expect(imported.records.policies).toHaveLength(1);
  expect(refusals(imported.notices)).toEqual([
    'AWS would now refuse 2 policies. Here they stay as in the file: version v2 of policy `Own`, inline policy `P1` of group `staff`.',
  ]);
});

test('of many policies that AWS would refuse, five are named and the others counted', () => {
  const { notices } = read((files) => ({
    ...files,
    GroupDetailList: [
      {
        ...files.GroupDetailList[0],
        GroupPolicyList: inline(...Array.from({ length: 25 }, () => allow('nothing'))),
      },
    ],
  }));
  expect(refusals(notices)).toEqual([
    expect.stringMatching(/^AWS would now refuse 25 policies\. .*`P5` of group `staff` and 20 more\.$/),
  ]);
});
