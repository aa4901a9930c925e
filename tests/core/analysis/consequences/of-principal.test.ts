/** Single changes of an account and their meaning for alice: an attachment, a boundary, a condition, a Deny. */

import { expect, test } from 'vitest';
import { consequenceFor } from '#core/analysis/consequences/of-principal.ts';
import type { ChangedPermission, Consequence } from '#core/analysis/consequences/consequence.ts';
import { openAccount } from '#headless.ts';
import { createReference } from '#reference/reference.ts';

const account = '111122223333';
const alice = `arn:aws:iam::${account}:user/alice`;
const Edge = `arn:aws:iam::${account}:policy/Edge`;
const reference = createReference();
await reference.loadCommonActions();
const env = { now: Date.parse('2026-11-28T12:00:00Z') };
const created = { CreateDate: '2026-01-01T00:00:00Z', Path: '/' };

const document = (...statements: readonly object[]) => ({ Version: '2012-10-17', Statement: statements });
const allow = (Action: string | string[], Resource: string | string[] = '*', more: object = {}) => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...more,
});
const deny = (...given: Parameters<typeof allow>) => ({ ...allow(...given), Effect: 'Deny' });

interface Given {
  readonly identity?: readonly object[];
  readonly boundary?: readonly object[];
  readonly bucket?: readonly object[];
}

async function sideOf({ identity = [], boundary, bucket }: Given) {
  const text = JSON.stringify({
    UserDetailList: [
      {
        ...created,
        UserName: 'alice',
        UserId: 'AIDA00000000000000001',
        Arn: alice,
        GroupList: [],
        AttachedManagedPolicies: [],
        UserPolicyList:
          identity.length === 0 ? [] : [{ PolicyName: 'Own', PolicyDocument: document(...identity) }],
        ...(boundary && {
          PermissionsBoundary: { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: Edge },
        }),
      },
    ],
    GroupDetailList: [],
    RoleDetailList: [],
    Policies: [
      {
        ...created,
        UpdateDate: created.CreateDate,
        PolicyName: 'Edge',
        PolicyId: 'ANPA00000000000000001',
        Arn: Edge,
        DefaultVersionId: 'v1',
        AttachmentCount: 0,
        PermissionsBoundaryUsageCount: boundary ? 1 : 0,
        IsAttachable: true,
        PolicyVersionList: [
          {
            VersionId: 'v1',
            IsDefaultVersion: true,
            CreateDate: created.CreateDate,
            Document: document(...(boundary ?? [allow('*')])),
          },
        ],
      },
    ],
  });
  const { world } = await openAccount([{ name: 'account.json', text }], {
    resourcePolicies: bucket ? [{ account, arn: 'arn:aws:s3:::reports', document: document(...bucket) }] : [],
  });
  return { world, env };
}

const told = ({ actions, resources, unchanged }: ChangedPermission) =>
  `${actions.join()} on ${resources.join()}${unchanged.map(({ resources: same }) => ` but ${same.join()}`).join('')}`;

async function between(before: Given, after: Given): Promise<Consequence> {
  return consequenceFor(await sideOf(before), await sideOf(after), { principal: alice }, reference);
}

test('a new statement is told with its actions and resources, and a request that it allows', async () => {
  const { gained, lost, isComplete } = await between(
    { identity: [allow('s3:GetObject', 'arn:aws:s3:::a/*')] },
    { identity: [allow('s3:GetObject', 'arn:aws:s3:::a/*'), allow('s3:PutObject', 'arn:aws:s3:::b/*')] },
  );
  expect(gained.map(told)).toEqual(['s3:PutObject on arn:aws:s3:::b/*']);
  expect(gained[0]?.witness).toMatchObject({ principal: alice, action: 's3:PutObject' });
  expect(lost).toEqual([]);
  expect(isComplete).toBe(true);
});

test('a statement that another one allows already changes nothing', async () => {
  const { gained, lost } = await between(
    { identity: [allow('s3:*')] },
    { identity: [allow('s3:*'), allow('s3:GetObject', 'arn:aws:s3:::a/*')] },
  );
  expect([...gained, ...lost]).toEqual([]);
});

