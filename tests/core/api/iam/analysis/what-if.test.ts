/** Simulations of what is not there: policies left out, and control policies of an imagined organization. */

import { expect, test } from 'vitest';
import { TestAccount, account, allow, deny, expectError, expectOk, root } from '../../door.ts';

const bob = `arn:aws:iam::${account}:user/Bob`;
const own = `arn:aws:iam::${account}:policy/team/Reads`;
const aws = 'arn:aws:iam::aws:policy/ReadOnlyAccess';

interface Simulated {
  readonly EvalDecision: string;
  readonly EvalDecisionDetails?: object;
  readonly OrganizationsDecisionDetail?: object;
}

const company = () =>
  new TestAccount().given(
    ['CreatePolicy', { PolicyName: 'Reads', Path: '/team/', PolicyDocument: allow('s3:GetObject') }],
    ['CreatePolicy', { PolicyName: 'Edge', PolicyDocument: allow('s3:GetObject') }],
    ['CreateUser', { UserName: 'Bob', PermissionsBoundary: `arn:aws:iam::${account}:policy/Edge` }],
    ['CreateGroup', { GroupName: 'guests' }],
    ['AddUserToGroup', { GroupName: 'guests', UserName: 'Bob' }],
    ['AttachUserPolicy', { UserName: 'Bob', PolicyArn: own }],
    ['PutGroupPolicy', { GroupName: 'guests', PolicyName: 'no', PolicyDocument: deny('s3:PutObject') }],
    ['PutUserPolicy', { UserName: 'Bob', PolicyName: 'may', PolicyDocument: allow('s3:PutObject') }],
  );

const without = (PolicyExclusionList: readonly object[], action: string) =>
  company().call('SimulatePrincipalPolicy', {
    PolicySourceArn: bob,
    ActionNames: [action],
    PolicyExclusionList,
  });
const decisionOf = (answer: Parameters<typeof expectOk>[0]): Simulated | undefined =>
  (expectOk(answer)['EvaluationResults'] as Simulated[])[0];

const inline = (PolicyName: string, AttachmentType: string, AttachmentName: string) => ({
  InlinePolicyIdentifier: { PolicyName, AttachmentType, AttachmentName },
});
const boundary = { PolicyType: 'permission-boundary' };

test.each<[string, readonly object[], string, string]>([
  ['nothing', [], 's3:GetObject', 'allowed'],
  ['the managed policy by its ARN', [{ PolicyArn: own }], 's3:GetObject', 'implicitDeny'],
  [
    'managed policies by a pattern',
    [{ PolicyArn: `arn:aws:iam::${account}:policy/team/R?a*` }],
    's3:GetObject',
    'implicitDeny',
  ],
  ['the account’s managed policies', [{ PolicyType: 'user-managed' }], 's3:GetObject', 'implicitDeny'],
  ['policies of AWS, which are not attached', [{ PolicyArn: aws }], 's3:GetObject', 'allowed'],
  ['policies of AWS as a type', [{ PolicyType: 'aws-managed' }], 's3:GetObject', 'allowed'],
  ['the group’s inline policy', [inline('no', 'group', 'gue*')], 's3:PutObject', 'implicitDeny'],
  ['that and the boundary', [inline('no', 'group', 'guests'), boundary], 's3:PutObject', 'allowed'],
  ['a policy of that name on a user', [inline('no', 'user', '*'), boundary], 's3:PutObject', 'explicitDeny'],
  ['all inline policies', [{ PolicyType: 'inline' }, boundary], 's3:PutObject', 'implicitDeny'],
  ['resource control policies, without effect', [{ PolicyType: 'rcp' }], 's3:GetObject', 'allowed'],
])('A-08 SimulatePrincipalPolicy leaves out %s', (_, exclusions, action, decision) => {
  expect(decisionOf(without(exclusions, action))?.EvalDecision).toBe(decision);
});

test.each<[string, object]>([
  ['an ARN that is none', { PolicyArn: 'Reads' }],
  ['two stars', { PolicyArn: `arn:aws:iam::${account}:policy/*R*` }],
  ['a star in the account', { PolicyArn: 'arn:aws:iam::*:policy/Reads' }],
  ['a star in the name of an inline policy', inline('n*', 'group', 'guests')],
  ['two identifiers in one', { PolicyArn: own, PolicyType: 'inline' }],
])('A-08 SimulatePrincipalPolicy refuses to leave out %s', (_, exclusion) => {
  expectError(without([exclusion], 's3:GetObject'), 'InvalidInput', 400, /./);
});

test('A-08 SimulatePrincipalPolicy leaves out a policy of the account, never one of the request', () => {
  const answer = company().call('SimulatePrincipalPolicy', {
    PolicySourceArn: bob,
    ActionNames: ['s3:GetObject'],
    PolicyInputList: [allow('s3:GetObject')],
    PolicyExclusionList: [{ PolicyType: 'user-managed' }, { PolicyType: 'inline' }],
  });
  expect(decisionOf(answer)?.EvalDecision).toBe('allowed');
});

const levels = (...policies: string[][]) => ({
  PolicyInputList: [allow('s3:*')],
  ActionNames: ['s3:GetObject'],
  ResourceArns: ['arn:aws:s3:::data/x'],
  OrderedOrganizationPolicyInputList: policies.map((ServiceControlPolicyInputList) => ({
    ServiceControlPolicyInputList,
  })),
});

test.each<[string, string[][], string, boolean]>([
  ['levels that all allow', [[allow('*')], [allow('ec2:*'), allow('s3:*')]], 'allowed', true],
  ['a level that allows something else', [[allow('*')], [allow('ec2:*')]], 'implicitDeny', false],
  ['a level without a policy', [[allow('*')], []], 'implicitDeny', false],
  ['a level that denies', [[allow('*'), deny('s3:Get*')]], 'explicitDeny', false],
])('A-08 SimulateCustomPolicy asks %s', (_, policies, EvalDecision, AllowedByOrganizations) => {
  const result = decisionOf(new TestAccount().call('SimulateCustomPolicy', levels(...policies)));
  expect(result).toMatchObject({ EvalDecision, OrganizationsDecisionDetail: { AllowedByOrganizations } });
  expect(result?.EvalDecisionDetails !== undefined).toBe(AllowedByOrganizations);
});

test('A-08 SimulateCustomPolicy refuses a control policy that nobody could save', () => {
  expectError(new TestAccount().call('SimulateCustomPolicy', levels(['{}'])), 'InvalidInput', 400, /./);
});

test('A-08 SimulateCustomPolicy knows only the control policies of the request', () => {
  const t = new TestAccount();
  const org = (operation: string, params: Parameters<TestAccount['org']>[2]) =>
    expectOk(t.org(root, operation, params));
  org('CreateOrganization', { FeatureSet: 'ALL' });
  const { CreateAccountStatus } = org('CreateAccount', { Email: 'm@example.com', AccountName: 'Member' });
  const { AccountId: member } = CreateAccountStatus as { AccountId: string };
  const { OrderedOrganizationPolicyInputList: _, ...params } = levels();
  const result = decisionOf(t.as(`arn:aws:iam::${member}:root`, 'SimulateCustomPolicy', params));
  expect(result?.EvalDecision).toBe('allowed');
  expect(result).not.toHaveProperty('OrganizationsDecisionDetail');
});
