/** Questions that no call of AWS fits, whatever the policies say. */

import { beforeAll, expect, test } from 'vitest';
import { askedCall } from '../../../../src/core/api/question/asked-call.ts';
import { answerCall } from '../../../../src/core/query/ask/answer-call.ts';
import { createReference } from '../../../../src/reference/reference.ts';
import { account, allow, root } from '../door.ts';
import { Account, ann } from '../resource/account.ts';

const reference = createReference();
beforeAll(() => reference.loadAllActions());

const ask = (action: string, resource: string, principal = ann) => {
  const t = new Account().may(allow('*'));
  return answerCall(t.world, { principal, action, resource }, { ...t.env, reference }, askedCall);
};

const inRegion = (service: string, name: string) => `arn:aws:${service}:us-east-1:${account}:${name}`;
const iam = (name: string) => `arn:aws:iam::${account}:${name}`;

test.each([
  ['s3:GetObjet', '*'],
  ['s3:Get*', 'arn:aws:s3:::corp/x'],
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
