/** The lists of the screens: suggestions, sources of permissions, steps to a deletion, texts with their places. */

import { expect, test } from 'vitest';
import { findByName } from '#core/model/world/world.ts';
import { layOut, policyText } from '#core/words/policy-text.ts';
import { groupDeletion, policyDeletion, roleDeletion, userDeletion } from '#core/plans/deletion.ts';
import { groupMembers, permissionSources, policyHolders } from '#core/query/identities/permissions.ts';
import { policyProblems } from '#core/authoring/problems.ts';
import { actionSuggestions, resourceSuggestions } from '#core/query/ask/question-options.ts';
import { trustedNames } from '#core/words/statement.ts';
import { account, allow, group, policy, role, trusts, user, anAccount } from '../accounts.ts';

const world = anAccount({
  users: {
    alice: {
      attached: ['Read'],
      inline: { Own: allow('sqs:SendMessage', 'arn:aws:sqs:eu-west-1:111122223333:q') },
      groups: ['team'],
      boundary: 'Limit',
    },
    bob: { groups: ['team'] },
  },
  groups: { team: { attached: ['Read'], inline: { Extra: allow('s3:*') } } },
  roles: {
    worker: {
      attached: ['Read'],
      trust: [trusts({ Service: 'ec2.amazonaws.com' }), trusts({ AWS: '999988887777' })],
    },
  },
  policies: { Read: [allow('s3:GetObject', 'arn:aws:s3:::books/*')], Limit: [allow('*')] },
  resources: { 'arn:aws:s3:::books': null, 'arn:aws:s3:::books/one.txt': null },
});
const found = <T extends 'users' | 'groups' | 'roles' | 'policies'>(table: T, name: string) => {
  const row = findByName(world, table, account, name);
  if (!row) throw new Error(`no ${name}`);
  return row;
};
const brief = (steps: readonly { operation: string; params: object }[]) =>
  steps.map(({ operation, params }) => `${operation} ${Object.values(params).join(' ')}`);

test('the screen lists permissions and where each comes from', () => {
  const words = permissionSources(world, found('users', 'alice')).map(
    (one) => `${one.kind} ${one.name}${'group' in one ? ` of ${one.group}` : ''}`,
  );
  expect(words).toEqual([
    'attached Read',
    'inline Own',
    'group-attached Read of team',
    'group-inline Extra of team',
    'boundary Limit',
  ]);
});

test('the screen lists members by name, and the holders of a policy', () => {
  expect(groupMembers(world, found('groups', 'team')).map(({ userName }) => userName)).toEqual([
    'alice',
    'bob',
  ]);
  const { attached, boundary } = policyHolders(world, found('policies', 'Read'), account);
  expect(attached.map(({ arn }) => arn).sort()).toEqual(
    [group('team'), role('worker'), user('alice')].sort(),
  );
  expect(boundary).toEqual([]);
  expect(policyHolders(world, found('policies', 'Limit'), account).boundary).toHaveLength(1);
});

test('N-42 the screen lists what stands in the way of a deletion, the deletion last', () => {
  expect(brief(userDeletion(world, found('users', 'alice')))).toEqual([
    'RemoveUserFromGroup team alice',
    `DetachUserPolicy alice ${policy('Read')}`,
    'DeleteUserPolicy alice Own',
    'DeleteUser alice',
  ]);
  expect(brief(groupDeletion(world, found('groups', 'team')))).toEqual([
    'RemoveUserFromGroup team alice',
    'RemoveUserFromGroup team bob',
    `DetachGroupPolicy team ${policy('Read')}`,
    'DeleteGroupPolicy team Extra',
    'DeleteGroup team',
  ]);
  expect(brief(roleDeletion(world, found('roles', 'worker')))).toEqual([
    `DetachRolePolicy worker ${policy('Read')}`,
    'DeleteRole worker',
  ]);
  expect(brief(policyDeletion(world, found('policies', 'Limit')))).toEqual([
    'DeleteUserPermissionsBoundary alice',
    `DeletePolicy ${policy('Limit')}`,
  ]);
});

test('the suggestions name what policies name, wildcards left out', () => {
  const actions = actionSuggestions(world, account);
  expect(actions).toContain('sqs:SendMessage');
  expect(actions.filter((name) => name.includes('*'))).toEqual([]);
  expect(resourceSuggestions(world, account).map(({ arn, known }) => `${arn} ${known}`)).toEqual([
    'arn:aws:s3:::books true',
    'arn:aws:s3:::books/one.txt true',
    'arn:aws:sqs:eu-west-1:111122223333:q false',
    `${role('worker')} true`,
    '* true',
  ]);
});

test('the screen says in words which principals a trust policy names', () => {
  expect(trustedNames(found('roles', 'worker'))).toEqual(['ec2.amazonaws.com', 'account 999988887777']);
});

test.each([
  [policy('Read'), 'managed', 'Read'],
  [`${user('alice')}#Own`, 'inline', 'Own'],
  [`${group('team')}#Extra`, 'inline', 'Extra'],
  [role('worker'), 'trust', 'worker'],
  [`${user('alice')}#None`, undefined, undefined],
  ['arn:aws:s3:::books', undefined, undefined],
])('the policy that a decision calls %s is %s %s', (name, kind, label) => {
  const text = policyText(world, name);
  expect([text?.kind, text?.label]).toEqual([kind, label]);
});

const one = { Effect: 'Allow', Action: ['s3:GetObject'], Resource: '*' };
const two = { Effect: 'Allow', Action: ['s3:GetObject'], Resource: '*' };
test.each([
  ['a list', { Version: '2012-10-17', Statement: [one, two] }, [one, two]],
  ['a single statement', { Statement: one, Version: '2012-10-17' }, [one]],
  ['an Id that looks like a statement', { Id: '"Statement": [', Statement: [one] }, [one]],
  ['none', { Version: '2012-10-17' }, []],
])('a document on one line is laid out and its statements are found: %s', (_, parsed, expected) => {
  const { text, statements } = layOut(JSON.stringify(parsed));
  expect(JSON.parse(text)).toEqual(parsed);
  expect(statements.map(({ start, end }) => JSON.parse(text.slice(start, end)) as unknown)).toEqual(expected);
  expect(new Set(statements.map(({ start }) => start)).size).toBe(expected.length);
});

test('a document that its author broke into lines, or that is none, stays as it is', () => {
  const spans = [{ start: 1, end: 2 }];
  expect(layOut('{\n}', spans)).toEqual({ text: '{\n}', statements: spans });
  expect(layOut('{oops', spans)).toEqual({ text: '{oops', statements: spans });
});

test('problems of a document carry their place, and a good document has none', () => {
  const good = JSON.stringify({ Version: '2012-10-17', Statement: [allow('s3:GetObject', '*')] });
  expect(policyProblems(good, 'identity-managed')).toEqual([]);
  const [problem] = policyProblems(good.replace('Allow', 'Perhaps'), 'identity-managed');
  expect(problem).toMatchObject({ severity: 'error', start: good.indexOf('"Allow"') });
});
