/** Questions that no call of AWS fits, whatever the policies say. */

import { beforeAll, expect, test } from 'vitest';
import { askedCall } from '#core/api/question/asked-call.ts';
import { answerCall } from '#core/query/ask/answer-call.ts';
import { requiringRole } from '#core/api/question/parameters.ts';
import { createReference } from '#reference/reference.ts';
import { account, allow, root } from '../door.ts';
import { Account, ann } from '../resource/account.ts';

const reference = createReference();
beforeAll(() => reference.loadAllActions());

const ask = (action: string, resource: string, principal = ann, policy = allow('*')) => {
  const t = new Account().may(policy);
  return answerCall(t.world, { principal, action, resource }, { ...t.env, reference }, askedCall);
};

const inRegion = (service: string, name: string) => `arn:aws:${service}:us-east-1:${account}:${name}`;
const iam = (name: string) => `arn:aws:iam::${account}:${name}`;

test.each([
  ['s3:GetObjet', '*'],
  ['s3:Get*', 'arn:aws:s3:::corp/x'],
  ['*', '*'],
  ['iam:Nothing', ann],
  ['s3:ListObjectsV2', 'arn:aws:s3:::corp'],
])('AWS has no action %s, for nobody', (action, resource) => {
  for (const principal of [ann, root, 'ec2.amazonaws.com', '*'])
    expect(ask(action, resource, principal).unfit).toEqual({ kind: 'no-action' });
});

test('a service that the reference lacks may be newer than it', () => {
  expect(ask('brandnew:Do', '*').unfit).toEqual({ kind: 'no-service' });
});

test.each([
  ['ec2:RunInstances', inRegion('lambda', 'function:report')],
  ['s3:GetObject', inRegion('lambda', 'function:report')],
  ['s3:ListBucket', 'arn:aws:s3:::corp/x'],
  ['s3:ListBucketVersions', 'arn:aws:s3:::corp/x'],
  ['s3:GetObject', 'arn:aws:s3:::corp'],
  ['s3:ListAllMyBuckets', 'arn:aws:s3:::corp'],
  ['ec2:DescribeInstances', inRegion('ec2', 'instance/i-1')],
  ['iam:GetUser', iam('role/Runner')],
  ['ecs:RunTask', 'arn:aws:s3:::corp'],
])('%s cannot be done on %s, for nobody', (action, resource) => {
  for (const principal of [ann, root]) {
    const { unfit, answer } = ask(action, resource, principal);
    expect(unfit).toMatchObject({ kind: 'no-resource', action: { name: action } });
    expect(answer.decision.verdict).toBe('allowed');
  }
});

test.each([
  ['s3:GetObject', 'arn:aws:s3:::corp/*'],
  ['s3:GetObject', 'arn:aws:s3:::*'],
  ['s3:ListAllMyBuckets', '*'],
  ['s3:ListAllMyBuckets', 'arn:aws:s3:::*'],
  ['s3:listbucket', 'arn:aws:s3:::corp'],
  ['ec2:RunInstances', inRegion('ec2', 'instance/*')],
  ['ec2:RunInstances', 'arn:aws:ec2:us-east-1::image/ami-12345678'],
  ['lambda:InvokeFunction', inRegion('lambda', 'function:report:live')],
  ['dynamodb:Query', inRegion('dynamodb', 'table/orders/index/by-day')],
  ['kms:Decrypt', inRegion('kms', 'alias/payroll')],
  ['iam:ListUsers', iam('user/')],
  ['logs:DescribeLogGroups', inRegion('logs', 'log-group:*')],
  ['logs:DescribeLogGroups', '*'],
  ['iam:PassRole', iam('role/team/Runner')],
  ['iam:GetPolicy', 'arn:aws:iam::aws:policy/ReadOnlyAccess'],
  ['sts:AssumeRole', iam('role/Runner')],
  ['sts:GetWebIdentityToken', `arn:aws:sts::${account}:self`],
  ['lex:GetBot', inRegion('lex', 'bot:Order:live')],
  ['apigateway:GET', 'arn:aws:apigateway:us-east-1::/restapis/a1/stages/live'],
])('%s on %s is a call of AWS', (action, resource) => {
  expect(ask(action, resource).unfit).toBeUndefined();
});

