/** Roles that are passed, power and data: policies whose answer a glance at the text does not tell. */

import { beforeAll, expect, test } from 'vitest';
import { policyIssues } from '#core/lint/issues.ts';
import type { PolicyKind } from '#core/policy/checks/problem.ts';
import { createReference } from '#reference/reference.ts';

const reference = createReference();
beforeAll(() => reference.loadAllActions());

type Statement = Readonly<Record<string, unknown>>;
const idsIn = (statements: readonly Statement[], kind: PolicyKind = 'identity-managed') =>
  policyIssues(JSON.stringify({ Version: '2012-10-17', Statement: statements }), {
    kind,
    reference,
    complete: true,
  }).map(({ id }) => id);

const allow = (Action: unknown, Resource: unknown = '*', more: Statement = {}) => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...more,
});
const deny = (Action: unknown, more: Statement = {}) => ({ Effect: 'Deny', Action, Resource: '*', ...more });
const when = (operator: string, key: string, value: unknown) => ({
  Condition: { [operator]: { [key]: value } },
});

test.each([
  'arn:*:iam::*:role/*',
  'arn:aws:*:*:*:*',
  'arn:aws-cn:iam::111122223333:role/*',
  'arn:aws:iam::${aws:PrincipalAccount}:role/*',
])('%s is any role', (resource) => {
  expect(idsIn([allow('iam:PassRole', resource)])).toContain('pass-role-with-star-in-resource');
});

test.each([
  'arn:aws:iam::*:role/Service*',
  'arn:aws:iam::*:role/*-app',
  'arn:aws:iam::*:user/*',
  'arn:aws:iam::*:role/${aws:username}',
])('%s is not any role', (resource) => {
  expect(idsIn([allow('iam:PassRole', resource)])).not.toContain('pass-role-with-star-in-resource');
});

test('a policy of a resource passes none', () => {
  const everything = { ...allow('*'), Principal: { AWS: '111122223333' } };
  expect(idsIn([everything], 'resource').filter((id) => /^(pass-role|create-slr)/.test(id))).toEqual([]);
});

test('each Allow is read by itself, as AWS reads it', () => {
  expect(idsIn([allow('iam:PassRole'), deny('iam:PassRole')])).toContain('pass-role-with-star-in-resource');
});

const escalates = (...statements: readonly Statement[]) => idsIn(statements).includes('self-escalation');

test('two statements add up', () => {
  expect(escalates(allow('iam:PassRole'), allow('ec2:RunInstances'))).toBe(true);
});

test('a Deny of one of two calls ends it', () => {
  expect(escalates(allow(['iam:PassRole', 'ec2:RunInstances']), deny('iam:PassRole'))).toBe(false);
});

test('a role for another service does not count', () => {
  const glue = when('StringEquals', 'iam:PassedToService', 'glue.amazonaws.com');
  expect(escalates(allow('iam:PassRole', '*', glue), allow('ec2:RunInstances'))).toBe(false);
});

test('a condition that never holds gives nothing', () => {
  const both = {
    Condition: {
      StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' },
      StringNotEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' },
    },
  };
  expect(escalates(allow('iam:PutUserPolicy', '*', both))).toBe(false);
});

test('a permission whose time is over gives nothing', () => {
  const until = (date: string) =>
    allow('iam:PutUserPolicy', '*', when('DateLessThan', 'aws:CurrentTime', date));
  expect(escalates(until('2020-01-01T00:00:00Z'))).toBe(false);
  expect(escalates(until('2090-01-01T00:00:00Z'))).toBe(true);
});

test('partitions other than aws are read', () => {
  expect(escalates(allow('iam:CreateAccessKey', 'arn:aws-us-gov:iam::*:user/*'))).toBe(true);
  expect(escalates(allow('iam:CreateAccessKey', 'arn:aws-us-gov:iam::*:user/${aws:username}'))).toBe(false);
});

const exposes = (...statements: readonly Statement[]) => idsIn(statements).includes('reads-all-data');

test('a batch of secrets needs the permission for each', () => {
  expect(exposes(allow('secretsmanager:*'), deny('secretsmanager:GetSecretValue'))).toBe(false);
  expect(exposes(allow('secretsmanager:BatchGetSecretValue'))).toBe(false);
});

test('all of one Region counts', () => {
  const of = (name: string) => `arn:aws:secretsmanager:eu-west-1:111122223333:secret:${name}`;
  expect(exposes(allow('secretsmanager:GetSecretValue', of('*')))).toBe(true);
  expect(exposes(allow('secretsmanager:GetSecretValue', of('app/*')))).toBe(false);
});

test.each<[string, Statement[], boolean]>([
  ['an Allow of everything', [allow('*')], true],
  ['two Allows that add up', [allow('iam:*'), { Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }], true],
  ['a Deny of everything elsewhere', [allow('*'), deny('*')], false],
  ['a Deny of something elsewhere', [allow('*'), deny('iam:*')], false],
  ['an Allow of all but one service', [{ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }], false],
  ['all resources but some', [{ Effect: 'Allow', Action: '*', NotResource: 'arn:aws:s3:::x' }], false],
  ['a condition', [allow('*', '*', when('Bool', 'aws:MultiFactorAuthPresent', 'true'))], false],
])('the engine decides who is an administrator: %s', (_, statements, expected) => {
  expect(idsIn(statements).includes('administrator')).toBe(expected);
});
