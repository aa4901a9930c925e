/** Examples of the checks of this folder. */

import type { Examples } from '#core/lint/facts.ts';
import { trustExamples } from './trust.ts';

const policy = (statement: object) => ({ Version: '2012-10-17', Statement: [statement] });
const bucket = 'arn:aws:s3:::example-bucket';
const queue = 'arn:aws:sqs:eu-west-1:111122223333:orders';
const account = { StringEquals: { 'aws:SourceAccount': '111122223333' } };

const ofOrganization = { Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } } };

const reading = (Principal: unknown, more: object = {}) =>
  policy({ Effect: 'Allow', Principal, Action: 's3:GetObject', Resource: `${bucket}/*`, ...more });
const onBucket = { kind: 'resource', resourceType: 'AWS::S3::Bucket' } as const;

const sending = (service: string, more: object = {}) =>
  policy({
    Effect: 'Allow',
    Principal: { Service: service },
    Action: 'sqs:SendMessage',
    Resource: queue,
    ...more,
  });
const onQueue = { kind: 'resource', resourceType: 'AWS::SQS::Queue' } as const;

const listing = (more: object = {}) =>
  policy({ Effect: 'Allow', Action: 's3:ListBucket', Resource: bucket, ...more });

const passing = (service: string) =>
  policy({
    Effect: 'Allow',
    Action: 'iam:PassRole',
    Resource: 'arn:aws:iam::111122223333:role/app',
    Condition: { StringEquals: { 'iam:PassedToService': service } },
  });

export const principalExamples = {
  ...trustExamples,
  'invalid-principal-format': {
    ...onBucket,
    bad: reading('111122223333'),
    good: reading({ AWS: '111122223333' }),
    near: reading('*', { Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } } }),
    nearBecause: '"*" is the only text that Principal can be.',
  },
  'invalid-principal-key': {
    ...onBucket,
    bad: reading({ Aws: '111122223333' }),
    good: reading({ AWS: '111122223333' }),
    near: reading({ CanonicalUser: '79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be' }),
    nearBecause: 'CanonicalUser is a kind of principal, which S3 still knows.',
  },
  'unsupported-principal': {
    bad: listing({ Principal: { AWS: '111122223333' } }),
    good: listing(),
    near: listing({
      Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/app' } },
    }),
    nearBecause: 'A condition about the caller is no principal.',
  },
  'unsupported-wildcard-in-principal': {
    ...onBucket,
    bad: reading({ AWS: 'arn:aws:iam::111122223333:role/*' }),
    good: reading({ AWS: 'arn:aws:iam::111122223333:role/app' }),
    near: reading(
      { AWS: '*' },
      { Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/*' } } },
    ),
    nearBecause: '"*" alone is everybody, and a condition may have patterns.',
  },
  'invalid-service-principal-format': {
    bad: passing('lambda'),
    good: passing('lambda.amazonaws.com'),
    near: passing('states.eu-west-1.amazonaws.com'),
    nearBecause: 'Some services have a Region in their name.',
  },
  'federated-principal-not-supported': {
    ...onBucket,
    bad: reading({ Federated: 'cognito-identity.amazonaws.com' }),
    good: reading({ AWS: 'arn:aws:iam::111122223333:role/mobile-app' }),
    near: reading({ AWS: 'arn:aws:sts::111122223333:federated-user/anna' }),
    nearBecause: 'A federated user of STS is a principal of AWS.',
  },
  'unsupported-condition-key-for-service-principal': {
    ...onQueue,
    bad: sending('sns.amazonaws.com', {
      Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } },
    }),
    good: sending('sns.amazonaws.com', {
      Condition: { StringEquals: { 'aws:SourceOrgID': 'o-a1b2c3d4e5' } },
    }),
    near: policy({
      Effect: 'Allow',
      Principal: { AWS: '*' },
      Action: 'sqs:SendMessage',
      Resource: queue,
      Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } },
    }),
    nearBecause: 'Users and roles carry the organization of their account.',
  },
  'confused-deputy': {
    ...onQueue,
    bad: sending('sns.amazonaws.com'),
    good: sending('sns.amazonaws.com', { Condition: account }),
    near: sending('sns.amazonaws.com', {
      Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:sns:eu-west-1:111122223333:news' } },
    }),
    nearBecause: 'The ARN of the source names its account as well.',
  },
  'recommended-condition-key-for-service-principal': {
    ...onBucket,
    bad: reading(
      { Service: 'cloudfront.amazonaws.com' },
      { Condition: { StringEquals: { 'aws:Referer': '111122223333' } } },
    ),
    good: reading({ Service: 'cloudfront.amazonaws.com' }, { Condition: account }),
    near: reading(
      { AWS: '111122223333' },
      { Condition: { StringEquals: { 'aws:Referer': 'https://www.example.com/' } } },
    ),
    nearBecause: 'No service is named, so there is no source to ask for.',
  },
  'invalid-role-reference': {
    ...onBucket,
    bad: reading({ AWS: 'AROACKCEVSQ6C2EXAMPLE' }),
    good: reading({ AWS: 'arn:aws:iam::111122223333:role/app' }),
    near: reading({ AWS: '*' }, { Condition: { StringLike: { 'aws:userid': 'AROACKCEVSQ6C2EXAMPLE:*' } } }),
    nearBecause: 'A condition on aws:userid compares ids.',
  },
  'invalid-user-reference': {
    ...onBucket,
    bad: reading({ AWS: 'AIDACKCEVSQ6C2EXAMPLE' }),
    good: reading({ AWS: 'arn:aws:iam::111122223333:user/anna' }),
    near: reading({ AWS: '*' }, { Condition: { StringEquals: { 'aws:userid': 'AIDACKCEVSQ6C2EXAMPLE' } } }),
    nearBecause: 'A condition on aws:userid compares ids.',
  },
  'allow-with-not-principal': {
    ...onQueue,
    bad: policy({
      Effect: 'Allow',
      NotPrincipal: { AWS: 'arn:aws:iam::111122223333:user/guest' },
      Action: 'sqs:SendMessage',
      Resource: queue,
    }),
    good: policy({
      Effect: 'Allow',
      Principal: { AWS: '111122223333' },
      Action: 'sqs:SendMessage',
      Resource: queue,
    }),
    near: policy({
      Effect: 'Deny',
      NotPrincipal: { AWS: 'arn:aws:iam::111122223333:user/anna' },
      Action: 'sqs:SendMessage',
      Resource: queue,
    }),
    nearBecause: 'With Deny it keeps out everybody but those who are listed.',
  },
  'plain-http': {
    ...onBucket,
    bad: reading({ AWS: '*' }, ofOrganization),
    good: {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { AWS: '*' },
          Action: 's3:GetObject',
          Resource: `${bucket}/*`,
          ...ofOrganization,
        },
        {
          Effect: 'Deny',
          Principal: '*',
          Action: 's3:*',
          Resource: [bucket, `${bucket}/*`],
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        },
      ],
    },
    near: reading({ AWS: '111122223333' }),
    nearBecause: 'Only callers of one account are meant, who sign each request.',
  },
} as const satisfies Examples;
