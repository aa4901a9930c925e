/** Examples of the checks of this folder. */

import type { Examples } from '#core/lint/facts.ts';

const policy = (...statements: readonly object[]) => ({ Version: '2012-10-17', Statement: statements });
const denying = (more: object = {}) =>
  policy({ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*', ...more });
const leaving = (more: object = {}) =>
  policy({ Effect: 'Deny', Action: 'organizations:LeaveOrganization', Resource: '*', ...more });

const http = { Condition: { Bool: { 'aws:SecureTransport': 'false' } } };
const others = (key: string, more: object = {}) =>
  denying({ Condition: { StringNotEqualsIfExists: { [key]: 'o-a1b2c3d4e5' }, ...more } });

const kind = 'rcp' as const;

export const controlPolicyExamples = {
  'scp-action-wildcard': {
    kind: 'scp',
    good: leaving(),
    near: policy({ Effect: 'Deny', Action: 'iam:*AccessKey*', Resource: '*' }),
    nearBecause: 'Since September 2025 a wildcard may stand anywhere.',
  },
  'principal-in-scp': {
    kind: 'scp',
    bad: leaving({ Principal: '*' }),
    good: leaving(),
    near: leaving({
      Condition: { ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/organization-admin' } },
    }),
    nearBecause: 'A condition says who is meant.',
  },
  'principal-in-rcp': {
    kind,
    bad: denying({ Principal: { AWS: '111122223333' }, ...http }),
    good: denying(http),
    near: denying({ Principal: { AWS: '*' }, ...http }),
    nearBecause: '{"AWS": "*"} means everybody, like "*".',
  },
  'allow-in-rcp': {
    kind,
    bad: policy(
      { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::data/*' },
      ...denying(http).Statement,
    ),
    good: denying(http),
    near: policy({ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }),
    nearBecause: 'AWS’s own policy reads so, and Access Analyzer takes it.',
  },
  'not-action-in-rcp': {
    kind,
    bad: policy({ Effect: 'Deny', Principal: '*', NotAction: 's3:GetObject', Resource: '*', ...http }),
    good: denying(http),
    near: policy({
      Effect: 'Deny',
      Principal: '*',
      Action: ['s3:Put*', 's3:Delete*'],
      Resource: '*',
      ...http,
    }),
    nearBecause: 'The actions are listed, and wildcards are allowed in the list.',
  },
  'action-in-rcp': {
    kind,
    bad: denying({ Action: ['s3:*', 'ec2:*', 'sqs:*'], ...http }),
    good: denying({ Action: ['s3:*', 'sqs:*'], ...http }),
    near: denying({ Action: 'secretsmanager:Get*', ...http }),
    nearBecause: 'Secrets Manager is one of the services.',
  },
  'rcp-hits-services': {
    kind,
    bad: others('aws:PrincipalOrgID'),
    good: others('aws:PrincipalOrgID', { BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' } }),
    near: denying(http),
    nearBecause: 'Every request has aws:SecureTransport, whoever sends it.',
  },
  'rcp-hits-principals': {
    kind,
    bad: others('aws:SourceOrgID', { Null: { 'aws:SourceAccount': 'false' } }),
    good: others('aws:SourceOrgID', {
      Null: { 'aws:SourceAccount': 'false' },
      Bool: { 'aws:PrincipalIsAWSService': 'true' },
    }),
    near: denying({ Condition: { Null: { 'aws:SourceAccount': 'true' } } }),
    nearBecause: 'The condition only asks if the key is absent.',
  },
  'rcp-hits-services-without-source': {
    kind,
    bad: others('aws:SourceOrgID', { Bool: { 'aws:PrincipalIsAWSService': 'true' } }),
    good: others('aws:SourceOrgID', {
      Null: { 'aws:SourceAccount': 'false' },
      Bool: { 'aws:PrincipalIsAWSService': 'true' },
    }),
    near: others('aws:SourceOrgID', {
      Null: { 'aws:SourceArn': 'false' },
      Bool: { 'aws:PrincipalIsAWSService': 'true' },
    }),
    nearBecause: 'aws:SourceArn shows as well that the request names a source.',
  },
} as const satisfies Examples;
