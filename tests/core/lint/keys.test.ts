/** Cases of the checks of condition keys that their examples do not show. */

import { beforeAll, expect, test } from 'vitest';
import { findCheck } from '#core/lint/catalogue.ts';
import { policyIssues } from '#core/lint/issues.ts';
import type { PolicyKind } from '#core/policy/checks/problem.ts';
import { createReference } from '#reference/reference.ts';

const reference = createReference();
beforeAll(() => reference.loadAllActions());

interface Place {
  readonly kind?: PolicyKind;
  readonly resourceType?: string;
}

/** Returns the findings of keys alone, with the text at each. */
function keyIssues(text: string, { kind = 'identity-managed', resourceType }: Place = {}) {
  const options = { kind, ...(resourceType !== undefined && { resourceType }), reference, complete: true };
  return policyIssues(text, options)
    .filter(({ id }) => findCheck(id)?.subject === 'keys' || id === 'invalid-service')
    .map(({ id, span, fix }) => ({ id, at: text.slice(span.start, span.end), fix }));
}

type Test = readonly [operator: string, key: string, value: string | string[]];
const textOf = (effect: string, action: string | string[], ...tests: Test[]) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: effect,
        Action: action,
        Resource: '*',
        Condition: Object.fromEntries(tests.map(([operator, key, value]) => [operator, { [key]: value }])),
      },
    ],
  });

