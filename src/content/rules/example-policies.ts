/**
 * Short ways to write the policies of the rules' examples, and the names that the examples share. They check
 * nothing and must hide nothing: an example shows the whole document.
 */

import type { ExampleDocument } from '../../core/rules/rule.ts';

type Members = Readonly<Record<string, unknown>>;
type Names = string | readonly string[];

/** Returns a document in the `Version` that replaces variables. */
export const rulePolicy = (...statements: readonly Members[]): ExampleDocument => ({
  Version: '2012-10-17',
  Statement: statements,
});

export const allow = (action: Names, resource: Names = '*', more: Members = {}): ExampleDocument =>
  rulePolicy({ Effect: 'Allow', Action: action, Resource: resource, ...more });

export const deny = (action: Names, resource: Names = '*', more: Members = {}): ExampleDocument =>
  rulePolicy({ Effect: 'Deny', Action: action, Resource: resource, ...more });

/** Returns a policy that allows everything except what the statements deny. */
export const allowAllBut = (...statements: readonly Members[]): ExampleDocument =>
  rulePolicy({ Effect: 'Allow', Action: '*', Resource: '*' }, ...statements);

/** Returns the policy of a resource that allows something to a principal. */
export const grant = (
  principal: unknown,
  action: Names,
  resource: Names = '*',
  more: Members = {},
): ExampleDocument =>
  rulePolicy({ Effect: 'Allow', Principal: principal, Action: action, Resource: resource, ...more });

/** Returns a trust policy, which has no `Resource`. */
export const trust = (
  principal: unknown,
  action: Names = 'sts:AssumeRole',
  more: Members = {},
): ExampleDocument => rulePolicy({ Effect: 'Allow', Principal: principal, Action: action, ...more });

/** Returns the `Condition` of a statement that compares one key. */
export const when = (operator: string, conditionKey: string, value: Names): Members => ({
  Condition: { [operator]: { [conditionKey]: value } },
});

export const ruleAccount = '111122223333';
/** The account as a policy names it, which means every principal in it. */
export const ownAccountArn = `arn:aws:iam::${ruleAccount}:root`;
export const bob = `arn:aws:iam::${ruleAccount}:user/Bob`;
export const dev = `arn:aws:iam::${ruleAccount}:role/Dev`;
export const devSession = `arn:aws:sts::${ruleAccount}:assumed-role/Dev/session`;
export const eve = 'arn:aws:iam::444455556666:user/Eve';
export const target = `arn:aws:iam::${ruleAccount}:role/Target`;
export const reportObjects = 'arn:aws:s3:::reports/*';
export const file = 'arn:aws:s3:::reports/2026.csv';
export const queue = `arn:aws:sqs:eu-west-1:${ruleAccount}:jobs`;
export const volume = `arn:aws:ec2:eu-west-1:${ruleAccount}:volume/*`;
export const key = `arn:aws:kms:eu-west-1:${ruleAccount}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;

/** The question of most examples. */
export const readFile = { action: 's3:GetObject', resource: file } as const;
/** The question of the examples with a trust policy. */
export const assumeTarget = { action: 'sts:AssumeRole', resource: target } as const;
