/** Effective permissions of a user with each kind of limit, from an account file. */

import { expect, test } from 'vitest';
import { effective } from '#core/analysis/effective/effective.ts';
import type { EffectivePermissions } from '#core/analysis/effective/permission.ts';
import { openAccount } from '#headless.ts';
import { createReference } from '#reference/reference.ts';

const account = '111122223333';
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
  readonly identity: readonly object[];
  readonly boundary?: readonly object[];
  readonly resources?: readonly { readonly arn: string; readonly document: object }[];
}

async function permissionsOf(
  { identity, boundary, resources = [] }: Given,
  principal = 'user/alice',
): Promise<EffectivePermissions> {
  const Edge = `arn:aws:iam::${account}:policy/Edge`;
  const text = JSON.stringify({
    UserDetailList: [
      {
        ...created,
        UserName: 'alice',
        UserId: 'AIDA00000000000000001',
        Arn: `arn:aws:iam::${account}:user/alice`,
        GroupList: [],
        AttachedManagedPolicies: [],
        UserPolicyList: [{ PolicyName: 'Own', PolicyDocument: document(...identity) }],
        ...(boundary && {
          PermissionsBoundary: { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: Edge },
        }),
      },
    ],
    GroupDetailList: [
      {
        ...created,
        GroupName: 'Staff',
        GroupId: 'AGPA00000000000000001',
        Arn: `arn:aws:iam::${account}:group/Staff`,
        GroupPolicyList: [{ PolicyName: 'Own', PolicyDocument: document(...identity) }],
        AttachedManagedPolicies: [],
      },
    ],
    RoleDetailList: [
      {
        ...created,
        RoleName: 'Deploy',
        RoleId: 'AROA00000000000000001',
        Arn: `arn:aws:iam::${account}:role/Deploy`,
        AssumeRolePolicyDocument: document({
          Effect: 'Allow',
          Principal: { AWS: `arn:aws:iam::${account}:root` },
          Action: 'sts:AssumeRole',
        }),
        InstanceProfileList: [],
        RolePolicyList: [],
        AttachedManagedPolicies: [],
      },
    ],
    Policies: boundary
      ? [
          {
            ...created,
            PolicyName: 'Edge',
            PolicyId: 'ANPA00000000000000001',
            Arn: Edge,
            DefaultVersionId: 'v1',
            AttachmentCount: 0,
            PermissionsBoundaryUsageCount: 1,
            IsAttachable: true,
            UpdateDate: created.CreateDate,
            PolicyVersionList: [
              {
                Document: document(...boundary),
                VersionId: 'v1',
                IsDefaultVersion: true,
                CreateDate: created.CreateDate,
              },
            ],
          },
        ]
      : [],
  });
  const { world } = await openAccount([{ name: 'account.json', text }], {
    resourcePolicies: resources.map((one) => ({ account, ...one })),
  });
  return effective(world, { principal: `arn:aws:iam::${account}:${principal}` }, env, reference);
}

const rowsFor = ({ permissions }: EffectivePermissions, action: string) =>
  permissions.filter(({ actions }) => actions.includes(action));

test('a boundary leaves what both allow, with the patterns of both met', async () => {
  const found = await permissionsOf({
    identity: [allow('s3:*', 'arn:aws:s3:::corp-*/*')],
    boundary: [allow(['s3:Get*', 'ec2:*'], 'arn:aws:s3:::*-data/*')],
  });
  const rows = rowsFor(found, 's3:GetObject');
  expect(rows).toMatchObject([{ service: 's3', level: 'Read' }]);
  expect(rows[0]?.resources).toContain('arn:aws:s3:::corp-*-data/*');
  expect(rowsFor(found, 's3:PutObject')).toEqual([]);
  expect(found.taken.find(({ actions }) => actions.includes('s3:PutObject'))).toMatchObject({
    by: { kind: 'silent', layer: 'permissions-boundary' },
    isWhole: true,
  });
  expect(found.limits).toMatchObject([{ layer: 'permissions-boundary' }]);
});

test('a Deny takes out its part, with its conditions', async () => {
  const found = await permissionsOf({
    identity: [
      allow('s3:GetObject', 'arn:aws:s3:::a/*'),
      deny('s3:*', 'arn:aws:s3:::a/secret/*', {
        Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'false' } },
      }),
      deny('s3:*', 'arn:aws:s3:::b/*'),
    ],
  });
  expect(rowsFor(found, 's3:GetObject')).toMatchObject([
    {
      resources: ['arn:aws:s3:::a/*'],
      except: [
        {
          resources: ['arn:aws:s3:::a/secret/*'],
          conditions: {
            kind: 'test',
            operator: 'Bool',
            key: 'aws:MultiFactorAuthPresent',
            values: ['false'],
          },
          by: { layer: 'identity', statement: 1 },
        },
      ],
    },
  ]);
});

