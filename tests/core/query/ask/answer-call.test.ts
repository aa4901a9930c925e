/** The permissions of a call as answers of their own, and one of them asked alone. */

import { expect, test } from 'vitest';
import type { AskedCall, Check } from '../../../../src/core/authz/authorize.ts';
import { type AnswerEnv } from '../../../../src/core/query/ask/answer.ts';
import { answerCall } from '../../../../src/core/query/ask/answer-call.ts';
import { account, allow, anAccount, env, user } from '../../accounts.ts';

const instances = `arn:aws:ec2:us-east-1:${account}:instance/*`;
const volumes = `arn:aws:ec2:us-east-1:${account}:volume/*`;
const reference: NonNullable<AnswerEnv['reference']> = {
  action: (name) => ({
    name,
    accessLevel: 'Write',
    resourceTypes: ['instance', 'volume'].map((type) => ({
      name: type,
      arnFormat: `arn:\${Partition}:ec2:\${Region}:\${Account}:${type}/\${Id}`,
    })),
    conditionKeys: [],
  }),
};
const check = (resource: string): Check => ({ action: 'ec2:RunInstances', resource, printed: resource });
const launch = (): AskedCall => ({
  checks: [check(instances), check(volumes)],
  denied: () => undefined,
  refusedAfter: () => undefined,
});
const ask = (resource: string, more: { unknown?: ['organization']; alone?: true } = {}) => {
  const { unknown, alone } = more;
  const world = anAccount({
    users: { alice: { inline: { P: allow('ec2:RunInstances', resource) } } },
    ...(unknown ? { unknown } : {}),
  });
  const question = { principal: user('alice'), action: 'ec2:RunInstances', resource: instances };
  return answerCall(world, { ...question, ...(alone ? { alone } : {}) }, { ...env, reference }, launch);
};

test('a wildcard in a call of several permissions is decided as it stands, and never on part', () => {
  const { parts } = ask(instances.replace('*', 'i-1*'));
  expect(parts.map(({ answer }) => answer.kind)).toEqual(['decision', 'decision']);
});

test('a wildcard in a call of several permissions keeps what is unknown about it', () => {
  const { parts, answer } = ask('*', { unknown: ['organization'] });
  expect(parts.map((part) => part.answer.kind)).toEqual(['unknown', 'unknown']);
  expect(answer).toMatchObject({ kind: 'unknown', missing: ['organization'] });
});

test('a permission of a call that is asked alone is answered as in the call', () => {
  const narrow = instances.replace('*', 'i-1*');
  const { parts, answer } = ask(narrow, { alone: true });
  expect(parts).toHaveLength(1);
  expect(answer).toEqual({ kind: 'decision', decision: expect.anything() as unknown });
  expect(answer.decision.verdict).toBe(ask(narrow).parts[0]?.answer.decision.verdict);
});

test.each([
  ['another queue', 'sqs:SendMessage', 'arn:aws:sqs:us-east-1:1:a', 'arn:aws:sqs:us-east-1:1:b', 'denied'],
  ['another bucket', 's3:PutObject', 'arn:aws:s3:::a/x', 'arn:aws:s3:::b/x', 'denied'],
  ['another object of the bucket', 's3:PutObject', 'arn:aws:s3:::a/x', 'arn:aws:s3:::a/y', 'allowed'],
])(
  'a resource policy given by hand is the policy of what is asked: %s',
  (_, action, asked, other, wanted) => {
    const mine = (arn: string) => arn.replace(':1:', `:${account}:`);
    const grant = allow('*', '*', { Principal: { AWS: user('alice') } });
    const document = { Version: '2012-10-17', Statement: [grant] };
    const question = {
      principal: user('alice'),
      action,
      resource: mine(asked),
      assume: { resourcePolicy: { name: 'given', document } },
    };
    const checks = [mine(asked), mine(other)].map((resource) => ({ action, resource, printed: resource }));
    const { parts } = answerCall(anAccount({ users: { alice: {} } }), question, env, () => ({
      ...launch(),
      checks,
    }));
    expect(parts.map(({ answer }) => answer.decision.verdict)).toEqual(['allowed', wanted]);
  },
);
