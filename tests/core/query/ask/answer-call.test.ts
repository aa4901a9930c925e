/** The permissions of a call as answers of their own, and one of them asked alone. */

import { expect, test } from 'vitest';
import type { AskedCall, CallQuestion, PermissionCheck } from '#core/authz/authorize.ts';
import type { AnswerEnv } from '#core/query/ask/answer.ts';
import { answerCall } from '#core/query/ask/answer-call.ts';
import { whoCan } from '#core/query/ask/who-can.ts';
import { account, allow, anAccount, deny, env, user } from '../../accounts.ts';

const instances = `arn:aws:ec2:us-east-1:${account}:instance/*`;
const volumes = `arn:aws:ec2:us-east-1:${account}:volume/*`;
const subnets = `arn:aws:ec2:us-east-1:${account}:subnet/*`;
const made = ['instance', 'volume'];
const reference: NonNullable<AnswerEnv['reference']> = {
  action: (name) => ({
    name,
    accessLevel: 'Write',
    resourceTypes: [...made, 'subnet'].map((type) => ({
      name: type,
      arnFormat: `arn:\${Partition}:ec2:\${Region}:\${Account}:${type}/\${Id}`,
      conditionKeys: [`aws:${made.includes(type) ? 'Request' : 'Resource'}Tag/\${TagKey}`],
    })),
    conditionKeys: [],
  }),
};
const check = (resource: string): PermissionCheck => ({
  action: 'ec2:RunInstances',
  resource,
  printed: resource,
});
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

test('a wildcard for what a call makes is decided as it stands, and never on part', () => {
  const { parts } = ask(instances.replace('*', 'i-1*'));
  expect(parts.map(({ answer }) => answer.kind)).toEqual(['decision', 'decision']);
});

test('a wildcard for what a call makes keeps what is unknown about it', () => {
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

const oneSubnet = subnets.replace('*', 'subnet-1');
test.each([
  ['all but one', allow('ec2:RunInstances'), 'on-part', 'allowed', { allowed: [], except: [oneSubnet] }],
  [
    'only one',
    allow('ec2:RunInstances', [instances, volumes, oneSubnet]),
    'on-part',
    'denied',
    { allowed: [oneSubnet], except: [] },
  ],
  ['one, but no volume', allow('ec2:RunInstances', [instances, oneSubnet]), 'decision', 'denied', undefined],
  [
    'one, but no subnet',
    allow(
      'ec2:RunInstances',
      made.map((type) => subnets.replace('subnet', type)),
    ),
    'decision',
    'denied',
    undefined,
  ],
])(
  'a launch in whichever subnet, allowed in %s, is answered by the parts of the subnets',
  (which, may, kind, verdict, lists) => {
    const guard = which === 'all but one' ? { D: deny('ec2:RunInstances', oneSubnet) } : undefined;
    const world = anAccount({ users: { alice: { inline: { P: may, ...guard } } } });
    const question = { principal: user('alice'), action: 'ec2:RunInstances', resource: '*' };
    const checks = [instances, volumes, subnets].map(check);
    const asked = (one: CallQuestion) =>
      answerCall(world, one, { ...env, reference }, () => ({ ...launch(), checks }));
    const { answer, parts, deciding } = asked(question);
    expect(answer).toMatchObject({ kind, decision: { verdict }, ...(lists ? { parts: lists } : {}) });
    if (lists) expect(deciding.resource).toBe(subnets);
    for (const part of parts)
      expect(asked({ ...part.question, alone: true }).answer.kind).toBe(part.answer.kind);
  },
);

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

test('the list of who can asks about the whole call, as the question of each does', () => {
  const may = (...resources: string[]) => ({ inline: { P: allow('ec2:RunInstances', resources) } });
  const world = anAccount({
    users: {
      all: may('*'),
      oneSubnet: may(instances, volumes, oneSubnet),
      noVolume: may(instances, subnets),
      other: may(volumes.replace('*', 'vol-1')),
    },
  });
  const question = { action: 'ec2:RunInstances', resource: '*' };
  const calls = () => ({ ...launch(), checks: [instances, volumes, subnets].map(check) });
  const ask = (principal: string) =>
    answerCall(world, { ...question, principal }, { ...env, reference }, calls);
  const rows = whoCan(world, account, { ...question, parts: ask(user('all')).parts }, { ...env, reference });
  expect(rows.map(({ name, verdict }) => [name, verdict])).toEqual([
    ['root', 'allowed'],
    ['all', 'allowed'],
    ['oneSubnet', 'depends'],
    ['noVolume', 'denied'],
    ['other', 'denied'],
  ]);
  for (const { arn, verdict } of rows) {
    const { kind, decision } = ask(arn).answer;
    expect(kind === 'on-part' ? 'depends' : decision.verdict).toBe(verdict);
  }
});
