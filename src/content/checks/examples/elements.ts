/** Examples of the checks of elements. Lists are long where a size counts. */

import type { Examples } from '#core/lint/facts.ts';

const read = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::reports/*' } as const;
const list = { Effect: 'Allow', Action: 's3:ListBucket', Resource: 'arn:aws:s3:::reports' } as const;
const policy = (...Statement: readonly object[]) => ({ Version: '2012-10-17', Statement });
const text = (document: object) => JSON.stringify(document, null, 2);

const account = { AWS: 'arn:aws:iam::111122223333:root' } as const;
const trust = { Effect: 'Allow', Principal: account, Action: 'sts:AssumeRole' } as const;
const queue = {
  Effect: 'Allow',
  Principal: account,
  Action: 'sqs:SendMessage',
  Resource: 'arn:aws:sqs:eu-central-1:123456789012:jobs',
} as const;
const object = { ...read, Principal: account } as const;

/** Returns as many different ARNs of objects as wanted, each of 38 characters and more. */
const objects = (count: number): string[] =>
  Array.from({ length: count }, (_, at) => `arn:aws:s3:::reports/${'folder-'.repeat(2)}${at}.csv`);
const reading = (count: number) => ({ ...read, Resource: objects(count) });
const trusting = (count: number) => ({
  ...trust,
  Principal: {
    AWS: Array.from({ length: count }, (_, at) => `arn:aws:iam::${111_122_220_000 + at}:role/reader`),
  },
});
const denying = (count: number, more: object = {}) => ({
  Effect: 'Deny',
  ...more,
  Action: 's3:DeleteObject',
  Resource: objects(count),
});

