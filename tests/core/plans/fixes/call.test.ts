/** Fixes of a whole call: every permission that it needs is allowed by one change of each policy. */

import { expect, test } from 'vitest';
import { attemptBy } from '#app/dispatch/attempt.ts';
import { handle } from '#core/api/door.ts';
import { askedCall } from '#core/api/question/asked-call.ts';
import type { CallQuestion } from '#core/authz/authorize.ts';
import { rootArn } from '#core/model/arn.ts';
import type { World } from '#core/model/world/world.ts';
import { answerCall, deniedInCall } from '#core/query/ask/answer-call.ts';
import { consequenceOf, worldAfterFix } from '#core/plans/fixes/consequence.ts';
import type { Fix } from '#core/plans/fixes/fix.ts';
import { fixes } from '#core/plans/fixes/search.ts';
import { runToEnd } from '#core/model/steps.ts';
import { createReference } from '#reference/reference.ts';
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

const reference = createReference();
await reference.loadAllActions();
const answering = { ...env, reference };
const caller = { kind: 'principal', arn: rootArn(account) } as const;
const attempt = attemptBy(handle, caller, { ...answering, random: () => 0.5 });

const deniedIn = (call: CallQuestion) => (world: World) => {
  const { answer, deciding } = answerCall(world, call, answering, askedCall);
  return answer.decision.verdict === 'denied' ? deciding : undefined;
};

/** Returns the fixes, after each was tried: the whole call is allowed then. */
function fixesOf(spec: AccountSpec, asked: Omit<CallQuestion, 'principal'>) {
  const call = { principal: user('alice'), ...asked };
  const world = anAccount(spec);
  const denied = deniedIn(call);
  const question = denied(world);
  if (!question) throw new Error('the call is allowed already');
  const { found } = fixes(
    world,
    question,
    { ...answering, denied: deniedInCall(world, call, answering, askedCall) },
    attempt,
  );
  for (const fix of found) {
    const after = worldAfterFix(world, fix, attempt);
    expect([fix.title, after && denied(after)], fix.title).toEqual([fix.title, undefined]);
  }
  const [first] = found;
  if (!first) throw new Error('there is no fix');
  const meaning = runToEnd(consequenceOf(world, first, question, { env: answering, attempt, reference }));
  return { found, first, isExact: meaning?.isExact };
}

const statementsOf = ({ edits }: Fix): object[] =>
  edits.flatMap(({ statement }) => JSON.parse(`[${statement}]`) as object[]);

test('a launch that lacks six permissions is allowed by one statement with six resources', () => {
  const { first, isExact } = fixesOf({ users: { alice: {} } }, { action: 'ec2:RunInstances', resource: '*' });
  expect(first.title).toBe('Allow ec2:RunInstances on 6 resources in a new inline policy of alice');
  expect(first.requests.map(({ operation }) => operation)).toEqual(['PutUserPolicy']);
  expect(statementsOf(first)).toMatchObject([{ Effect: 'Allow', Action: 'ec2:RunInstances' }]);
  expect(first.asked).toHaveLength(6);
  expect(isExact).toBe(true);
});

test('a boundary and the identity policy are both written once for all permissions of a call', () => {
  const { first, found } = fixesOf(
    { users: { alice: { boundary: 'Limit' } }, policies: { Limit: [allow('iam:*')] } },
    { action: 'ec2:RunInstances', resource: '*' },
  );
  expect(first.requests.map(({ operation }) => operation)).toEqual(['PutUserPolicy', 'CreatePolicyVersion']);
  expect(found.every(({ requests }) => requests.length <= 2)).toBe(true);
});

test('a Deny of a call lets all of its resources through in one rewriting', () => {
  const { first, isExact } = fixesOf(
    { users: { alice: { inline: { All: allow('*'), Freeze: deny('ec2:RunInstances') } } } },
    { action: 'ec2:RunInstances', resource: '*' },
  );
  expect(first.title).toBe('Take ec2:RunInstances on 6 resources out of what Freeze of alice denies');
  expect(first.requests.map(({ operation }) => operation)).toEqual(['PutUserPolicy']);
  expect(statementsOf(first)).toHaveLength(1);
  expect(isExact).toBe(true);
});

test('the role that a call hands over is allowed beside the call', () => {
  const { first, isExact } = fixesOf(
    {
      users: { alice: {} },
      roles: { runner: { trust: [trusts({ Service: 'lambda.amazonaws.com' })] } },
    },
    {
      action: 'lambda:CreateFunction',
      resource: `arn:aws:lambda:us-east-1:${account}:function:report`,
      passedRole: role('runner'),
    },
  );
  expect(first.title).toMatch(/^Allow lambda:CreateFunction on .*report and iam:PassRole on role runner in /);
  expect(statementsOf(first)).toHaveLength(2);
  expect(first.requests).toHaveLength(1);
  expect(isExact).toBe(true);
});

test('a copy of an object is allowed to read the one and to write the other', () => {
  const { first, isExact } = fixesOf(
    { users: { alice: {} }, resources: { 'arn:aws:s3:::pay': null, 'arn:aws:s3:::copies': null } },
    { action: 's3:PutObject', resource: 'arn:aws:s3:::copies/x', resources: ['arn:aws:s3:::pay/x'] },
  );
  expect(first.asked.map(({ resource }) => resource).sort()).toEqual([
    'arn:aws:s3:::copies/x',
    'arn:aws:s3:::pay/x',
  ]);
  expect(isExact).toBe(true);
});

test('a launch with a tag is allowed to tag what it makes', () => {
  const { first } = fixesOf(
    { users: { alice: {} } },
    {
      action: 'ec2:RunInstances',
      resource: '*',
      context: { 'aws:RequestTag/team': 'pay', 'aws:TagKeys': ['team'] },
    },
  );
  expect(first.requests).toHaveLength(1);
});
