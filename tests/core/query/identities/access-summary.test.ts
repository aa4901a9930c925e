/** The summary of what an identity can do: all policies together, cut by denies, the boundary and SCPs. */

import { beforeAll, expect, test } from 'vitest';
import { type Arn, unsafeAccountId } from '../../../../src/core/model/ids.ts';
import type { World } from '../../../../src/core/model/world/world.ts';
import { findByName } from '../../../../src/core/model/world/world.ts';
import { runToEnd } from '../../../../src/core/query/steps.ts';
import { type AccessSummary, accessSummary } from '../../../../src/core/query/identities/access-summary.ts';
import { accessText } from '../../../../src/core/query/policies/summary.ts';
import { createReference } from '../../../../src/reference/reference.ts';
import {
  TestAccount,
  account as managed,
  allow as allowing,
  deny as denying,
  expectOk,
  root,
} from '../../api/door.ts';
import { aWorld, allow, deny, testAccount } from '../../../setup/world.ts';

const reference = createReference();
beforeAll(() => reference.loadAllActions());

const summaryIn = (world: World, account: string, userName: string): AccessSummary => {
  const user = findByName(world, 'users', unsafeAccountId(account), userName);
  if (!user) throw new Error(`no ${userName}`);
  return runToEnd(accessSummary(world, user, reference));
};
const lines = ({ allow: rows }: AccessSummary): string[] =>
  rows.map(({ title, access, resource }) => `${title}: ${accessText(access)} on ${resource}`);

const world = aWorld()
  .policy('Everything', allow('*'))
  .policy('ReadFiles', allow(['s3:GetObject', 's3:PutObject'], 'arn:aws:s3:::payroll/*'))
  .policy('OnlyS3', allow('s3:*'))
  .policy('Other', allow('sqs:*'))
  .group('readers', { attach: ['ReadFiles'] })
  .user('alice', { groups: ['readers'], inline: { More: allow('sqs:SendMessage') } })
  .user('bob', { groups: ['readers'], inline: { NoWrite: deny('s3:Put*') } })
  .user('carol', { groups: ['readers'], inline: { NotThere: deny('s3:*', 'arn:aws:s3:::other/*') } })
  .user('dave', { attach: ['Everything'], boundary: 'OnlyS3' })
  .user('erin', { attach: ['ReadFiles'], boundary: 'Other' })
  .user('frank', { attach: ['Everything'] })
  .user('grace')
  .world();
const summaryOf = (userName: string) => summaryIn(world, testAccount, userName);

test('policies of the user and of its groups add up, service by service', () => {
  expect(lines(summaryOf('alice'))).toEqual([
    'S3: Limited: Read, Write on arn:aws:s3:::payroll/*',
    'SQS: Limited: Write on All resources',
  ]);
  expect(summaryOf('grace')).toEqual({
    allow: [],
    deny: [],
    limits: [],
    unread: [],
    isEverything: false,
  });
});

test('a deny of an action on everything takes it away; a deny on some resources only stands beside it', () => {
  expect(lines(summaryOf('bob'))).toEqual(['S3: Limited: Read on arn:aws:s3:::payroll/*']);
  expect(summaryOf('bob').deny.map(({ title }) => title)).toEqual(['S3']);
  expect(lines(summaryOf('carol'))).toEqual(['S3: Limited: Read, Write on arn:aws:s3:::payroll/*']);
  expect(summaryOf('carol').deny.map(({ title }) => title)).toEqual(['S3']);
});

test('a boundary leaves only what it allows too, and tells how much it takes away', () => {
  expect(lines(summaryOf('dave'))).toEqual(['S3: Full access on All resources']);
  const [limit] = summaryOf('dave').limits;
  expect(limit).toMatchObject({ kind: 'boundary', names: ['OnlyS3'] });
  expect((limit?.of ?? 0) - (limit?.removed ?? 0)).toBe(reference.service?.('s3')?.actions.length);
  expect(summaryOf('erin')).toMatchObject({
    allow: [],
    limits: [{ kind: 'boundary', names: ['Other'], removed: 2, of: 2 }],
  });
});

test('a policy that the world does not hold is named, and counts neither as a permission nor as a limit', () => {
  const arn = 'arn:aws:iam::aws:policy/NotHere' as Arn;
  const user = findByName(world, 'users', unsafeAccountId(testAccount), 'alice');
  if (!user) throw new Error('no alice');
  const found = runToEnd(
    accessSummary(world, { ...user, attachedPolicies: [arn], permissionsBoundary: arn }, reference),
  );
  expect(found).toMatchObject({ unread: ['NotHere', 'NotHere'], limits: [] });
  expect(lines(found)).toEqual(lines(summaryOf('alice')));
});

test('an administrator has everything until something is taken away', () => {
  expect(summaryOf('frank').isEverything).toBe(true);
  expect(summaryOf('dave').isEverything).toBe(false);
});

test('a user who may change the own password by the password policy has these two actions', () => {
  const t = new TestAccount().given(['CreateUser', { UserName: 'alice' }]);
  expect(summaryIn(t.world, managed, 'alice').allow).toEqual([]);
  t.given(['UpdateAccountPasswordPolicy', { AllowUsersToChangePassword: true }]);
  const found = summaryIn(t.world, managed, 'alice').allow;
  expect(found.flatMap(({ actions }) => actions.map(({ name }) => name))).toEqual([
    'iam:ChangePassword',
    'iam:GetAccountPasswordPolicy',
  ]);
});

test('SCPs limit a user of a member account, and nobody of the management account', () => {
  const t = new TestAccount();
  const org = (operation: string, params: Record<string, unknown> = {}) =>
    expectOk(t.org(root, operation, params));
  org('CreateOrganization');
  const [{ Id: RootId }] = org('ListRoots')['Roots'] as [{ Id: string }];
  org('EnablePolicyType', { RootId, PolicyType: 'SERVICE_CONTROL_POLICY' });
  const made = org('CreateAccount', { Email: 'dev@example.com', AccountName: 'Dev' });
  const { AccountId: dev } = made['CreateAccountStatus'] as { AccountId: string };
  const policy = { Name: 'NoS3', Description: '', Content: denying('s3:*'), Type: 'SERVICE_CONTROL_POLICY' };
  const { PolicySummary } = org('CreatePolicy', policy)['Policy'] as { PolicySummary: { Id: string } };
  org('AttachPolicy', { PolicyId: PolicySummary.Id, TargetId: RootId });
  const user = { UserName: 'alice' };
  const inline = { ...user, PolicyName: 'Two', PolicyDocument: allowing(['s3:*', 'sqs:*']) };
  t.given(['CreateUser', user], ['PutUserPolicy', inline]);
  const devRoot = `arn:aws:iam::${dev}:root`;
  expectOk(t.as(devRoot, 'CreateUser', user));
  expectOk(t.as(devRoot, 'PutUserPolicy', inline));
  expect(lines(summaryIn(t.world, managed, 'alice'))).toHaveLength(2);
  const bound = summaryIn(t.world, dev, 'alice');
  expect(lines(bound)).toEqual(['SQS: Full access on All resources']);
  expect(bound.limits).toMatchObject([{ kind: 'scp', names: ['NoS3'] }]);
});
