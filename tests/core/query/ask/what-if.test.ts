/** The engine is asked again with what a denied request lacks, found in the conditions that refused it. */

import { expect, test } from 'vitest';
import type { AskedCalls, CallQuestion } from '#core/authz/authorize.ts';
import { labelsIn } from '#core/model/labels.ts';
import { answerCall } from '#core/query/ask/answer-call.ts';
import { absentText, whatIf, whatIfText } from '#core/query/ask/what-if.ts';
import { type AccountSpec, allow, anAccount, deny, env, role, trusts, user } from '../../accounts.ts';

const asked: CallQuestion = {
  principal: user('alice'),
  action: 's3:GetObject',
  resource: 'arn:aws:s3:::pay/x',
};

/** A call with the named resources. `keysOf` limits the keys that the check on a resource carries. */
const callOn =
  (resources: readonly string[], keysOf: Record<string, readonly string[]> = {}): AskedCalls =>
  (_, { action, context = {} }) => ({
    checks: resources.map((resource) => ({
      action,
      resource,
      printed: resource,
      context: Object.fromEntries(
        Object.entries(context).filter(([key]) => keysOf[resource]?.includes(key) !== false),
      ),
    })),
    denied: () => undefined,
    refusedAfter: () => undefined,
  });

function found(spec: AccountSpec, question: Partial<CallQuestion> = {}, calls?: AskedCalls) {
  const world = anAccount(spec);
  const whole = { ...asked, ...question };
  const ask = (context: Record<string, string>) =>
    answerCall(
      world,
      { ...whole, context: { ...whole.context, ...context } },
      env,
      calls ?? callOn([whole.resource]),
    );
  const call = ask({});
  const one = whatIf(call, ask);
  return one && { ...one, answer: one.call.answer, text: whatIfText(call.deciding, one, labelsIn(world)) };
}

const when = (Condition: object) => allow('s3:GetObject', '*', { Condition });
const alice = (...statements: object[]): AccountSpec => ({
  users: { alice: { inline: Object.fromEntries(statements.map((one, at) => [`P${at + 1}`, one])) } },
});
const noMfa = deny('*', '*', { Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } } });

test.each<[string, AccountSpec, Partial<CallQuestion>, Record<string, string>, string]>([
  [
    'MFA',
    alice(when({ Bool: { 'aws:MultiFactorAuthPresent': 'true' } })),
    {},
    { 'aws:MultiFactorAuthPresent': 'true' },
    'With MFA, P1 of alice would allow it.',
  ],
  [
    'MFA that a deny asks for',
    alice(noMfa, allow('s3:*')),
    {},
    { 'aws:MultiFactorAuthPresent': 'true' },
    'With MFA, P2 of alice would allow it.',
  ],
  [
    'MFA that is not too old',
    alice(when({ NumericLessThan: { 'aws:MultiFactorAuthAge': '3600' } })),
    {},
    { 'aws:MultiFactorAuthAge': '3599' },
    'With MFA 3599 seconds before, P1 of alice would allow it.',
  ],
  [
    'a source address',
    alice(when({ IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } })),
    { context: { 'aws:SourceIp': '8.8.8.8' } },
    { 'aws:SourceIp': '203.0.113.1' },
    'If the source IP address of the request were 203.0.113.1, P1 of alice would allow it.',
  ],
  [
    'a region that a deny leaves out',
    alice(
      deny('*', '*', { Condition: { StringNotEquals: { 'aws:RequestedRegion': ['eu-west-1'] } } }),
      allow('*'),
    ),
    {},
    { 'aws:RequestedRegion': 'eu-west-1' },
    'If the region of the request were eu-west-1, P2 of alice would allow it.',
  ],
  [
    'a tag of the resource that equals the tag of the caller',
    alice(when({ StringEquals: { 's3:ExistingObjectTag/team': '${aws:PrincipalTag/team}' } })),
    { context: { 'aws:PrincipalTag/team': 'blue' } },
    { 's3:ExistingObjectTag/team': 'blue' },
    'If s3://pay/x’s tag team were blue, P1 of alice would allow it.',
  ],
  [
    'a tag of the caller that equals the tag of the resource',
    alice(when({ StringEquals: { 's3:ExistingObjectTag/team': '${aws:PrincipalTag/team}' } })),
    { context: { 's3:ExistingObjectTag/team': 'blue' } },
    { 'aws:PrincipalTag/team': 'blue' },
    'If alice’s tag team were blue, P1 of alice would allow it.',
  ],
  [
    'a tag, asked on everything',
    alice(when({ StringEquals: { 's3:ExistingObjectTag/team': 'blue' } })),
    { resource: '*' },
    { 's3:ExistingObjectTag/team': 'blue' },
    'If the resource’s tag team were blue, P1 of alice would allow it.',
  ],
  [
    'a VPC endpoint',
    alice(when({ StringEquals: { 'aws:SourceVpce': 'vpce-1' } })),
    {},
    { 'aws:SourceVpce': 'vpce-1' },
    'Through the VPC endpoint vpce-1, P1 of alice would allow it.',
  ],
  [
    'an external ID in a trust policy',
    {
      users: { alice: { inline: { P1: allow('sts:AssumeRole') } } },
      roles: {
        Deploy: {
          trust: [
            { ...trusts({ AWS: user('alice') }), Condition: { StringEquals: { 'sts:ExternalId': 'acme' } } },
          ],
        },
      },
    },
    { action: 'sts:AssumeRole', resource: role('Deploy') },
    { 'sts:ExternalId': 'acme' },
    'If the external ID were acme, the trust policy of Deploy would allow it.',
  ],
  [
    'a deny and an allow that ask for different things',
    alice(noMfa, when({ StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } })),
    {},
    { 'aws:MultiFactorAuthPresent': 'true', 'aws:RequestedRegion': 'eu-west-1' },
    'With MFA, if the region of the request were eu-west-1, P2 of alice would allow it.',
  ],
])('what is missing is found: %s', (_, spec, question, context, text) => {
  const one = found(spec, question);
  expect(one?.context).toEqual(context);
  expect(one?.answer.decision.verdict).toBe('allowed');
  expect(one?.text).toBe(text);
});