const rows: [title: string, text: string, found: readonly string[], place?: Place][] = [
  [
    'every key of AWS’s page exists, also the newest',
    textOf(
      'Deny',
      '*',
      ['Bool', 'aws:ViaAWSMCPService', 'true'],
      ['StringEquals', 'aws:CalledViaAWSMCP', 'aws-mcp.amazonaws.com'],
      ['ArnLike', 'aws:ChatbotSourceArn', 'arn:aws:chatbot::111122223333:chat-configuration/*'],
      ['BoolIfExists', 'aws:AssumedRoot', 'true'],
      ['ArnEquals', 'aws:SignInSessionArn', 'arn:aws:signin:eu-central-1:111122223333:session/x'],
    ),
    [],
  ],
  [
    'AWS names a wildcard with an action that sends no tag, and no action that makes a resource with tags',
    textOf('Allow', ['ec2:*', 'resource-groups:CreateGroup'], ['StringEquals', 'aws:ResourceTag/team', 'x']),
    ['allow-with-tag-of-service'],
  ],
  [
    'Null says itself that the tag must be there',
    textOf('Deny', 'kms:ListKeys', ['Null', 'aws:ResourceTag/team', 'false']),
    [],
  ],
  [
    'a key in front of nothing has no form',
    textOf('Allow', 's3:GetObject', ['Bool', 'aws:', 'true']),
    ['condition-key-format'],
  ],
  [
    'a key of an unknown service does not exist',
    textOf('Allow', 's3:GetObject', ['StringEquals', 'awss:username', 'ada']),
    ['invalid-service'],
  ],
  [
    'issuers of OpenID Connect have keys of their own',
    textOf('Allow', 'sts:AssumeRoleWithWebIdentity', ['StringEquals', 'id.example.com:department', 'x']),
    [],
  ],
  [
    'a tag without its key is found with a slash, too',
    textOf('Allow', 'ec2:StopInstances', ['StringEquals', 'aws:ResourceTag/', 'x']),
    ['tag-key-missing'],
  ],
  [
    'a tag of a service needs a key as well',
    textOf('Allow', 'ec2:StopInstances', ['StringEquals', 'ec2:ResourceTag', 'x']),
    ['tag-key-missing'],
  ],
  [
    'wildcards in Action are not compared with the keys',
    textOf('Allow', ['s3:List*', 's3:GetObject'], ['StringLike', 's3:prefix', 'a/*']),
    ['condition-key-not-carried'],
  ],
  ['a wildcard alone is not compared', textOf('Allow', 's3:Get*', ['StringLike', 's3:prefix', 'a/*']), []],
  [
    'an action that lacks a claim of its provider is found',
    textOf(
      'Allow',
      ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession'],
      ['StringEquals', 'cognito-identity.amazonaws.com:aud', 'eu-central-1:x'],
    ),
    ['condition-key-not-carried'],
  ],
  [
    'Null with true asks for requests without the key',
    textOf('Deny', ['ec2:StartInstances'], ['Null', 'ec2:Subnet', 'true']),
    [],
  ],
  [
    'a negated test alone always holds without the key',
    textOf(
      'Deny',
      ['s3:PutObject', 's3:GetObject'],
      ['StringNotEquals', 's3:x-amz-server-side-encryption', 'aws:kms'],
    ),
    ['condition-key-not-carried'],
  ],
  [
    'one of two negated tests may be for the other action',
    textOf(
      'Deny',
      ['athena:StartSession', 'athena:GetSession'],
      ['StringNotEquals', 'aws:RequestTag/owner', 'ada'],
      ['StringNotLike', 'aws:ResourceTag/owner', 'ada'],
    ),
    [],
  ],
  [
    'a single action that has no tags is found beside others',
    textOf(
      'Allow',
      ['ec2:StopInstances', 'ec2:DescribeInstances'],
      ['StringEquals', 'aws:ResourceTag/team', 'x'],
    ),
    ['allow-with-tag-of-service'],
  ],
  [
    'IfExists keeps the check of tags silent',
    textOf('Deny', 'route53:DeleteHostedZone', ['StringEqualsIfExists', 'aws:ResourceTag/team', 'x']),
    [],
  ],
  [
    'a service without tags in requests is found',
    textOf('Deny', 'tag:TagResources', ['StringEquals', 'aws:RequestTag/owner', 'ada']),
    ['deny-with-tag-of-service'],
  ],
  [
    'an action without tags in requests is found where its service has them',
    textOf('Allow', 'iam:ListUsers', ['StringEquals', 'aws:RequestTag/team', 'x']),
    ['condition-key-not-carried'],
  ],
  [
    'the keys of tags, and whether a resource has a tag, are not compared with the actions',
    textOf(
      'Allow',
      ['tag:TagResources', 'kms:ListKeys', 'sagemaker:DeleteDomain'],
      ['ForAnyValue:StringEquals', 'aws:TagKeys', 'owner'],
      ['Null', 'aws:ResourceTag/owner', 'false'],
    ),
    [],
  ],
  [
    'a call that makes something has tags of its own',
    textOf('Allow', 'resource-groups:CreateGroup', ['StringEquals', 'aws:ResourceTag/team', 'x']),
    [],
  ],
  [
    'one action without tags among those of a wildcard is enough',
    textOf('Allow', 'sagemaker:*FeatureGroup*', ['StringEquals', 'aws:ResourceTag/team', 'x']),
    ['allow-with-tag-of-service'],
  ],
  [
    'calls that no resource limits are not compared with the keys of a service',
    textOf('Allow', ['ec2:DescribeInstances'], ['StringEquals', 'ec2:ResourceTag/team', 'x']),
    [],
  ],
  ['Null with a VPC compares no id', textOf('Deny', 's3:GetObject', ['Null', 'aws:SourceVpc', 'true']), []],
  [
    'wildcards and variables are no ids that could be wrong',
    textOf('Deny', 's3:GetObject', [
      'StringNotLike',
      'aws:SourceVpce',
      ['vpce-*', '${aws:PrincipalTag/vpce}'],
    ]),
    [],
  ],
  [
    'an alias is no key',
    textOf('Allow', 's3:PutObject', [
      'StringLike',
      's3:x-amz-server-side-encryption-aws-kms-key-id',
      'arn:aws:kms:*:111122223333:alias/*',
    ]),
    ['kms-key-value'],
  ],
  [
    'any key of an account is one',
    textOf('Allow', 's3:PutObject', [
      'StringLike',
      's3:x-amz-server-side-encryption-aws-kms-key-id',
      'arn:aws:kms:*:111122223333:key/*',
    ]),
    [],
  ],
  [
    'the ARN of a VPC stands for the VPC',
    textOf(
      'Allow',
      's3:GetObject',
      ['IpAddress', 'aws:VpcSourceIp', '10.0.0.0/8'],
      ['ArnEquals', 'aws:SourceVpcArn', 'arn:aws:ec2:eu-central-1:111122223333:vpc/vpc-12345678'],
    ),
    [],
  ],
  [
    'the address of an instance needs its VPC',
    textOf('Allow', 's3:GetObject', ['IpAddress', 'aws:Ec2InstanceSourcePrivateIPv4', '10.0.0.5']),
    ['missing-paired-key'],
  ],
  [
    'the address of the request itself needs none',
    textOf('Deny', 's3:GetObject', [
      'StringNotEquals',
      'aws:Ec2InstanceSourcePrivateIPv4',
      '${aws:VpcSourceIp}',
    ]),
    [],
  ],
  [
    'writing attributes selects nothing',
    textOf('Allow', 'dynamodb:PutItem', ['ForAllValues:StringEquals', 'dynamodb:Attributes', 'Name']),
    [],
  ],
  [
    'counting items is no limit on attributes',
    textOf(
      'Allow',
      'dynamodb:Query',
      ['ForAllValues:StringEquals', 'dynamodb:Attributes', 'Name'],
      ['StringEquals', 'dynamodb:Select', 'ALL_ATTRIBUTES'],
    ),
    ['attributes-without-select'],
  ],
  [
    'an Allow of all but a prefix is found',
    textOf('Allow', 's3:ListBucket', ['StringNotLike', 's3:prefix', 'private/*']),
    ['s3-prefix-in-negative-context'],
  ],
  [
    'without the type of the resource no key is irrelevant',
    textOf('Allow', 's3:GetObject', ['StringEquals', 's3:ResourceAccount', '111122223333']),
    [],
    { kind: 'resource' },
  ],
  [
    'an identity policy needs the account of the bucket',
    textOf('Allow', 's3:GetObject', ['StringEquals', 's3:ResourceAccount', '111122223333']),
    [],
  ],
  [
    'everything is more than the services that know endpoints',
    textOf('Deny', '*', ['StringNotEqualsIfExists', 'aws:VpceAccount', '111122223333']),
    ['key-only-with-some-services'],
    { kind: 'scp' },
  ],
  [
    'passing a role is the action of IAM that knows no endpoint',
    textOf('Deny', 'iam:PassRole', ['StringNotEqualsIfExists', 'aws:VpceAccount', '111122223333']),
    ['key-only-with-some-services'],
  ],
  [
    'a key of the user agent is found with a Deny, too',
    textOf('Deny', '*', ['StringNotLike', 'aws:UserAgent', 'portal/*']),
    ['untrustworthy-key'],
  ],
  [
    'tags of a session need their permission',
    textOf('Allow', 'sts:AssumeRole', ['StringEquals', 'aws:RequestTag/team', 'x']),
    ['missing-action-for-key'],
    { kind: 'trust' },
  ],
  [
    'in an identity policy the permission is not the role’s',
    textOf('Allow', 'sts:AssumeRole', ['StringEquals', 'aws:RequestTag/team', 'x']),
    [],
  ],
];