test('what lies wholly in a Deny is taken away, and what the action cannot be about is not allowed', async () => {
  const found = await permissionsOf({
    identity: [
      allow(['s3:GetObject', 's3:ListBucket'], 'arn:aws:s3:::a/*'),
      allow('sqs:SendMessage'),
      deny('sqs:*'),
    ],
  });
  expect(rowsFor(found, 's3:ListBucket')).toEqual([]);
  expect(rowsFor(found, 'sqs:SendMessage')).toEqual([]);
  expect(found.taken).toMatchObject([
    {
      service: 'sqs',
      actions: ['sqs:SendMessage'],
      isWhole: true,
      by: { kind: 'deny', source: { statement: 2 } },
    },
  ]);
  expect(found).toMatchObject({ granted: 2, left: 1 });
});

test('variables of the principal are filled in, and its own conditions are met or not', async () => {
  const found = await permissionsOf({
    identity: [
      allow('s3:GetObject', 'arn:aws:s3:::home/${aws:username}/*'),
      allow('s3:PutObject', '*', { Condition: { StringEquals: { 'aws:username': 'bob' } } }),
    ],
  });
  expect(rowsFor(found, 's3:GetObject')).toMatchObject([{ resources: ['arn:aws:s3:::home/alice/*'] }]);
  expect(rowsFor(found, 's3:PutObject')).toEqual([]);
});

test('two statements on the same resource are joined by their conditions', async () => {
  const with1 = (key: string, value: string) => ({ Condition: { StringEquals: { [key]: value } } });
  const found = await permissionsOf({
    identity: [
      allow('sqs:SendMessage', '*', with1('aws:SourceVpc', 'vpc-1')),
      allow('sqs:SendMessage', '*', with1('aws:RequestedRegion', 'eu-west-1')),
    ],
  });
  expect(rowsFor(found, 'sqs:SendMessage')).toMatchObject([
    { conditions: { kind: 'any', of: [{ key: 'aws:SourceVpc' }, { key: 'aws:RequestedRegion' }] } },
  ]);
});

test('roles and keys count where their own policies allow too', async () => {
  const key = `arn:aws:kms:us-east-1:${account}:key/11111111-1111-1111-1111-111111111111`;
  const found = await permissionsOf({
    identity: [allow(['sts:AssumeRole', 'kms:Decrypt'])],
    resources: [
      {
        arn: key,
        document: document({ Effect: 'Allow', Principal: { AWS: account }, Action: 'kms:*', Resource: '*' }),
      },
    ],
  });
  expect(rowsFor(found, 'sts:AssumeRole')).toMatchObject([
    { resources: [`arn:aws:iam::${account}:role/Deploy`] },
    { needs: 'trust' },
  ]);
  expect(rowsFor(found, 'kms:Decrypt')).toMatchObject([{ resources: [key] }, { needs: 'key' }]);
});

test('a grant of a bucket to the user itself passes the boundary, and its Deny counts', async () => {
  const found = await permissionsOf({
    identity: [allow('s3:PutObject', 'arn:aws:s3:::b/*')],
    boundary: [allow('s3:PutObject')],
    resources: [
      {
        arn: 'arn:aws:s3:::b',
        document: document(
          {
            Effect: 'Allow',
            Principal: { AWS: `arn:aws:iam::${account}:user/alice` },
            Action: 's3:GetObject',
            Resource: 'arn:aws:s3:::b/*',
          },
          { Effect: 'Deny', Principal: '*', Action: 's3:PutObject', Resource: 'arn:aws:s3:::b/closed/*' },
        ),
      },
    ],
  });
  expect(rowsFor(found, 's3:GetObject')).toMatchObject([
    { resources: ['arn:aws:s3:::b/*'], from: [{ layer: 'resource', policy: 'arn:aws:s3:::b' }] },
  ]);
  expect(rowsFor(found, 's3:PutObject')).toMatchObject([
    {
      resources: ['arn:aws:s3:::b/*'],
      except: [{ resources: ['arn:aws:s3:::b/closed/*'], by: { layer: 'resource' } }],
    },
  ]);
});

test('everything is said of who may do everything', async () => {
  expect((await permissionsOf({ identity: [allow('*')] })).isEverything).toBe(true);
  expect((await permissionsOf({ identity: [allow('*'), deny('sqs:*', '*')] })).isEverything).toBe(false);
});