export const elementExamples = {
  'json-syntax-error': {
    bad: text(policy(read)).replace('reports/*"\n', 'reports/*",\n'),
    good: text(policy(read)),
    near: text(policy({ ...read, Sid: 'Braces{in[text' })).replace('Braces{in[text', 'Read'),
    nearBecause: 'Spaces and new lines may stand anywhere between the parts of JSON.',
  },
  'data-type-mismatch': {
    kind: 'trust',
    bad: policy({ ...trust, Principal: { AWS: 111_122_223_333 } }),
    good: policy({ ...trust, Principal: { AWS: '111122223333' } }),
    near: policy({ ...trust, Condition: { Bool: { 'aws:MultiFactorAuthPresent': true } } }),
    nearBecause: 'Values of conditions may also be numbers and true or false.',
  },
  'invalid-policy-element': {
    bad: policy({ Effect: 'Allow', Actions: 's3:GetObject', Resource: 'arn:aws:s3:::reports/*' }),
    good: policy(read),
    near: { Version: '2012-10-17', Id: 'Reports', Statement: [read] },
    nearBecause: 'Id is an element, though few policies have one.',
  },
  'missing-statement': {
    bad: { Version: '2012-10-17' },
    good: policy(read),
    near: { Version: '2012-10-17', Statement: read },
    nearBecause: 'A single statement needs no list around it.',
  },
  'missing-version': {
    bad: { Statement: [read] },
    good: policy(read),
    near: { Version: '2008-10-17', Statement: [read] },
    nearBecause: 'The old version is a version, too.',
  },
  'invalid-version': {
    bad: { Version: '2026-01-01', Statement: [read] },
    good: policy(read),
    near: { Version: '2008-10-17', Statement: [read] },
    nearBecause: 'The old version exists, though IAM no longer saves it in a managed policy.',
  },
  'missing-effect': {
    bad: policy({ Action: 's3:GetObject', Resource: 'arn:aws:s3:::reports/*' }),
    good: policy(read),
    near: policy({ ...read, Effect: 'Deny' }),
    nearBecause: 'Deny is an effect as well.',
  },
  'invalid-effect': {
    bad: policy({ ...read, Effect: 'allow' }),
    good: policy(read),
    near: policy({ ...read, Effect: 'Deny' }),
    nearBecause: 'Deny is an effect as well.',
  },
  'missing-action': {
    bad: policy({ Effect: 'Allow', Resource: 'arn:aws:s3:::reports/*' }),
    good: policy(read),
    near: policy({ Effect: 'Deny', NotAction: 's3:GetObject', Resource: 'arn:aws:s3:::reports/*' }),
    nearBecause: 'NotAction names actions too: all that are not listed.',
  },
  'missing-resource': {
    bad: policy({ Effect: 'Allow', Action: 's3:ListAllMyBuckets' }),
    good: policy({ Effect: 'Allow', Action: 's3:ListAllMyBuckets', Resource: '*' }),
    near: policy({ Effect: 'Deny', Action: 's3:GetObject', NotResource: 'arn:aws:s3:::reports/*' }),
    nearBecause: 'NotResource names resources too: all that are not listed.',
  },
  'missing-principal': {
    kind: 'resource',
    resourceType: 'AWS::S3::Bucket',
    bad: policy(read),
    good: policy(object),
    near: policy({ ...read, Effect: 'Deny', NotPrincipal: account }),
    nearBecause: 'NotPrincipal also names principals: all that are not listed.',
  },
  'unsupported-element-combination': {
    bad: policy({ ...read, NotAction: 's3:DeleteObject' }),
    good: policy(read),
    near: policy({
      Effect: 'Deny',
      NotAction: 's3:GetObject',
      Resource: 'arn:aws:s3:::reports/*',
    }),
    nearBecause: 'NotAction and Resource are no opposites, so both may stand together.',
  },
  'empty-array-action': {
    bad: policy(read, { ...list, Action: [] }),
    good: policy(read),
    near: policy(read, { ...list, Action: ['s3:ListBucket'] }),
    nearBecause: 'A list of one is not empty.',
  },
  'empty-array-resource': {
    bad: policy(read, { ...list, Resource: [] }),
    good: policy(read),
    near: policy(read, { ...list, Resource: ['arn:aws:s3:::reports'] }),
    nearBecause: 'A list of one is not empty.',
  },
  'empty-array-principal': {
    kind: 'resource',
    resourceType: 'AWS::SQS::Queue',
    bad: policy({ ...queue, Principal: { ...account, Service: [] } }),
    good: policy(queue),
    near: policy({ ...queue, Principal: { AWS: [account.AWS] } }),
    nearBecause: 'A list of one is not empty.',
  },
  'empty-object-principal': {
    kind: 'resource',
    resourceType: 'AWS::SQS::Queue',
    bad: policy(queue, { ...queue, Action: 'sqs:ReceiveMessage', Principal: {} }),
    good: policy(queue),
    near: policy({ ...queue, Effect: 'Deny', Principal: '*' }),
    nearBecause: '"*" names everybody.',
  },
  'empty-sid-value': {
    bad: policy({ Sid: '', ...read }),
    good: policy(read),
    near: policy({ Sid: 'R', ...read }),
    nearBecause: 'One letter is a name.',
  },
  'unique-sids-required': {
    bad: policy({ Sid: 'Reports', ...read }, { Sid: 'Reports', ...list }),
    good: policy({ Sid: 'Reports', ...read }, { Sid: 'Reports2', ...list }),
    near: policy({ Sid: 'Reports', ...read }, { Sid: 'reports', ...list }),
    nearBecause: 'One Sid has a capital letter and the other none, so they differ.',
  },
  'unique-sids-recommended': {
    kind: 'trust',
    bad: policy(
      { Sid: 'Partner', ...trust },
      { Sid: 'Partner', ...trust, Principal: { AWS: 'arn:aws:iam::444455556666:root' } },
    ),
    good: policy(
      { Sid: 'Partner', ...trust },
      { Sid: 'Partner2', ...trust, Principal: { AWS: 'arn:aws:iam::444455556666:root' } },
    ),
    near: policy(trust, { ...trust, Principal: { AWS: 'arn:aws:iam::444455556666:root' } }),
    nearBecause: 'Statements without a Sid do not repeat one.',
  },
  'unsupported-sid': {
    bad: policy({ Sid: 'Read reports', ...read }),
    good: policy({ Sid: 'Readreports', ...read }),
    near: policy({ Sid: '2026Reports', ...read }),
    nearBecause: 'Digits may stand anywhere in a Sid.',
  },
  'policy-too-large': {
    bad: policy(reading(230)),
    good: policy(reading(20)),
    near: policy(reading(180)),
    nearBecause: 'It is too large for a managed policy, but not for the inline policies of a role.',
  },
  'resource-policy-too-large': {
    kind: 'resource',
    resourceType: 'AWS::S3::Bucket',
    bad: policy({ ...object, Resource: objects(420) }),
    good: policy({ ...object, Resource: objects(20) }),
    near: policy({ ...object, Resource: objects(300) }),
    nearBecause: 'A bucket policy may have 20 kB, more than any policy in IAM.',
  },
  'trust-policy-too-large': {
    kind: 'trust',
    bad: policy(trusting(60)),
    good: policy(trusting(5)),
    near: text(policy(trusting(40))).replaceAll('  ', '      '),
    nearBecause: 'White space does not count against the quota.',
  },
  'scp-too-large': {
    kind: 'scp',
    bad: policy(denying(240)),
    good: policy(denying(20)),
    near: policy(denying(120)),
    nearBecause: 'The quota of service control policies is 10,240 characters.',
  },
  'rcp-too-large': {
    kind: 'rcp',
    bad: policy(denying(120, { Principal: '*' })),
    good: policy(denying(20, { Principal: '*' })),
    near: policy(denying(90, { Principal: '*' })),
    nearBecause: 'It is below the quota of resource control policies, 5,120 characters.',
  },
} as const satisfies Examples;
