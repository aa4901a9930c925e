/** Examples of the checks of this folder. */

import type { Examples } from '#core/lint/facts.ts';

const policy = (...statements: readonly object[]) => ({ Version: '2012-10-17', Statement: statements });
const allow = (Action: unknown, Resource: unknown = '*', more: object = {}) => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...more,
});

const role = 'arn:aws:iam::111122223333:role/app';
const toLambda = { Condition: { StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } } };
const linkedRole = 'arn:aws:iam::*:role/aws-service-role/spot.amazonaws.com/AWSServiceRoleForEC2Spot';
const forSpot = { Condition: { StringEquals: { 'iam:AWSServiceName': 'spot.amazonaws.com' } } };
const passing = policy(allow('iam:PassRole', role));
const linking = policy(allow('iam:CreateServiceLinkedRole', linkedRole));
const other = 'arn:aws:iam::*:user/*';
const bucket = 'arn:aws:s3:::example-bucket';

const fromOutside = (Condition: object) =>
  policy({
    Effect: 'Allow',
    Principal: { AWS: '*' },
    Action: 's3:GetObject',
    Resource: `${bucket}/*`,
    Condition,
  });

export const powerExamples = {
  administrator: {
    bad: policy(allow('*')),
    good: policy(allow('s3:*', [bucket, `${bucket}/*`])),
    near: policy(allow('*', '*', { Condition: { StringEquals: { 'aws:ResourceTag/team': 'blue' } } })),
    nearBecause: 'A condition leaves only what has the tag.',
  },
  'self-escalation': {
    bad: policy(
      allow('iam:PassRole', '*', toLambda),
      allow(['lambda:CreateFunction', 'lambda:InvokeFunction']),
    ),
    good: policy(
      allow('iam:PassRole', role, toLambda),
      allow(['lambda:CreateFunction', 'lambda:InvokeFunction']),
    ),
    near: policy(allow('iam:CreateLoginProfile', 'arn:aws:iam::*:user/${aws:username}')),
    nearBecause: 'Each user can only change their own password.',
  },
  'reads-all-data': {
    bad: policy(allow('secretsmanager:GetSecretValue')),
    good: policy(
      allow('secretsmanager:GetSecretValue', 'arn:aws:secretsmanager:*:111122223333:secret:app/*'),
    ),
    near: policy(
      allow('secretsmanager:GetSecretValue', '*', {
        Condition: { StringEquals: { 'secretsmanager:ResourceTag/team': '${aws:PrincipalTag/team}' } },
      }),
    ),
    nearBecause: 'Only secrets of the caller’s own team are read.',
  },
  'data-for-everybody': {
    kind: 'resource',
    resourceType: 'AWS::S3::Bucket',
    bad: fromOutside({ Bool: { 'aws:SecureTransport': 'true' } }),
    good: fromOutside({ StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } }),
    near: fromOutside({ IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }),
    nearBecause: 'Strangers call from other addresses.',
  },
  'not-action-with-allow': {
    bad: policy({ Effect: 'Allow', NotAction: ['iam:*', 'organizations:*'], Resource: bucket }),
    good: policy(allow('s3:ListBucket', bucket)),
    near: policy({ Effect: 'Deny', NotAction: 's3:*', Resource: '*' }),
    nearBecause: 'With Deny it takes away everything that is not listed.',
  },
  'not-resource-with-allow': {
    bad: policy({ Effect: 'Allow', Action: 's3:ListBucket', NotResource: bucket }),
    good: policy(allow('s3:ListBucket', 'arn:aws:s3:::example-logs')),
    near: policy({ Effect: 'Deny', Action: 's3:ListBucket', NotResource: bucket }),
    nearBecause: 'With Deny it leaves only what is listed.',
  },
  'pass-role-with-star-in-resource': {
    bad: policy(allow('iam:PassRole')),
    good: passing,
    near: policy(allow('iam:PassRole', '*', toLambda)),
    nearBecause: 'The condition names the one service that may get a role.',
  },
  'pass-role-with-star-in-action-and-resource': {
    bad: policy(allow('iam:Pass*')),
    good: passing,
    near: policy(allow('iam:List*')),
    nearBecause: 'The pattern does not cover iam:PassRole.',
  },
  'pass-role-with-star-in-resource-and-not-action': {
    bad: policy({ Effect: 'Allow', NotAction: 'organizations:*', Resource: '*' }),
    good: passing,
    near: policy({ Effect: 'Allow', NotAction: ['iam:*', 'organizations:*'], Resource: '*' }),
    nearBecause: 'All actions of IAM are left out.',
  },
  'pass-role-with-not-resource': {
    bad: policy({ Effect: 'Allow', Action: 'iam:PassRole', NotResource: role }),
    good: passing,
    near: policy({ Effect: 'Allow', Action: 'iam:PassRole', NotResource: role, ...toLambda }),
    nearBecause: 'The condition names the one service that may get a role.',
  },
  'pass-role-with-star-in-action-and-not-resource': {
    bad: policy({ Effect: 'Allow', Action: 'iam:Pass*', NotResource: role }),
    good: passing,
    near: policy({ Effect: 'Allow', Action: 'iam:List*', NotResource: role }),
    nearBecause: 'The pattern does not cover iam:PassRole.',
  },
  'pass-role-with-not-action-and-not-resource': {
    bad: policy({ Effect: 'Allow', NotAction: 'organizations:*', NotResource: role }),
    good: passing,
    near: policy({ Effect: 'Allow', NotAction: ['iam:*', 'organizations:*'], NotResource: role }),
    nearBecause: 'All actions of IAM are left out.',
  },
  'create-slr-with-star-in-resource': {
    bad: policy(allow('iam:CreateServiceLinkedRole')),
    good: linking,
    near: policy(allow('iam:CreateServiceLinkedRole', '*', forSpot)),
    nearBecause: 'The condition names the service.',
  },
  'create-slr-with-star-in-action-and-resource': {
    bad: policy(allow('iam:CreateService*')),
    good: linking,
    near: policy(allow('iam:CreateVirtual*')),
    nearBecause: 'The pattern does not cover iam:CreateServiceLinkedRole.',
  },
  'create-slr-with-star-in-resource-and-not-action': {
    bad: policy({ Effect: 'Allow', NotAction: 'iam:PassRole', Resource: '*' }),
    good: linking,
    near: policy({ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }),
    nearBecause: 'All actions of IAM are left out.',
  },
  'create-slr-with-not-resource': {
    bad: policy({ Effect: 'Allow', Action: 'iam:CreateServiceLinkedRole', NotResource: linkedRole }),
    good: linking,
    near: policy({
      Effect: 'Allow',
      Action: 'iam:CreateServiceLinkedRole',
      NotResource: linkedRole,
      ...forSpot,
    }),
    nearBecause: 'The condition names the service.',
  },
  'create-slr-with-star-in-action-and-not-resource': {
    bad: policy({ Effect: 'Allow', Action: 'iam:CreateService*', NotResource: other }),
    good: linking,
    near: policy({ Effect: 'Allow', Action: 'iam:List*', NotResource: other }),
    nearBecause: 'The pattern does not cover iam:CreateServiceLinkedRole.',
  },
  'create-slr-with-not-action-and-not-resource': {
    bad: policy({ Effect: 'Allow', NotAction: 'iam:PassRole', NotResource: other }),
    good: linking,
    near: policy({ Effect: 'Allow', NotAction: 'iam:*', NotResource: other }),
    nearBecause: 'All actions of IAM are left out.',
  },
} as const satisfies Examples;