test('a group gives what a member that has nothing else may do, and says what depends on the member', async () => {
  const found = await permissionsOf(
    {
      identity: [
        allow('s3:GetObject', 'arn:aws:s3:::home/${aws:username}/*'),
        allow('sqs:SendMessage', '*', { Condition: { StringEquals: { 'aws:PrincipalTag/team': 'a' } } }),
      ],
    },
    'group/Staff',
  );
  expect(found.permissions).toMatchObject([
    { actions: ['s3:GetObject'], resources: ['arn:aws:s3:::home/${aws:username}/*'] },
    { actions: ['sqs:SendMessage'], conditions: { key: 'aws:PrincipalTag/team' } },
  ]);
});

test('the root user is limited by nothing of its own, and assumes no role', async () => {
  const found = await permissionsOf({ identity: [] }, 'root');
  expect(found.isEverything).toBe(false);
  expect(rowsFor(found, 'sts:AssumeRole')).toEqual([]);
  expect(rowsFor(found, 'sqs:SendMessage')).toMatchObject([{ resources: ['*'], except: [] }]);
});

test('a Deny on everything but some buckets denies a call of S3 without a bucket', async () => {
  const found = await permissionsOf({
    identity: [
      allow('s3:*'),
      { Effect: 'Deny', Action: 's3:*', NotResource: ['arn:aws:s3:::ok', 'arn:aws:s3:::ok/*'] },
    ],
  });
  expect(rowsFor(found, 's3:ListAllMyBuckets')).toEqual([]);
  expect(rowsFor(found, 's3:GetObject')).toMatchObject([
    { resources: ['*'], except: [{ resources: ['*'], but: ['arn:aws:s3:::ok', 'arn:aws:s3:::ok/*'] }] },
  ]);
});

test('what a request chooses stays a condition: transport and time', async () => {
  const found = await permissionsOf({
    identity: [
      allow('s3:GetObject', 'arn:aws:s3:::a/*'),
      deny('s3:*', '*', { Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
      allow('sqs:SendMessage', '*', {
        Condition: { DateLessThan: { 'aws:CurrentTime': '2027-01-01T00:00:00Z' } },
      }),
    ],
  });
  expect(rowsFor(found, 's3:GetObject')).toMatchObject([
    { except: [{ conditions: { key: 'aws:SecureTransport', values: ['false'] } }] },
  ]);
  expect(rowsFor(found, 'sqs:SendMessage')).toMatchObject([{ conditions: { key: 'aws:CurrentTime' } }]);
});

test('statements that allow the same are all named', async () => {
  const found = await permissionsOf({
    identity: [allow('sqs:*'), allow('sqs:SendMessage'), allow('sqs:SendMessage', 'arn:aws:sqs:*:*:one')],
  });
  const [row] = rowsFor(found, 'sqs:SendMessage');
  expect(row?.from.map(({ statement }) => statement)).toEqual([0, 1]);
});

test('patterns that the action never takes, and those within others, are left out', async () => {
  const found = await permissionsOf({
    identity: [
      allow(['s3:GetObject', 's3:ListBucket'], ['arn:aws:s3:::a', 'arn:aws:s3:::a/*', 'arn:aws:s3:::a/x/*']),
    ],
  });
  expect(rowsFor(found, 's3:GetObject')[0]?.resources).toEqual(['arn:aws:s3:::a/*']);
  expect(rowsFor(found, 's3:ListBucket')[0]?.resources).toEqual(['arn:aws:s3:::a']);
});

test('a role that is named and does not trust the caller is taken away by its trust policy', async () => {
  const role = `arn:aws:iam::${account}:role/Deploy`;
  const found = await permissionsOf({
    identity: [allow('sts:AssumeRole', role), deny('sts:GetCallerIdentity')],
    resources: [],
  });
  expect(rowsFor(found, 'sts:AssumeRole')).toMatchObject([{ resources: [role] }]);
  expect(rowsFor(found, 'sts:AssumeRole')[0]?.needs).toBeUndefined();
  const ofKey = await permissionsOf({
    identity: [allow('kms:Decrypt', `arn:aws:kms:us-east-1:${account}:key/1`)],
    resources: [
      {
        arn: `arn:aws:kms:us-east-1:${account}:key/1`,
        document: document({
          Effect: 'Allow',
          Principal: { AWS: '999900001111' },
          Action: '*',
          Resource: '*',
        }),
      },
    ],
  });
  expect(ofKey.permissions).toEqual([]);
  expect(ofKey.taken).toMatchObject([{ by: { kind: 'silent', layer: 'resource' }, isWhole: true }]);
});