test('nothing is called unfit before the reference is here', () => {
  const t = new Account().may(allow('*'));
  const question = { principal: ann, action: 's3:GetObjet', resource: '*' };
  expect(answerCall(t.world, question, t.env, askedCall).unfit).toBeUndefined();
  const env = { ...t.env, reference: createReference() };
  expect(answerCall(t.world, question, env, askedCall).unfit).toBeUndefined();
});

test.each([
  ['lambda:CreateFunction', inRegion('lambda', 'function:report')],
  ['lambda:CreateFunction', '*'],
  ['iam:AddRoleToInstanceProfile', iam('instance-profile/web')],
  ['glue:CreateJob', '*'],
  ['states:CreateStateMachine', inRegion('states', 'stateMachine:orders')],
  ['eks:CreateCluster', '*'],
  ['codebuild:CreateProject', inRegion('codebuild', 'project/site')],
  ['sagemaker:CreateTrainingJob', '*'],
  ['pipes:CreatePipe', '*'],
  ['scheduler:CreateSchedule', inRegion('scheduler', 'schedule/default/nightly')],
])('%s on %s cannot be made without a role', (action, resource) => {
  expect(ask(action, resource)).toMatchObject({ handsOverRole: true, needsRole: true });
});

test.each([
  ['ec2:RunInstances', '*'],
  ['ecs:RunTask', '*'],
  ['lambda:UpdateFunctionConfiguration', inRegion('lambda', 'function:report')],
])('%s on %s can be made without a role', (action, resource) => {
  expect(ask(action, resource).needsRole).toBeUndefined();
});

test('every call that is said to need a role can hand one over', () => {
  for (const action of requiringRole)
    expect(reference.action(action)?.dependentActions, action).toContain('iam:PassRole');
});

const passTo = (service: string, resource = '*') => ({
  Effect: 'Allow',
  Action: 'iam:PassRole',
  Resource: resource,
  Condition: { StringEquals: { 'iam:PassedToService': service } },
});
const withLambda = (...more: readonly object[]) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'lambda:*', Resource: '*' }, ...more],
  });

test.each([
  [withLambda(), 'denied'],
  [withLambda(passTo('ec2.amazonaws.com')), 'denied'],
  [withLambda(passTo('lambda.amazonaws.com')), 'allowed'],
])('with %s a function without a named role is %s', (policy, verdict) => {
  const call = ask('lambda:CreateFunction', inRegion('lambda', 'function:report'), ann, policy);
  expect(call.answer.decision.verdict).toBe(verdict);
  expect(call.answer.kind).toBe('decision');
  expect(call.deciding.action).toBe(verdict === 'denied' ? 'iam:PassRole' : 'lambda:CreateFunction');
});

test('a function without a named role depends on the role when the policy allows some', () => {
  const policy = withLambda(passTo('lambda.amazonaws.com', iam('role/app-*')));
  const call = ask('lambda:CreateFunction', inRegion('lambda', 'function:report'), ann, policy);
  expect(call).toMatchObject({ needsRole: true, answer: { decision: { verdict: 'allowed' } } });
});

test('every list of log groups is one permission, which a policy for all of them gives', () => {
  for (const [groups, verdict] of [
    ['log-group:*', 'allowed'],
    ['log-group:app:*', 'denied'],
  ] as const) {
    const policy = JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'logs:DescribeLogGroups', Resource: inRegion('logs', groups) }],
    });
    for (const resource of ['*', inRegion('logs', 'log-group:*')]) {
      const { answer, deciding } = ask('logs:DescribeLogGroups', resource, ann, policy);
      expect(answer.decision.verdict).toBe(verdict);
      expect(deciding.resource).toBe(inRegion('logs', 'log-group::log-stream:'));
    }
  }
});
