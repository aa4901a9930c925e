/** A policy in one line, and the AWS managed policies that people attach often. */

import { expect, test } from 'vitest';
import { oftenUsed, oftenUsedRank } from '#core/query/policies/often-used.ts';
import { summaryLine } from '#core/query/policies/summary-line.ts';
import { createReference } from '#reference/reference.ts';
import { longSentences } from '../../../setup/words/rules.ts';
import { allow, deny, policyOf } from '../../../setup/world.ts';

const bucket = 'arn:aws:s3:::payroll';
const iam = 'arn:aws:iam::111122223333:';
const mfa = { Bool: { 'aws:MultiFactorAuthPresent': 'true' } };
const three = ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'];
const one = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };

test.each<[object, string]>([
  [allow(three, `${bucket}/*`), 'GetObject, PutObject, DeleteObject on the objects of bucket payroll'],
  [
    allow([...three, 's3:ListBucket'], [bucket, `${bucket}/*`]),
    'GetObject, PutObject, DeleteObject and 1 more on bucket payroll and its objects',
  ],
  [allow('s3:ListBucket', bucket), 'ListBucket on bucket payroll'],
  [allow('s3:GetObject', `${bucket}/2026/*`), 'GetObject on objects payroll/2026/*'],
  [allow('s3:GetObject', `${bucket}/2026.csv`), 'GetObject on object payroll/2026.csv'],
  [allow('s3:GetObject', `${bucket}*`), 'GetObject on S3 payroll*'],
  [allow('s3:*', 'arn:aws:s3:::*'), 'Every action of S3 on everything in S3'],
  [allow(['s3:GetObject', 'ec2:RunInstances']), 's3:GetObject, ec2:RunInstances on all resources'],
  [allow('*'), 'Every action on all resources'],
  [allow('ec2:StartInstances'), 'StartInstances of EC2 on all resources'],
  [allow(['ec2:*', 's3:GetObject']), 'ec2:*, s3:GetObject on all resources'],
  [allow('iam:PassRole', `${iam}role/ops/Deploy`), 'PassRole on role ops/Deploy'],
  [allow('iam:PassRole', `${iam}role/*`), 'PassRole on every role'],
  [allow('sqs:SendMessage', 'arn:aws:sqs:eu-west-1:111122223333:orders'), 'SendMessage on queue orders'],
  [
    allow('logs:PutLogEvents', 'arn:aws:logs:eu-west-1:111122223333:log-group:/shop:*'),
    'PutLogEvents on log group /shop:*',
  ],
  [allow('s3:GetObject', '*', mfa), 'GetObject of S3 on all resources, under conditions'],
  [deny('s3:DeleteBucket', bucket), 'Denies DeleteBucket on bucket payroll'],
  [
    policyOf({ Effect: 'Deny', NotAction: 'iam:EnableMFADevice', Resource: '*' }),
    'Denies every action except iam:EnableMFADevice on all resources',
  ],
  [
    policyOf({ Effect: 'Allow', Action: 's3:GetObject', NotResource: bucket }),
    'GetObject of S3 on everything except bucket payroll',
  ],
  [
    policyOf(one, one, one, one),
    'GetObject of S3 on all resources; GetObject of S3 on all resources; and 2 more statements',
  ],
  [
    policyOf({ ...one, Action: [...three, 's3:ListBucket'] }, one),
    'GetObject, PutObject, DeleteObject and 1 more of S3 on all resources; and 1 more statement',
  ],
  [policyOf(), 'No statement'],
])('a policy has a line of its own (case %$)', (document, line) => {
  expect(summaryLine(JSON.stringify(document))).toBe(line);
});

test('a text that is no policy has no statement', () => {
  expect(summaryLine('{')).toBe('No statement');
});

test('every policy that is said to be often used is one of AWS’s', async () => {
  const reference = createReference();
  await reference.loadManagedPolicies();
  const known = new Set(reference.managedPolicies().map(({ name }) => name));
  expect(oftenUsed.filter((name) => !known.has(name))).toEqual([]);
  expect(oftenUsedRank('AdministratorAccess')).toBe(0);
  expect(oftenUsedRank('ReadPayroll')).toBeUndefined();
});

test('the line of each of AWS’s policies is no longer than a sentence may be', async () => {
  const reference = createReference();
  await reference.loadManagedPolicies();
  const lines = reference.managedPolicies().map(({ document }) => summaryLine(document));
  expect(lines.length).toBeGreaterThan(1_000);
  expect(lines.filter((line) => longSentences(line).length > 0)).toEqual([]);
});