test('a wider pattern is told with the part that was allowed before', async () => {
  const { gained } = await between(
    { identity: [allow('s3:GetObject', 'arn:aws:s3:::a/public/*')] },
    { identity: [allow('s3:GetObject', 'arn:aws:s3:::a/*')] },
  );
  expect(gained.map(told)).toEqual(['s3:GetObject on arn:aws:s3:::a/* but arn:aws:s3:::a/public/*']);
});

test('a boundary takes away what it does not allow, and nothing else', async () => {
  const { gained, lost } = await between(
    { identity: [allow(['s3:GetObject', 'sqs:SendMessage'])] },
    { identity: [allow(['s3:GetObject', 'sqs:SendMessage'])], boundary: [allow('s3:*')] },
  );
  expect(gained).toEqual([]);
  expect(lost.map(told)).toEqual(['sqs:SendMessage on *']);
});

test('a Deny takes away its part, and gives it back when it goes', async () => {
  const open = { identity: [allow('s3:GetObject', 'arn:aws:s3:::a/*')] };
  const closed = { identity: [...open.identity, deny('s3:*', 'arn:aws:s3:::a/secret/*')] };
  expect((await between(open, closed)).lost.map(told)).toEqual(['s3:GetObject on arn:aws:s3:::a/secret/*']);
  expect((await between(closed, open)).gained.map(told)).toEqual(['s3:GetObject on arn:aws:s3:::a/secret/*']);
});

test('a condition that goes is told as the part that was allowed under it', async () => {
  const Condition = { Bool: { 'aws:MultiFactorAuthPresent': 'true' } };
  const { gained } = await between(
    { identity: [allow('s3:GetObject', 'arn:aws:s3:::a/*', { Condition })] },
    { identity: [allow('s3:GetObject', 'arn:aws:s3:::a/*')] },
  );
  expect(gained).toHaveLength(1);
  expect(gained[0]?.unchanged[0]?.conditions).toMatchObject({ key: 'aws:MultiFactorAuthPresent' });
});

test('a bucket policy that names her is a gain', async () => {
  const { gained } = await between(
    { bucket: [] },
    {
      bucket: [
        {
          Effect: 'Allow',
          Principal: { AWS: alice },
          Action: 's3:GetObject',
          Resource: 'arn:aws:s3:::reports/*',
        },
      ],
    },
  );
  expect(gained.map(told)).toEqual(['s3:GetObject on arn:aws:s3:::reports/*']);
});

test('an example is on a resource that its action takes, in a region that exists', async () => {
  const { gained } = consequenceFor(
    await sideOf({}),
    await sideOf({ identity: [allow(['s3:BypassGovernanceRetention', 'sqs:SendMessage', 'iam:ListUsers'])] }),
    { principal: alice },
    reference,
  );
  expect(new Set(gained.map(({ witness }) => witness?.resource))).toEqual(
    new Set(['*', 'arn:aws:s3:::bucketname/objectname', `arn:aws:sqs:us-east-1:${account}:QueueName`]),
  );
});

test('a part that stays allowed never says the same as its row: what a NotResource leaves out is told', async () => {
  const { lost } = await between(
    { identity: [allow('s3:GetObject')] },
    { identity: [{ Effect: 'Allow', Action: 's3:GetObject', NotResource: 'arn:aws:s3:::secret/*' }] },
  );
  expect(lost.map(({ resources, unchanged }) => ({ resources, unchanged }))).toEqual([
    { resources: ['*'], unchanged: [{ resources: ['*'], except: ['arn:aws:s3:::secret/*'] }] },
  ]);
});

test('an example is on a resource that the account has, where there is one', async () => {
  const { gained } = consequenceFor(
    await sideOf({}),
    await sideOf({ identity: [allow(['iam:CreateAccessKey', 'iam:CreatePolicyVersion'])] }),
    { principal: alice },
    reference,
  );
  expect(new Set(gained.map(({ witness }) => witness?.resource))).toEqual(new Set([alice, Edge]));
});
