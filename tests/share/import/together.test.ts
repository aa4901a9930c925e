/**
 * Files are read together: the tests show what several accounts have in common, and lists of resource
 * policies.
 */

import { expect, test } from 'vitest';
import { emptyReference } from '#core/model/service-reference.ts';
import { readAccountDetails } from '#share/import/account-details.ts';
import { firstFault } from './first-fault.ts';

const read = (...values: object[]) =>
  readAccountDetails(
    values.map((value, at) => ({ name: `${at + 1}.json`, text: JSON.stringify(value) })),
    { reference: emptyReference },
  );

function imported(...values: object[]) {
  const result = read(...values);
  if (!result.ok) throw new Error(result.error.message);
  return result;
}

function fault(...values: object[]): string {
  const { file, place, message } = firstFault(read(...values));
  return `${file} ${place.path}: ${message}`;
}

interface Version {
  readonly id: string;
  readonly date: string;
  readonly count: number;
}

const page = (account: string, { id, date, count }: Version) => ({
  UserDetailList: [
    {
      Path: '/',
      UserName: 'ann',
      UserId: `AIDA${account}`,
      Arn: `arn:aws:iam::${account}:user/ann`,
      CreateDate: '2026-01-31T12:00:00Z',
      GroupList: [],
      AttachedManagedPolicies: [{ PolicyName: 'Reads', PolicyArn: 'arn:aws:iam::aws:policy/Reads' }],
    },
  ],
  Policies: [
    {
      PolicyName: 'Reads',
      PolicyId: 'ANPAREADS',
      Arn: 'arn:aws:iam::aws:policy/Reads',
      Path: '/',
      DefaultVersionId: id,
      AttachmentCount: count,
      CreateDate: '2015-01-01T00:00:00Z',
      UpdateDate: date,
      PolicyVersionList: [
        {
          VersionId: id,
          IsDefaultVersion: true,
          CreateDate: date,
          Document: {
            Version: '2012-10-17',
            Statement: { Effect: 'Allow', Action: `s3:Get${id}*`, Resource: '*' },
          },
        },
      ],
    },
  ],
});
const old = { id: 'v1', date: '2020-01-01T00:00:00Z', count: 1 };
const recent = { id: 'v2', date: '2026-01-01T00:00:00Z', count: 7 };

test('an AWS managed policy in the files of several accounts is taken once where only its counts differ', () => {
  const { records, notices } = imported(
    page('111122223333', old),
    page('444455556666', { ...old, count: 9 }),
  ).value;
  expect(records.policies.map(({ arn }) => arn)).toEqual(['arn:aws:iam::aws:policy/Reads']);
  expect(notices.join()).not.toContain('versions');
});

test.each([
  ['the older first', old, recent],
  ['the newer first', recent, old],
])(
  'the version of an AWS managed policy that AWS changed last counts, and a notice says so: %s',
  (_, first, second) => {
    const { records, notices } = imported(page('111122223333', first), page('444455556666', second)).value;
    expect(records.policies.map(({ defaultVersionId }) => defaultVersionId)).toEqual(['v2']);
    expect(notices.join()).toContain('in different versions');
  },
);

const policy = (action: string) => ({
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Principal: '*', Action: action, Resource: 'arn:aws:s3:::data/*' },
});
const item = (account: string, action = 's3:GetObject') => ({
  account,
  arn: 'arn:aws:s3:::data',
  document: policy(action),
});
const account = page('111122223333', old);

test('policies of a resource list stand at their resources, with the owner that the list names', () => {
  const { records } = imported(account, [item('111122223333')]).value;
  expect(records.resources).toMatchObject([
    { arn: 'arn:aws:s3:::data', account: '111122223333', name: 'data' },
  ]);
  expect(JSON.parse(records.resources[0]?.policy ?? '')).toEqual(policy('s3:GetObject'));
});

test('a resource that stands in two lists is taken once', () => {
  const { records } = imported(account, [item('111122223333')], [item('111122223333')]).value;
  expect(records.resources).toHaveLength(1);
});

test.each([
  [
    'two policies of one resource',
    [[item('111122223333'), item('111122223333', 's3:*')]],
    '2.json [1]: `arn:aws:s3:::data` stands there twice, with different policies',
  ],
  [
    'an account beside the files',
    [[item('999988887777')]],
    '2.json the file: `arn:aws:s3:::data` belongs to account 999988887777, which is neither among the files nor in the workspace',
  ],
  [
    'an owner that the ARN contradicts',
    [[{ ...item('111122223333'), arn: 'arn:aws:sqs:us-east-1:444455556666:jobs' }]],
    '2.json [0].account: `arn:aws:sqs:us-east-1:444455556666:jobs` belongs to account 444455556666, not to 111122223333',
  ],
  [
    'no policy',
    [[{ ...item('111122223333'), document: { Statement: {} } }]],
    '2.json [0].document.Statement: the policy of `arn:aws:s3:::data`: the statement has no `Effect`; write `Allow` or `Deny`',
  ],
])('a fault of a resource list is named with its place: %s', (_, files, expected) => {
  expect(fault(account, ...files)).toBe(expected);
});
