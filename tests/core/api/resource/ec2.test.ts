/** EC2 instances: the calls and the condition keys of a launch. */

import { expect, test } from 'vitest';
import { account, allow, expectError, expectOk, trusts } from '../door.ts';
import { Account, ann, policy } from './account.ts';

const image = 'ami-0123456789abcdef0';
const launch = { ImageId: image, InstanceType: 't3.micro', MinCount: 1, MaxCount: 1 };
const launched = (t: Account, as?: string, more: object = {}) => {
  const { Instances } = t.done('ec2 RunInstances', { ...launch, ...more }, as) as {
    Instances: { InstanceId: string }[];
  };
  return Instances.map(({ InstanceId }) => InstanceId);
};

/** A role for EC2 in an instance profile. */
const withProfile = () => {
  const t = new Account().given(
    ['CreateRole', { RoleName: 'Web', AssumeRolePolicyDocument: trusts({ Service: 'ec2.amazonaws.com' }) }],
    ['CreateInstanceProfile', { InstanceProfileName: 'Web' }],
    ['AddRoleToInstanceProfile', { InstanceProfileName: 'Web', RoleName: 'Web' }],
    ['CreateInstanceProfile', { InstanceProfileName: 'Empty' }],
  );
  return t;
};

test('EC2 instances are started, described, stopped, tagged and terminated', () => {
  const t = new Account();
  const [id = ''] = launched(t, undefined, {
    TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'team', Value: 'web' }] }],
  });
  expect(id).toMatch(/^i-0[0-9a-f]{16}$/);
  expect(t.done('ec2 DescribeInstances', { InstanceIds: [id] })).toMatchObject({
    Reservations: [
      {
        OwnerId: account,
        Instances: [
          {
            InstanceId: id,
            ImageId: image,
            InstanceType: 't3.micro',
            State: { Code: 16, Name: 'running' },
            Tags: [{ Key: 'team', Value: 'web' }],
          },
        ],
      },
    ],
  });
  expect(t.done('ec2 StopInstances', { InstanceIds: [id] })).toEqual({
    StoppingInstances: [
      {
        InstanceId: id,
        PreviousState: { Code: 16, Name: 'running' },
        CurrentState: { Code: 80, Name: 'stopped' },
      },
    ],
  });
  t.done('ec2 CreateTags', { Resources: [id], Tags: [{ Key: 'stage', Value: 'test' }] });
  t.done('ec2 DeleteTags', { Resources: [id], Tags: [{ Key: 'team' }] });
  expect(t.done('ec2 DescribeTags')).toEqual({
    Tags: [{ ResourceType: 'instance', ResourceId: id, Key: 'stage', Value: 'test' }],
  });
  t.done('ec2 TerminateInstances', { InstanceIds: [id] });
  expectError(
    t.by('ec2 StartInstances', { InstanceIds: [id] }),
    'InvalidInstanceID.NotFound',
    400,
    `The instance ID '${id}' does not exist`,
  );
});

test('a launch of EC2 is authorized on everything that it touches', () => {
  const t = new Account().may(allow('ec2:RunInstances', `arn:aws:ec2:*:${account}:instance/*`));
  const refused = t.by('ec2 RunInstances', launch, ann);
  expectError(
    refused,
    'UnauthorizedOperation',
    403,
    /image\/ami-0123456789abcdef0 because no identity-based/,
  );
  t.may(allow('ec2:RunInstances'));
  expect(launched(t, ann)).toHaveLength(1);
});

