/** Denies in boundaries and SCPs as changes of a cut: they close the way, and answers that have to stay do. */

import { expect, test } from 'vitest';
import { attemptBy } from '#app/dispatch/attempt.ts';
import { foundWays } from '#core/plans/cuts/found-ways.ts';
import { handle } from '#core/api/door.ts';
import { askedCall } from '#core/api/question/asked-call.ts';
import { rootArn } from '#core/model/arn.ts';
import { emptyReference } from '#core/model/service-reference.ts';
import type { World } from '#core/model/world/world.ts';
import { type CutQuestion, offeredCut } from '#core/plans/cuts/offered-cut.ts';
import { runToEnd } from '#core/model/steps.ts';
import { account, allow as statement, anAccount, env, user } from '../../accounts.ts';
import { TestAccount, allow, expectOk } from '../../api/door.ts';
import { withOrganization } from '../../api/organizations/account.ts';

function cutOf(world: World, from: readonly string[], owner: string, more: Partial<CutQuestion> = {}) {
  const doorEnv = { ...env, random: () => 0.5, reference: emptyReference };
  const attempt = attemptBy(handle, { kind: 'principal', arn: owner }, doorEnv);
  const ways = foundWays(world, { from }, env);
  const asked = { env, pinned: [], daily: [], calls: askedCall, attempt };
  const found = runToEnd(offeredCut(world, ways, { ...asked, ...more }));
  if (found.kind !== 'cut') throw new Error('there is no cut');
  expect([...ways.search(found.after)].filter(Boolean)).toEqual([]);
  return found;
}

test('one Deny in the boundary of many closes the ways of all of them, and their daily calls stay', () => {
  const own = { inline: { own: statement(['iam:PutUserPolicy', 's3:GetObject']) }, boundary: 'Limit' };
  const world = anAccount({
    users: { ann: own, ben: own, cat: own },
    policies: { Limit: [statement('*')] },
  });
  const daily = ['ann', 'ben', 'cat'].map((name) => ({
    principal: user(name),
    action: 's3:GetObject',
    resource: 'arn:aws:s3:::logs/x',
  }));
  const found = cutOf(world, ['ann', 'ben', 'cat'].map(user), rootArn(account), { daily });
  expect(found.titles).toEqual(['Deny iam:PutUserPolicy in the boundary Limit, and delete its version v1']);
  expect(found.requests.map(({ operation }) => operation)).toEqual([
    'CreatePolicyVersion',
    'DeletePolicyVersion',
  ]);
});

test('one Deny in an SCP closes the ways of a member account where SCPs are offered, through the management account', () => {
  const t = new TestAccount();
  const { ok, top, unit, member } = withOrganization(t);
  const company = member('Company');
  ok('MoveAccount', { AccountId: company, SourceParentId: top, DestinationParentId: unit });
  ok('EnablePolicyType', { RootId: top, PolicyType: 'SERVICE_CONTROL_POLICY' });
  const made = ok('CreatePolicy', {
    ...{ Name: 'Guard', Description: 'Test', Type: 'SERVICE_CONTROL_POLICY' },
    Content: allow('*'),
  });
  const { Id } = (made as { Policy: { PolicySummary: { Id: string } } }).Policy.PolicySummary;
  ok('AttachPolicy', { PolicyId: Id, TargetId: unit });
  const owner = `arn:aws:iam::${company}:root`;
  const names = ['ann', 'ben', 'cat'];
  for (const UserName of names) {
    expectOk(t.as(owner, 'CreateUser', { UserName }));
    const PolicyDocument = allow(['iam:PutUserPolicy', 's3:ListAllMyBuckets']);
    expectOk(t.as(owner, 'PutUserPolicy', { UserName, PolicyName: 'own', PolicyDocument }));
  }
  const from = names.map((name) => `arn:aws:iam::${company}:user/${name}`);
  const daily = from.map((principal) => ({ principal, action: 's3:ListAllMyBuckets', resource: '*' }));
  expect(cutOf(t.world, from, owner, { daily }).changes).toHaveLength(3);
  const found = cutOf(t.world, from, owner, { daily, withControlPolicies: true });
  expect(found.titles).toEqual(['Deny iam:PutUserPolicy in the SCP Guard']);
  expect(found.requests.map(({ operation }) => operation)).toEqual(['UpdatePolicy']);
});
