/** Administrators: permissions that add up, and each limit that takes some away. */

import { expect, test } from 'vitest';
import { administration } from '#core/analysis/administrator.ts';
import { type AccountSpec, account, allow, anAccount, deny, env, user } from '../accounts.ts';

const when = (operator: string, key: string, value: string) => ({
  Condition: { [operator]: { [key]: value } },
});
const mfa = when('Bool', 'aws:MultiFactorAuthPresent', 'true');

/** The user `dev` with one policy of these statements. */
const withPolicy = (statements: readonly object[], more: AccountSpec = {}) =>
  anAccount({
    ...more,
    users: { dev: { attached: ['Work'] } },
    policies: { Work: statements, ...more.policies },
  });

const rows: [title: string, statements: readonly object[], wanted: string][] = [
  ['everything', [allow('*')], 'yes'],
  [
    'everything in two parts',
    [{ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }, allow('iam:*')],
    'yes',
  ],
  [
    'everything but reading IAM',
    [{ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }, allow('iam:C*')],
    'no',
  ],
  [
    'everything by two resources',
    [allow('*', 'arn:aws:s3:::*'), { Effect: 'Allow', Action: '*', NotResource: 'arn:aws:s3:::*' }],
    'yes',
  ],
  ['everything in one bucket', [allow('*', 'arn:aws:s3:::corp/*')], 'no'],
  ['everything, with a Deny', [allow('*'), deny('s3:DeleteBucket')], 'no'],
  [
    'everything, with a Deny that never applies',
    [allow('*'), { ...deny('*'), ...when('StringNotEquals', 'aws:username', 'dev') }],
    'yes',
  ],
  [
    'everything for this user',
    [{ ...allow('*'), ...when('StringEquals', 'aws:PrincipalArn', user('dev')) }],
    'yes',
  ],
  [
    'everything for another user',
    [{ ...allow('*'), ...when('StringEquals', 'aws:PrincipalArn', user('boss')) }],
    'no',
  ],
  [
    'everything in one region',
    [{ ...allow('*'), ...when('StringEquals', 'aws:RequestedRegion', 'us-east-1') }],
    'no',
  ],
  [
    'everything until a day that is over',
    [{ ...allow('*'), ...when('DateLessThan', 'aws:CurrentTime', '2020-01-01T00:00:00Z') }],
    'no',
  ],
  [
    'everything over a secure connection',
    [allow('*'), { ...deny('*'), ...when('Bool', 'aws:SecureTransport', 'false') }],
    'yes',
  ],
  [
    'everything, denied outside of the account',
    [allow('*'), { ...deny('*'), ...when('StringNotEquals', 'aws:ResourceAccount', account) }],
    'yes',
  ],
  ['everything with MFA', [{ ...allow('*'), ...mfa }], 'mfa'],
  [
    'everything, denied without MFA',
    [allow('*'), { ...deny('*'), ...when('BoolIfExists', 'aws:MultiFactorAuthPresent', 'false') }],
    'mfa',
  ],
  [
    'everything from an office',
    [{ ...allow('*'), ...when('IpAddress', 'aws:SourceIp', '192.0.2.0/24') }],
    'address',
  ],
  ['everything with a tag', [{ ...allow('*'), ...when('StringEquals', 'aws:ResourceTag/team', 'a') }], 'no'],
  ['nothing', [], 'no'],
];

test.each(rows)('%s: whether that is an administrator', (_title, statements, wanted) => {
  const { isAdministrator, onlyWith } = administration(
    withPolicy(statements),
    { principal: user('dev') },
    env,
  );
  expect(isAdministrator ? 'yes' : (onlyWith ?? 'no')).toBe(wanted);
});

test('a boundary takes the administrator away, and the missing request is one that it refuses', () => {
  const world = anAccount({
    users: { dev: { attached: ['Work'], boundary: 'Limit' } },
    policies: { Work: [allow('*')], Limit: [allow(['s3:*', 'ec2:*'])] },
  });
  const found = administration(world, { principal: user('dev') }, env, {
    actions: ['s3:GetObject', 'iam:GetUser'],
  });
  expect(found.isAdministrator).toBe(false);
  expect(found.missing?.question.action).toBe('iam:GetUser');
  expect(found.missing?.decision.layer).toBe('permissions-boundary');
});

test('the root user is an administrator without any policy', () => {
  const root = { principal: `arn:aws:iam::${account}:root` };
  expect(administration(withPolicy([]), root, env)).toEqual({ isAdministrator: true });
});