test('E-74, S-08 the refusal of EC2 is sealed, and DecodeAuthorizationMessage opens it in this account only', () => {
  const t = new Account().may(allow('ec2:Describe*'));
  const refused = t.by('ec2 RunInstances', launch, ann);
  if (refused.ok) expect.fail('Ann may start instances');
  const [, encoded = ''] = /Encoded authorization failure message: (\S+)$/.exec(refused.error.message) ?? [];
  expect(refused.error.message).toContain(
    `User: ${ann} is not authorized to perform: ec2:RunInstances on resource: arn:aws:ec2:us-east-1:${account}:instance/* because no identity-based policy allows the ec2:RunInstances action.`,
  );
  const decode = (EncodedMessage: string, as: string) =>
    t.as(as, 'DecodeAuthorizationMessage', { EncodedMessage });
  const root = `arn:aws:iam::${account}:root`;
  const { DecodedMessage } = expectOk(decode(encoded, root));
  expect(JSON.parse(String(DecodedMessage))).toMatchObject({
    allowed: false,
    explicitDeny: false,
    context: {
      principal: { arn: ann, name: 'Ann' },
      action: 'ec2:RunInstances',
      resource: `arn:aws:ec2:us-east-1:${account}:instance/*`,
    },
  });
  expectError(decode(encoded, ann), 'AccessDenied', 403, /sts:DecodeAuthorizationMessage/);
  const changed = (encoded.startsWith('A') ? 'B' : 'A') + encoded.slice(1);
  for (const [message, as] of [
    [changed, root],
    [encoded, t.neighbour().root],
  ] as const) {
    expectError(decode(message, as), 'InvalidAuthorizationMessageException', 400, /./);
  }
});

test('E-58 a launch with an instance profile needs iam:PassRole on its role, for EC2', () => {
  const t = withProfile().may(allow('ec2:*'));
  const start = () => t.by('ec2 RunInstances', { ...launch, IamInstanceProfile: { Name: 'Web' } }, ann);
  const role = `arn:aws:iam::${account}:role/Web`;
  expectError(
    start(),
    'UnauthorizedOperation',
    403,
    new RegExp(`is not authorized to perform: iam:PassRole on resource: ${role} because`),
  );
  const pass = (service: string) =>
    policy(
      { Effect: 'Allow', Action: 'ec2:*', Resource: '*' },
      {
        Effect: 'Allow',
        Action: 'iam:PassRole',
        Resource: role,
        Condition: { StringEquals: { 'iam:PassedToService': service } },
      },
    );
  expect(t.may(pass('lambda.amazonaws.com')).world && start().ok).toBe(false);
  t.may(pass('ec2.amazonaws.com'));
  expect(expectOk(start())).toMatchObject({
    Instances: [{ IamInstanceProfile: { Arn: `arn:aws:iam::${account}:instance-profile/Web` } }],
  });
});

test('K-34 iam:AssociatedResourceArn is the instance, and the function in Lambda', () => {
  const t = withProfile();
  t.given([
    'CreateRole',
    { RoleName: 'Run', AssumeRolePolicyDocument: trusts({ Service: 'lambda.amazonaws.com' }) },
  ]);
  const only = (arn: string) =>
    policy(
      { Effect: 'Allow', Action: ['ec2:*', 'lambda:*'], Resource: '*' },
      {
        Effect: 'Allow',
        Action: 'iam:PassRole',
        Resource: '*',
        Condition: { ArnLike: { 'iam:AssociatedResourceArn': arn } },
      },
    );
  const start = () => t.by('ec2 RunInstances', { ...launch, IamInstanceProfile: { Name: 'Web' } }, ann).ok;
  const make = (FunctionName: string) =>
    t.by('lambda CreateFunction', { FunctionName, Role: `arn:aws:iam::${account}:role/Run` }, ann).ok;
  t.may(only(`arn:aws:ec2:us-east-1:${account}:instance/*`));
  expect([start(), make('a')]).toEqual([true, false]);
  t.may(only(`arn:aws:lambda:*:${account}:function:a`));
  expect([start(), make('b'), make('a')]).toEqual([false, false, true]);
  const id = String([...t.world.resources.keys()].find((arn) => arn.includes(':instance/'))?.split('/')[1]);
  const associate = () =>
    t.by('ec2 AssociateIamInstanceProfile', { InstanceId: id, IamInstanceProfile: { Name: 'Web' } }, ann);
  t.may(only(`arn:aws:ec2:us-east-1:${account}:instance/i-other`));
  expectError(associate(), 'UnauthorizedOperation', 403, /iam:PassRole/);
  t.may(only(`arn:aws:ec2:us-east-1:${account}:instance/${id}`));
  expectError(associate(), 'IncorrectState', 400, /existing association/);
});