test.each(rows)('the checks of condition keys find what they should: %s', (_, text, found, place) => {
  expect(keyIssues(text, place).map(({ id }) => id)).toEqual(found);
});

test('the fix of a tag’s key takes the one that the policy names elsewhere', () => {
  const text = textOf(
    'Allow',
    'ec2:StopInstances',
    ['StringEquals', 'aws:ResourceTag', 'x'],
    ['StringLike', 'aws:PrincipalTag/team', '*'],
  );
  const [issue] = keyIssues(text);
  expect(issue?.fix?.apply()).toBe(text.replace('aws:ResourceTag', 'aws:ResourceTag/team'));
});

test('a fix does not write a key beside the same key', () => {
  const text = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: 's3:GetObject',
        Resource: '*',
        Condition: {
          StringEquals: { 'aws:PrincipalOrgI': 'o-a1b2c3d4e5', 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' },
        },
      },
    ],
  });
  expect(keyIssues(text)).toMatchObject([{ id: 'unknown-global-key', fix: undefined }]);
});

test('the fix of an action that lacks the key takes out that action alone', () => {
  const text = textOf('Allow', ['s3:ListBucket', 's3:GetObject'], ['StringLike', 's3:prefix', 'a/*']);
  const [issue] = keyIssues(text);
  expect(issue?.at).toBe('"s3:GetObject"');
  expect(keyIssues(issue?.fix?.apply() ?? '')).toEqual([]);
  expect(JSON.parse(issue?.fix?.apply() ?? '{}')).toMatchObject({
    Statement: [{ Action: ['s3:ListBucket'] }],
  });
});

test('the fix of a key that decides nothing removes Condition when nothing else is in it', () => {
  const bucket = { kind: 'resource', resourceType: 'AWS::S3::Bucket' } as const;
  const text = textOf('Allow', 's3:GetObject', ['StringEquals', 's3:ResourceAccount', '111122223333']);
  const [issue] = keyIssues(text, bucket);
  expect(issue?.id).toBe('irrelevant-key');
  expect(JSON.parse(issue?.fix?.apply() ?? '{}')).toEqual({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }],
  });
});
