/** Examples of the checks of ARNs. */

import type { Examples } from '#core/lint/facts.ts';

const policy = (...Statement: readonly object[]) => ({ Version: '2012-10-17', Statement });
const allow = (Action: string, Resource: string, more = {}) => ({
  Effect: 'Allow',
  ...more,
  Action,
  Resource,
});

const get = (Resource: string) => policy(allow('s3:GetObject', Resource));
const send = (Resource: string) => policy(allow('sqs:SendMessage', Resource));
const assume = (Resource: string) => policy(allow('sts:AssumeRole', Resource));
const start = (Resource: string) => policy(allow('ec2:StartInstances', Resource));
const Principal = { AWS: 'arn:aws:iam::111122223333:root' };
const instance = 'instance/i-0123456789abcdef0';

export const resourceExamples = {
  'invalid-arn-prefix': {
    bad: get('aws:s3:::reports/*'),
    good: get('arn:aws:s3:::reports/*'),
    near: get('*'),
    nearBecause: '"*" alone means all resources.',
  },
  'missing-arn-field': {
    bad: get('arn:aws:s3:reports/*'),
    good: get('arn:aws:s3:::reports/*'),
    near: get('arn:aws:s3:::reports/2026:01/*'),
    nearBecause: 'Colons after the fifth belong to the name of the resource.',
  },
  'invalid-partition': {
    bad: get('arn:amazon:s3:::reports/*'),
    good: get('arn:aws:s3:::reports/*'),
    near: get('arn:aws-cn:s3:::reports/*'),
    nearBecause: 'aws-cn is the partition of the regions in China.',
  },
  'invalid-arn-service-case': {
    bad: send('arn:aws:SQS:eu-central-1:123456789012:jobs'),
    good: send('arn:aws:sqs:eu-central-1:123456789012:jobs'),
    near: send('arn:aws:sqs:eu-central-1:123456789012:JOBS'),
    nearBecause: 'Names of resources may have capital letters.',
  },
  'invalid-arn-region': {
    bad: send('arn:aws:sqs:eu-centrl-1:123456789012:jobs'),
    good: send('arn:aws:sqs:eu-central-1:123456789012:jobs'),
    near: send('arn:aws:sqs:eu-*-1:123456789012:jobs'),
    nearBecause: 'A wildcard stands for regions.',
  },
  'missing-arn-region': {
    bad: send('arn:aws:sqs::123456789012:jobs'),
    good: send('arn:aws:sqs:*:123456789012:jobs'),
    near: assume('arn:aws:iam::123456789012:role/reader'),
    nearBecause: 'ARNs of roles have no region.',
  },
  'arn-region-not-allowed': {
    bad: get('arn:aws:s3:eu-central-1::reports/*'),
    good: get('arn:aws:s3:::reports/*'),
    near: get('arn:aws:s3:eu-central-1:123456789012:accesspoint/reports/object/*'),
    nearBecause: 'Access points have a region, though buckets have none.',
  },
  'invalid-arn-account': {
    bad: assume('arn:aws:iam::1234-5678-9012:role/reader'),
    good: assume('arn:aws:iam::123456789012:role/reader'),
    near: assume('arn:aws:iam::${aws:PrincipalAccount}:role/reader'),
    nearBecause: 'A variable stands for an account.',
  },
  'missing-arn-account': {
    bad: send('arn:aws:sqs:eu-central-1::jobs'),
    good: send('arn:aws:sqs:eu-central-1:*:jobs'),
    near: policy(allow('ec2:RunInstances', 'arn:aws:ec2:eu-central-1::image/ami-0123456789abcdef0')),
    nearBecause: 'ARNs of images have no account.',
  },
  'arn-account-not-allowed': {
    bad: get('arn:aws:s3::123456789012:reports/*'),
    good: get('arn:aws:s3:::reports/*'),
    near: get('arn:aws:s3:*:123456789012:accesspoint/reports/object/*'),
    nearBecause: 'Access points have an account, though buckets have none.',
  },
  'invalid-arn-resource': {
    bad: start(`arn:aws:ec2:eu-central-1:123456789012:${instance.replace('instance', 'instnce')}`),
    good: start(`arn:aws:ec2:eu-central-1:123456789012:${instance}`),
    near: start('arn:aws:ec2:eu-central-1:123456789012:*'),
    nearBecause: 'The wildcard means resources of all types.',
  },
  'invalid-region': {
    bad: policy(
      allow('ec2:StartInstances', '*', {
        Condition: { StringEquals: { 'aws:RequestedRegion': 'eu-centrl-1' } },
      }),
    ),
    good: policy(
      allow('ec2:StartInstances', '*', {
        Condition: { StringEquals: { 'aws:RequestedRegion': 'eu-central-1' } },
      }),
    ),
    near: policy(
      allow('ec2:StartInstances', '*', { Condition: { StringLike: { 'aws:RequestedRegion': 'eu-*' } } }),
    ),
    nearBecause: 'A wildcard stands for regions.',
  },
  'unsupported-resource-arn-in-policy': {
    kind: 'resource',
    resourceType: 'AWS::S3::Bucket',
    bad: policy(allow('s3:GetObject', '*', { Principal })),
    good: policy(allow('s3:GetObject', 'arn:aws:s3:::reports/*', { Principal })),
    near: policy(allow('s3:ListBucket', 'arn:aws:s3:::reports', { Principal })),
    nearBecause: 'The bucket and its objects may both be named.',
  },
} as const satisfies Examples;