test.each([
  [
    'a profile that is not there',
    { IamInstanceProfile: { Name: 'No' } },
    'InvalidParameterValue',
    /Invalid IAM Instance Profile name/,
  ],
  [
    'a profile without a role',
    { IamInstanceProfile: { Name: 'Empty' } },
    'InvalidParameterValue',
    /no associated IAM Roles/,
  ],
  ['a malformed image', { ImageId: 'ubuntu' }, 'InvalidAMIID.Malformed', /ubuntu/],
  ['no image', { ImageId: undefined }, 'MissingParameter', /ImageId/],
  ['fewer than none', { MinCount: 3, MaxCount: 2 }, 'InvalidParameterValue', /maxCount/],
  ['too many', { MaxCount: 21 }, 'InstanceLimitExceeded', /21/],
])('RunInstances refuses %s', (_, params, code, message) => {
  expectError(withProfile().by('ec2 RunInstances', { ...launch, ...params }), code, 400, message);
});

test('DryRun tells only whether the launch is allowed', () => {
  const t = new Account();
  expectError(
    t.by('ec2 RunInstances', { ...launch, DryRun: true }),
    'DryRunOperation',
    412,
    /Request would have succeeded/,
  );
  expectError(t.by('ec2 RunInstances', { ...launch, DryRun: true }, ann), 'UnauthorizedOperation', 403, /./);
  expect(t.world.resources.size).toBe(0);
});

test.each([
  [
    'ec2:InstanceType',
    { StringEquals: { 'ec2:InstanceType': 't3.micro' } },
    {},
    { InstanceType: 'm5.large' },
  ],
  [
    'aws:RequestTag',
    { StringEquals: { 'aws:RequestTag/team': 'web' } },
    { TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'team', Value: 'web' }] }] },
    {},
  ],
])('%s is a condition key of the launch', (_, Condition, good, bad) => {
  const t = new Account().may(
    policy(
      { Effect: 'Allow', Action: 'ec2:RunInstances', Resource: `arn:aws:ec2:*:*:instance/*`, Condition },
      { Effect: 'Allow', Action: 'ec2:RunInstances', NotResource: `arn:aws:ec2:*:*:instance/*` },
      {
        Effect: 'Allow',
        Action: 'ec2:CreateTags',
        Resource: '*',
        Condition: { StringEquals: { 'ec2:CreateAction': 'RunInstances' } },
      },
    ),
  );
  expect(t.by('ec2 RunInstances', { ...launch, ...good }, ann).ok).toBe(true);
  expectError(t.by('ec2 RunInstances', { ...launch, ...bad }, ann), 'UnauthorizedOperation', 403, /./);
});

test('aws:ResourceTag and ec2:ResourceTag are read from the instance', () => {
  for (const key of ['aws:ResourceTag/owner', 'ec2:ResourceTag/owner']) {
    const t = new Account().may(
      policy({
        Effect: 'Allow',
        Action: 'ec2:StopInstances',
        Resource: '*',
        Condition: { StringEquals: { [key]: '${aws:username}' } },
      }),
    );
    const [id = ''] = launched(t);
    expect(t.by('ec2 StopInstances', { InstanceIds: [id] }, ann).ok, key).toBe(false);
    t.done('ec2 CreateTags', { Resources: [id], Tags: [{ Key: 'owner', Value: 'Ann' }] });
    expect(t.by('ec2 StopInstances', { InstanceIds: [id] }, ann).ok, key).toBe(true);
  }
});

test('a region that is not switched on knows no credentials', () => {
  const t = new Account();
  const there = { region: 'af-south-1' };
  expectError(t.by('ec2 DescribeInstances', {}, undefined, there), 'AuthFailure', 401, /validate/);
  t.done('account EnableRegion', { RegionName: 'af-south-1' });
  expect(t.done('ec2 DescribeInstances', {}, undefined, there)).toEqual({ Reservations: [] });
});

test('aws:RequestedRegion and the region of the ARN are those of the call', () => {
  const t = new Account().may(
    policy({
      Effect: 'Allow',
      Action: 'ec2:*',
      Resource: '*',
      Condition: { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } },
    }),
  );
  expect(t.by('ec2 RunInstances', launch, ann).ok).toBe(false);
  expect(t.by('ec2 RunInstances', launch, ann, { region: 'eu-west-1' }).ok).toBe(true);
  expect([...t.world.resources.keys()][0]).toMatch(/^arn:aws:ec2:eu-west-1:/);
  expect(t.done('ec2 DescribeInstances')).toEqual({ Reservations: [] });
});
