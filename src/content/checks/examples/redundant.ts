/** Examples of the checks for parts that change nothing. */

import type { Examples } from '#core/lint/facts.ts';

const policy = (...Statement: readonly object[]) => ({ Version: '2012-10-17', Statement });
const bucket = 'arn:aws:s3:::reports';
const read = { Effect: 'Allow', Action: 's3:GetObject', Resource: `${bucket}/*` } as const;
const denying = (Condition: object) => policy({ ...read, Effect: 'Deny', Condition });
const allowing = (Condition: object) => policy({ ...read, Condition });
const trusting = (...AWS: readonly string[]) =>
  policy({ Effect: 'Allow', Principal: { AWS }, Action: 'sts:AssumeRole' });

const role = 'arn:aws:iam::111122223333:role/reader';

export const redundantExamples = {
  'covered-action': {
    bad: policy({ ...read, Action: ['s3:GetObject*', 's3:GetObject'] }),
    good: policy({ ...read, Action: ['s3:GetObject*'] }),
    near: policy({ ...read, Action: ['s3:GetObject*', 's3:Get*Acl'] }),
    nearBecause: 'Each of the two also means an action that the other does not.',
  },
  'covered-resource': {
    bad: policy({ ...read, Resource: [`${bucket}/*`, `${bucket}/2026/*`] }),
    good: policy({ ...read, Resource: [`${bucket}/*`] }),
    near: policy({ ...read, Resource: [`${bucket}/*`, 'arn:aws:s3:::reports-old/*'] }),
    nearBecause: 'The other bucket’s name only begins with the same letters.',
  },
  'redundant-statement': {
    bad: policy({ Sid: 'Read', ...read }, { Sid: 'ReadAgain', ...read }),
    good: policy({ Sid: 'Read', ...read }),
    near: policy({ Sid: 'Read', ...read }, { ...read, Sid: 'Write', Action: 's3:PutObject' }),
    nearBecause: 'The statements name different actions.',
  },
  'covered-statement': {
    bad: policy(read, { ...read, Resource: `${bucket}/2026/*` }),
    good: policy(read),
    near: policy(read, { ...read, Action: 's3:PutObject', Resource: `${bucket}/2026/*` }),
    nearBecause: 'The first statement does not have the action of the second.',
  },
  'redundant-condition-value-num': {
    bad: allowing({ NumericLessThan: { 'aws:MultiFactorAuthAge': ['2700', '3600'] } }),
    good: allowing({ NumericLessThan: { 'aws:MultiFactorAuthAge': '3600' } }),
    near: allowing({ NumericEquals: { 's3:TlsVersion': ['1.2', '1.3'] } }),
    nearBecause: 'Numbers that must be equal do not cover each other.',
  },
  'redundant-key-due-to-wildcard-in-condition': {
    bad: allowing({
      StringLikeIfExists: { 'aws:PrincipalTag/team': '*' },
      StringEquals: { 's3:ExistingObjectTag/state': 'final' },
    }),
    good: allowing({ StringEquals: { 's3:ExistingObjectTag/state': 'final' } }),
    near: allowing({ StringLikeIfExists: { 'aws:PrincipalTag/team': 'data-*' } }),
    nearBecause: 'The value must begin with something.',
  },
  'redundant-statement-due-to-wildcard-in-condition': {
    bad: policy(read, {
      ...read,
      Effect: 'Deny',
      Condition: { 'ForAnyValue:StringNotLike': { 'aws:TagKeys': '*' } },
    }),
    good: policy(read),
    near: denying({ 'ForAnyValue:StringNotLike': { 'aws:TagKeys': 'team-*' } }),
    nearBecause: 'Values differ from a pattern that has more than a wildcard.',
  },
  'redundant-principal-in-role-trust-policy': {
    kind: 'trust',
    bad: trusting(role, 'arn:aws:sts::111122223333:assumed-role/reader/nightly'),
    good: trusting(role),
    near: trusting(role, 'arn:aws:sts::111122223333:assumed-role/writer/nightly'),
    nearBecause: 'The session belongs to another role.',
  },
  'statement-without-effect': {
    bad: policy(read, { Effect: 'Deny', Action: 's3:*', Resource: '*' }),
    good: policy({ Effect: 'Deny', Action: 's3:*', Resource: '*' }),
    near: policy(read, {
      Effect: 'Deny',
      Action: 's3:*',
      Resource: '*',
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    }),
    nearBecause: 'The Deny holds only for requests without encryption.',
  },
} as const satisfies Examples;
