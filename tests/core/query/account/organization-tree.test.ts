/** Root → Work → Dev (an account), with SCPs on the unit. */

import { expect, test } from 'vitest';
import { unsafeAccountId } from '#core/model/ids.ts';
import {
  controlAnswer,
  controlLevels,
  organizationOf,
  organizationTree,
} from '#core/query/account/organization-tree.ts';
import { TestAccount, account, allow, deny, expectOk, root } from '../../api/door.ts';

function setting() {
  const t = new TestAccount();
  const ok = (operation: string, params: Record<string, unknown> = {}) =>
    expectOk(t.org(root, operation, params));
  ok('CreateOrganization');
  const { Roots } = ok('ListRoots') as { Roots: { Id: string }[] };
  const top = Roots[0]?.Id ?? '';
  ok('EnablePolicyType', { RootId: top, PolicyType: 'SERVICE_CONTROL_POLICY' });
  const unit = (
    ok('CreateOrganizationalUnit', { ParentId: top, Name: 'Work' })['OrganizationalUnit'] as { Id: string }
  ).Id;
  const made = ok('CreateAccount', { Email: 'dev@example.com', AccountName: 'Dev' });
  const dev = (made['CreateAccountStatus'] as { AccountId: string }).AccountId;
  ok('MoveAccount', { AccountId: dev, SourceParentId: top, DestinationParentId: unit });
  const scp = (Name: string, Content: string) => {
    const made2 = ok('CreatePolicy', { Name, Description: '', Content, Type: 'SERVICE_CONTROL_POLICY' });
    return (made2['Policy'] as { PolicySummary: { Id: string } }).PolicySummary.Id;
  };
  const attach = (PolicyId: string, TargetId: string) => ok('AttachPolicy', { PolicyId, TargetId });
  const detach = (PolicyId: string, TargetId: string) => ok('DetachPolicy', { PolicyId, TargetId });
  return { t, top, unit, dev: unsafeAccountId(dev), scp, attach, detach };
}

test('the organization tree has each node after the one above it, with what is attached', () => {
  const { t, unit, scp, attach } = setting();
  attach(scp('NoS3', deny('s3:*')), unit);
  const organization = organizationOf(t.world, unsafeAccountId(account));
  const tree = organization ? organizationTree(t.world, organization) : [];
  expect(
    tree.map(({ type, name, depth, policies }) => [type, name, depth, policies.map((policy) => policy.name)]),
  ).toEqual([
    ['root', 'Root', 0, ['FullAWSAccess']],
    ['unit', 'Work', 1, ['FullAWSAccess', 'NoS3']],
    ['account', 'Dev', 2, ['FullAWSAccess']],
    ['account', 'Test', 1, ['FullAWSAccess']],
  ]);
  expect(tree.find(({ management }) => management)?.id).toBe(account);
});

test('E-03 the organization tree tells what is left level by level in words, and by the engine for one action', () => {
  const { t, top, unit, dev, scp, attach, detach } = setting();
  attach(scp('NoS3', deny('s3:*')), unit);
  const onlyIam = scp('OnlyIam', allow('iam:*'));
  attach(onlyIam, top);
  detach('p-FullAWSAccess', top);
  const levels = controlLevels(t.world, dev, 'SERVICE_CONTROL_POLICY');
  expect(levels.map(({ name, open, allows, denies }) => [name, open, allows, denies])).toEqual([
    ['Root', false, ['Allows iam:* on everything.'], []],
    ['Work', true, [], ['Denies s3:* on everything.']],
    ['Dev', true, [], []],
  ]);
  const answer = (action: string) => {
    const found = controlAnswer(t.world, dev, { action });
    return [found?.verdict, found?.reason, found?.layer];
  };
  expect(answer('iam:CreateUser')).toEqual(['allowed', 'allowed', expect.any(String)]);
  expect(answer('s3:GetObject')).toEqual(['denied', 'explicit-deny', 'service-control']);
  expect(answer('ec2:RunInstances')).toEqual(['denied', 'implicit-deny', 'service-control']);
});

test('E-54 the organization tree says that the management account is not bound', () => {
  const { t, top, scp, attach } = setting();
  attach(scp('Nothing', deny('*')), top);
  expect(controlAnswer(t.world, unsafeAccountId(account), { action: 's3:GetObject' })?.verdict).toBe(
    'allowed',
  );
});

test('the region counts where a control policy reads it', () => {
  const { t, unit, dev, scp, attach } = setting();
  const regional = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Deny',
        Action: 'ec2:*',
        Resource: '*',
        Condition: { StringNotEquals: { 'aws:RequestedRegion': 'eu-central-1' } },
      },
    ],
  });
  attach(scp('OnlyFrankfurt', regional), unit);
  const verdict = (region: string) =>
    controlAnswer(t.world, dev, { action: 'ec2:RunInstances', region })?.verdict;
  expect([verdict('eu-central-1'), verdict('us-east-1')]).toEqual(['allowed', 'denied']);
});

test('an account in no organization has no tree and no answer', () => {
  const { world } = new TestAccount();
  expect(organizationOf(world, unsafeAccountId(account))).toBeUndefined();
  expect(controlAnswer(world, unsafeAccountId(account), { action: 's3:GetObject' })).toBeUndefined();
});
