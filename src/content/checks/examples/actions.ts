/** Examples of the checks of actions. */

import type { Examples } from '#core/lint/facts.ts';

const policy = (...Statement: readonly object[]) => ({ Version: '2012-10-17', Statement });
const allow = (Action: string | readonly string[], Resource: string | readonly string[], more = {}) => ({
  Effect: 'Allow',
  ...more,
  Action,
  Resource,
});

const bucket = 'arn:aws:s3:::reports';
const Principal = { AWS: 'arn:aws:iam::111122223333:root' };

export const actionExamples = {
  'unknown-service': {
    bad: policy(allow('s4:GetObject', `${bucket}/*`)),
    good: policy(allow('s3:GetObject', `${bucket}/*`)),
    near: policy(allow('S3:GetObject', `${bucket}/*`)),
    nearBecause: 'AWS ignores capital letters in the service of an action.',
  },
  'unknown-action': {
    bad: policy(allow('s3:GetObjects', `${bucket}/*`)),
    good: policy(allow('s3:GetObject', `${bucket}/*`)),
    near: policy(allow('s3:GetObject*', `${bucket}/*`)),
    nearBecause: 'The wildcard matches actions that exist.',
  },
  'invalid-service': {
    bad: policy(allow('sqs:SendMessage', 'arn:aws:sqss:eu-central-1:123456789012:jobs')),
    good: policy(allow('sqs:SendMessage', 'arn:aws:sqs:eu-central-1:123456789012:jobs')),
    near: policy(
      allow('ssm:SendCommand', 'arn:aws:ec2:eu-central-1:123456789012:instance/i-0123456789abcdef0'),
    ),
    nearBecause: 'An action may be about a resource of another service.',
  },
  'wildcard-in-service-name': {
    kind: 'resource',
    bad: policy(allow('sqs:SendMessage', 'arn:aws:sq*:eu-central-1:123456789012:jobs', { Principal })),
    good: policy(allow('sqs:SendMessage', 'arn:aws:sqs:eu-central-1:123456789012:jobs', { Principal })),
    near: policy(allow('sqs:SendMessage', 'arn:aws:sqs:*:123456789012:jobs', { Principal })),
    nearBecause: 'The wildcard stands for regions, not for services.',
  },
  'unsupported-action-in-policy': {
    kind: 'resource',
    resourceType: 'AWS::S3::Bucket',
    bad: policy(allow(['s3:GetObject', 'kms:Decrypt'], `${bucket}/*`, { Principal })),
    good: policy(allow('s3:GetObject', `${bucket}/*`, { Principal })),
    near: policy(allow('S3:GetObject*', `${bucket}/*`, { Principal })),
    nearBecause: 'With wildcards or capital letters it is still an action of this service.',
  },
  'action-spelling': {
    bad: policy(allow('s3:getobject', `${bucket}/*`)),
    good: policy(allow('s3:GetObject', `${bucket}/*`)),
    near: policy(allow('s3:getObject', `${bucket}/*`)),
    nearBecause: 'Programs write the first letter small, so people know this form.',
  },
  'action-never-matches-resource': {
    bad: policy(allow('s3:GetObject', bucket)),
    good: policy(allow('s3:GetObject', [bucket, `${bucket}/*`])),
    near: policy(allow(['s3:GetObject', 's3:ListBucket'], [bucket, `${bucket}/*`])),
    nearBecause: 'Each action has a resource that fits it.',
  },
} as const satisfies Examples;
