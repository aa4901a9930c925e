/** Fixes where an organization refuses: the statement goes into the control policy, for the principal alone. */

import { expect, test } from 'vitest';
import { attemptBy } from '#app/dispatch/attempt.ts';
import { handle } from '#core/api/door.ts';
import { authorize } from '#core/authz/authorize.ts';
import { fixes } from '#core/plans/fixes/search.ts';
import { TestAccount, allow, expectOk, root } from '../../api/door.ts';
import { withOrganization } from '../../api/organizations/account.ts';
import { worldAfterFix } from '#core/plans/fixes/consequence.ts';

/** Alice and Bob of a member account may do everything that its organization leaves to them. */
function organized() {
  const t = new TestAccount();
  const { ok, top, unit, member } = withOrganization(t);
  const account = member('Company');
  ok('MoveAccount', { AccountId: account, SourceParentId: top, DestinationParentId: unit });
  for (const PolicyType of ['SERVICE_CONTROL_POLICY', 'RESOURCE_CONTROL_POLICY'])
    ok('EnablePolicyType', { RootId: top, PolicyType });
  const owner = `arn:aws:iam::${account}:root`;
  for (const UserName of ['alice', 'bob']) {
    expectOk(t.as(owner, 'CreateUser', { UserName }));
    expectOk(t.as(owner, 'PutUserPolicy', { UserName, PolicyName: 'all', PolicyDocument: allow('*') }));
  }
  const control = (Name: string, Type: string, Content: string, TargetId: string) => {
    const made = ok('CreatePolicy', { Name, Description: 'Test', Type, Content });
    const { Id } = (made as { Policy: { PolicySummary: { Id: string } } }).Policy.PolicySummary;
    ok('AttachPolicy', { PolicyId: Id, TargetId });
  };
  const onlyThese = (TargetId: string) => ok('DetachPolicy', { PolicyId: 'p-FullAWSAccess', TargetId });
  const question = (name: string) => ({
    principal: `arn:aws:iam::${account}:user/${name}`,
    action: 's3:GetObject',
    resource: 'arn:aws:s3:::pay/x',
  });
  const attempt = attemptBy(handle, { kind: 'principal', arn: owner }, t.env);
  const fixesOf = (name: string) => fixes(t.world, question(name), t.env, attempt).found;
  const verdicts = (fix: ReturnType<typeof fixesOf>[number]) => {
    const after = worldAfterFix(t.world, fix, attempt);
    return ['alice', 'bob'].map((name) => after && authorize(after, question(name), t.env).verdict);
  };
  return { t, top, unit, account, control, onlyThese, fixesOf, verdicts };
}

test('E-03 the fix for silent SCPs adds the statement at each level, for the principal alone', () => {
  const { top, unit, account, control, onlyThese, fixesOf, verdicts } = organized();
  control('Top', 'SERVICE_CONTROL_POLICY', allow('sqs:*'), top);
  control('Unit', 'SERVICE_CONTROL_POLICY', allow('sqs:*'), unit);
  onlyThese(top);
  onlyThese(unit);
  const [first] = fixesOf('alice');
  expect(first?.title).toBe(
    'Allow s3:GetObject on s3://pay/x in the service control policy Top and the service control policy Unit',
  );
  expect(first?.edits[0]).toMatchObject({ layer: 'service-control', isShared: true });
  expect(JSON.parse(first?.edits[0]?.statement ?? '')).toEqual({
    Effect: 'Allow',
    Action: 's3:GetObject',
    Resource: 'arn:aws:s3:::pay/x',
    Condition: { ArnEquals: { 'aws:PrincipalArn': `arn:aws:iam::${account}:user/alice` } },
  });
  expect(first && verdicts(first)).toEqual(['allowed', 'denied']);
});

test('the fix for an SCP is made in the management account, and a member account cannot make it', () => {
  const { t, unit, control, fixesOf } = organized();
  control('NoReading', 'SERVICE_CONTROL_POLICY', deny('s3:GetObject'), unit);
  const [first] = fixesOf('alice');
  expect(first).toMatchObject({ by: 'root', refusal: { code: 'AccessDeniedException' } });
  expect(first?.requests.map((one) => one.account)).toEqual([root.split(':')[4]]);
  expect(t.world.controlPolicies.size).toBeGreaterThan(0);
});

test('E-01 the fix for a Deny of an SCP or RCP takes this request of this principal out of it', () => {
  const { unit, control, fixesOf, verdicts } = organized();
  control('NoS3', 'SERVICE_CONTROL_POLICY', deny('*'), unit);
  control('NoReading', 'RESOURCE_CONTROL_POLICY', denyAll(['s3:GetObject', 's3:PutObject']), unit);
  const [first] = fixesOf('alice');
  expect(first?.title).toBe(
    'Take s3:GetObject on s3://pay/x out of what the service control policy NoS3 ' +
      'and the resource control policy NoReading deny',
  );
  expect(first && verdicts(first)).toEqual(['allowed', 'denied']);
});

const document = (statement: object) => JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
const deny = (Action: string) => document({ Effect: 'Deny', Action, Resource: '*' });
const denyAll = (Action: string[]) => document({ Effect: 'Deny', Principal: '*', Action, Resource: '*' });
