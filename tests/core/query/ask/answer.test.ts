/** Answers to questions about an account of which not everything is known. */

import { expect, test } from 'vitest';
import { unsafeArn, unsafeEntityId } from '#core/model/ids.ts';
import type { UnknownPart } from '#core/model/records/lists.ts';
import { apply } from '#core/model/world/apply.ts';
import { created, replaced } from '#core/model/world/change.ts';
import { unknownPartsOf } from '#core/model/world/known-parts.ts';
import { answer } from '#core/query/ask/answer.ts';
import {
  type AccountSpec,
  account,
  allow,
  anAccount,
  deny,
  env,
  role,
  trusts,
  user,
} from '../../accounts.ts';

const pay = 'arn:aws:s3:::pay/x';
const imported: readonly UnknownPart[] = ['resource-policies', 'organization', 'passwords'];
type Outcome = 'allowed' | 'denied' | `unknown: ${string}`;

function expectAnswer(
  spec: AccountSpec,
  action: string,
  resource: string,
  wanted: Outcome,
  who = user('alice'),
): void {
  const found = answer(anAccount(spec), { principal: who, action, resource }, env);
  expect(found.kind === 'unknown' ? `unknown: ${found.missing.join()}` : found.decision.verdict).toBe(wanted);
}

const alice = (statement: object, more: object = {}): AccountSpec => ({
  users: { alice: { inline: { P: statement } } },
  ...more,
});
const limited = (policies: AccountSpec['policies']): AccountSpec => ({
  users: { alice: { inline: { P: allow('*') }, boundary: 'Limit' } },
  ...(policies ? { policies } : {}),
  unknown: imported,
});

test('an allow is an allow in an account of which everything is known', () =>
  expectAnswer(alice(allow('s3:GetObject', pay)), 's3:GetObject', pay, 'allowed'));
test('a deny is a deny in an account of which everything is known', () =>
  expectAnswer(alice(allow('s3:List*')), 's3:GetObject', pay, 'denied'));

const from = { unknown: imported };
test('E-01 an explicit deny is final in an imported account', () =>
  expectAnswer(alice(deny('*'), from), 's3:GetObject', pay, 'denied'));
test('E-03 a service control policy could still deny an allow in an imported account', () =>
  expectAnswer(alice(allow('iam:ListUsers'), from), 'iam:ListUsers', '*', 'unknown: organization'));
test('E-54 no control policy binds a management account, so nothing is missing once it has its organization', () => {
  const world = anAccount(alice(allow('iam:ListUsers'), from));
  const question = { principal: user('alice'), action: 'iam:ListUsers', resource: '*' };
  expect(answer(world, question, env).kind).toBe('unknown');
  const record = world.accounts.get(account);
  if (!record) throw new Error('no account');
  const organization = unsafeEntityId('o-a1b2c3d4e5');
  apply(world, [
    created('organizations', {
      id: organization,
      account,
      arn: unsafeArn(`arn:aws:organizations::${account}:organization/${organization}`),
      rootId: 'r-ab12',
      featureSet: 'ALL',
      enabledPolicyTypes: [],
      createDate: record.createDate,
    }),
    replaced('accounts', record, {
      ...record,
      membership: { organization, parent: 'r-ab12', joined: record.createDate, method: 'INVITED' },
    }),
  ]);
  expect(answer(world, question, env).kind).toBe('decision');
  expect(unknownPartsOf(world, account)).toEqual(['resource-policies', 'passwords']);
});
test('the resource’s own policy could also deny an allow in an imported account', () =>
  expectAnswer(alice(allow('s3:*'), from), 's3:GetObject', pay, 'unknown: organization,resource-policies'));
test('E-22 the policy of a resource could allow what no identity policy does', () =>
  expectAnswer(alice(allow('s3:List*'), from), 's3:GetObject', pay, 'unknown: resource-policies'));
test('E-22 the policy of a resource could allow what the boundary does not', () =>
  expectAnswer(limited({ Limit: [allow('iam:*')] }), 's3:GetObject', pay, 'unknown: resource-policies'));
test('a service without resource policies leaves nothing open', () =>
  expectAnswer(
    alice(allow('s3:*'), from),
    'ec2:StopInstances',
    'arn:aws:ec2:eu-west-1:111122223333:instance/i',
    'denied',
  ));
test('an action that takes no resource has no resource policy', () =>
  expectAnswer(alice(allow('iam:*'), from), 's3:ListAllMyBuckets', '*', 'denied'));
test('iam has nothing but trust policies, and those are known', () =>
  expectAnswer(alice(allow('s3:*'), from), 'iam:GetUser', user('alice'), 'denied'));
test('E-50 the trust policy of a role is in the file', () =>
  expectAnswer(
    {
      ...alice(allow('sts:AssumeRole'), from),
      roles: { R: { trust: [trusts({ Service: 'ec2.amazonaws.com' })] } },
    },
    'sts:AssumeRole',
    role('R'),
    'denied',
  ));
test('a resource that stands in the world has a known policy', () =>
  expectAnswer(
    alice(allow('iam:*'), { ...from, resources: { 'arn:aws:s3:::pay': null } }),
    's3:GetObject',
    pay,
    'denied',
  ));
test('E-80 GetCallerIdentity succeeds whatever is missing', () =>
  expectAnswer(alice(allow('iam:*'), from), 'sts:GetCallerIdentity', '*', 'allowed'));

const gone = 'arn:aws:iam::aws:policy/Gone';
const attached = (statement: object): AccountSpec => ({
  users: { alice: { inline: { P: statement }, attached: [gone] } },
  unknown: ['attached-policies'],
});
test('a policy that the file names but does not hold could allow', () =>
  expectAnswer(attached(allow('iam:*')), 's3:GetObject', pay, 'unknown: attached-policies'));
test('a policy that the file names but does not hold could deny', () =>
  expectAnswer(attached(allow('s3:*')), 's3:GetObject', pay, 'unknown: attached-policies'));
test('a policy that the file does not hold cannot turn an explicit deny', () =>
  expectAnswer(attached(deny('s3:*')), 's3:GetObject', pay, 'denied'));
test('a boundary that the file does not hold could allow', () =>
  expectAnswer(
    { ...limited(undefined), unknown: ['attached-policies'] },
    's3:GetObject',
    pay,
    'unknown: attached-policies',
  ));
test('E-06 a boundary that does not allow makes the answer final, whatever the file does not hold', () =>
  expectAnswer(
    {
      users: { alice: { attached: [gone], boundary: 'Limit' } },
      policies: { Limit: [allow('iam:*')] },
      unknown: ['attached-policies'],
    },
    's3:GetObject',
    pay,
    'denied',
  ));

const queue = 'arn:aws:sqs:eu-west-1:444455556666:q';
test('E-40 the answer on a resource of an unknown account is final where the caller is not allowed', () =>
  expectAnswer(alice(allow('s3:*')), 'sqs:SendMessage', queue, 'denied'));