test('a met condition that is not enough is said with the next reason', () => {
  const one = found({
    users: {
      alice: { inline: { P1: when({ Bool: { 'aws:MultiFactorAuthPresent': 'true' } }) }, boundary: 'Limit' },
    },
    policies: { Limit: [allow('iam:*')] },
  });
  expect(one?.answer.decision.verdict).toBe('denied');
  expect(one?.text).toBe(
    'Even with MFA, it would be denied because the permissions boundary Limit does not allow s3:GetObject on s3://pay/x.',
  );
});

test.each<[string, AccountSpec]>([
  ['no policy speaks of the action', alice(allow('iam:*'))],
  ['the resource is another', alice(allow('s3:GetObject', 'arn:aws:s3:::other/*'))],
  ['a deny without a condition', alice(deny('*'))],
  ['the condition names another caller', alice(when({ StringEquals: { 'aws:username': 'bob' } }))],
  ['the value can be anything of a pattern', alice(when({ StringLike: { 'aws:PrincipalTag/team': 'a*' } }))],
  [
    'the value is that of a tag which the caller lacks',
    alice(when({ StringEquals: { 'aws:RequestTag/a': '${aws:PrincipalTag/a}' } })),
  ],
  ['the key must be absent', alice(when({ Null: { 'aws:SourceIp': 'true' } }))],
  ['the answer is Yes', alice(allow('*'))],
])('nothing is proposed where %s', (_, spec) => expect(found(spec)).toBeUndefined());

test('an answer that is only as far as known stays so', () => {
  const one = found({
    ...alice(when({ Bool: { 'aws:MultiFactorAuthPresent': 'true' } })),
    unknown: ['organization'],
  });
  expect(one?.text).toBe('With MFA, P1 of alice would allow it, as far as known.');
});

const [first, second] = ['arn:aws:s3:::pay/x', 'arn:aws:s3:::pay/y'];
const dev = { StringEquals: { 'aws:RequestTag/env': 'dev' } };

test('a call is promised only when all of its permissions are allowed then', () => {
  expect(found(alice(when(dev)), {}, callOn([first, second]))?.text).toBe(
    'If the tag env in the request were dev, P1 of alice would allow it.',
  );
  const onFirst = allow('s3:GetObject', first, { Condition: dev });
  expect(found(alice(onFirst), {}, callOn([first, second]))?.text).toBe(
    'Even if the tag env in the request were dev, s3:GetObject on s3://pay/y would still be denied.',
  );
});

test('a key that one check of the call does not carry promises nothing for it', () => {
  expect(found(alice(when(dev)), {}, callOn([first, second], { [second]: [] }))?.text).toBe(
    'Even if the tag env in the request were dev, s3:GetObject on s3://pay/y would still be denied.',
  );
});

test('a promise names the policies of all permissions that the call needs', () => {
  const one = found(
    alice(allow('s3:GetObject', first, { Condition: dev }), allow('s3:GetObject', second)),
    {},
    callOn([first, second]),
  );
  expect(one?.text).toBe(
    'If the tag env in the request were dev, P1 of alice and P2 of alice would allow it.',
  );
});

test.each([
  ['iam:GetUser', /^There is no user somebody in account /],
  ['iam:CreateAccessKey', /^There is no user somebody in account /],
  ['iam:CreateUser', undefined],
  ['iam:CreateServiceLinkedRole', undefined],
])('a denied %s tells that its user does not exist only where it needs one', (action, words) => {
  const world = anAccount(alice());
  const question = { ...asked, action, resource: user('somebody') };
  const text = absentText(world, answerCall(world, question, env, callOn([question.resource])));
  if (words) expect(text).toMatch(words);
  else expect(text).toBeUndefined();
});
