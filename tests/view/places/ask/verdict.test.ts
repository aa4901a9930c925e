/** The words of each kind of answer, for the account in which a student asks. */

import { expect, test } from 'vitest';
import type { Question } from '#core/authz/authorize.ts';
import { askedCall } from '#core/api/question/asked-call.ts';
import { type AskAnswer, answer } from '#core/query/ask/answer.ts';
import { answerAlone } from '#core/query/ask/answer-alone.ts';
import { answerCall } from '#core/query/ask/answer-call.ts';
import { countWords, partWords } from '#view/places/ask/answer/call/words.ts';
import { callReason, callVerdict, verdictWords } from '#view/places/ask/answer/verdict.ts';
import { openReason } from '#core/authz/because/open-answers.ts';
import { answerWords, spokenWords } from '#view/places/ask/answer/whole-words.ts';
import { account, allow, anAccount, deny, env, role, trusts, user } from '../../../core/accounts.ts';

const world = anAccount({
  users: {
    alice: { inline: { P: allow('*') } },
    bob: { inline: { P: allow('s3:GetObject', 'arn:aws:s3:::corp-data/*') } },
    carol: { inline: { P: allow('s3:*'), D: deny('s3:*', 'arn:aws:s3:::corp-data/*') } },
  },
  roles: {
    Open: { trust: [trusts({ AWS: '*' })] },
    Machine: { trust: [trusts({ Service: 'ec2.amazonaws.com' })] },
  },
});
const reference = {
  action: () => ({
    name: 's3:GetObject',
    accessLevel: 'Read' as const,
    resourceTypes: [{ name: 'object', arnFormat: 'arn:${Partition}:s3:::${BucketName}/${ObjectName}' }],
    conditionKeys: [],
  }),
};
const words = (question: Question) => {
  const found = answer(world, question, { ...env, reference });
  const { word, caveat } = verdictWords(found);
  return [
    word,
    caveat,
    openReason(found, question.resource)?.headline,
    answerWords(question, { answer: found }),
  ];
};
const key = `arn:aws:kms:eu-west-1:${account}:key/1234`;

test('a plain answer has no caveat, and the decision says why', () =>
  expect(words({ principal: user('alice'), action: 's3:GetObject', resource: 'arn:aws:s3:::a/b' })).toEqual([
    'Yes',
    undefined,
    undefined,
    'alice can do s3:GetObject on a/b',
  ]));
test('an unknown key policy decides', () =>
  expect(words({ principal: user('alice'), action: 'kms:Decrypt', resource: key })).toEqual([
    'Depends',
    'on the key policy',
    'The key policy decides, and this account does not hold it.',
    'alice can or cannot do kms:Decrypt on kms:1234',
  ]));
test('where only the policy of the other side is missing, the answer depends on it', () => {
  const queue = 'arn:aws:sqs:eu-west-1:444455556666:q';
  expect(words({ principal: user('alice'), action: 'sqs:SendMessage', resource: queue }).slice(0, 3)).toEqual(
    ['Depends', 'on the resource policy', 'The resource policy decides, and this account does not hold it.'],
  );
  const eve = 'arn:aws:iam::444455556666:user/eve';
  expect(words({ principal: eve, action: 'sqs:SendMessage', resource: queue }).slice(0, 3)).toEqual([
    'Depends',
    'on both sides',
    'Policies of the caller’s account and the resource policy decide.',
  ]);
});
test('part of a wildcard is allowed as far as known where control policies are missing', () => {
  const unsure = anAccount({
    users: { bob: { inline: { P: allow('s3:GetObject', 'arn:aws:s3:::corp-data/*') } } },
    unknown: ['organization'],
  });
  const question = { principal: user('bob'), action: 's3:GetObject', resource: '*' };
  expect(verdictWords(answer(unsure, question, { ...env, reference })).caveat).toBe('as far as known');
});
test('an outsider at an open role gets a Yes that their own account can take back', () =>
  expect(
    words({
      principal: 'arn:aws:iam::999988887777:user/eve',
      action: 'sts:AssumeRole',
      resource: role('Open'),
    }).slice(0, 3),
  ).toEqual(['Yes', 'if their own account allows it', 'This side allows it.']));
test.each([
  ['bob', 'Allowed on `corp-data/*`.'],
  ['carol', 'Allowed on everything that you ask about, but not on `corp-data/*`.'],
])('a wildcard of the question is allowed to %s on part', (name, headline) =>
  expect(words({ principal: user(name), action: 's3:GetObject', resource: '*' })).toEqual([
    'On part',
    'not on everything',
    headline,
    `${name} can do s3:GetObject on everything`,
  ]),
);

const because = { headline: 'Because `P` says so.', more: '' };
test('what is read out says that AWS refuses a call that the policies allow', () => {
  const question = { principal: user('alice'), action: 'sts:GetScopedCredentials', resource: '*' };
  expect(spokenWords(answerCall(world, question, env, askedCall), question, because)).toMatch(
    /^Yes, by the policies alone\. Because P says so\. AWS refuses this call before it reads a policy\. \w+: \w/,
  );
});
test('a call that AWS does not have is neither allowed nor denied, in the word and read out', () => {
  const question = { principal: user('alice'), action: 's3:GetObjet', resource: 'arn:aws:s3:::corp-data/x' };
  const call = { ...answerCall(world, question, env, askedCall), unfit: { kind: 'no-action' as const } };
  expect(callVerdict(call)).toEqual({ look: 'depends', word: 'No such action' });
  expect(answerWords(question, call)).toBe('s3:GetObjet on corp-data/x');
  expect(spokenWords(call, question, because)).toBe('No such action.');
  const unknown = { ...call, unfit: { kind: 'no-service' as const } };
  expect(callVerdict(unknown)).toEqual({ look: 'yes', word: 'Yes', caveat: 'as far as known' });
});
test('a call that lacks its role depends on it, unless it is denied already', () => {
  const ask = (name: string) => {
    const question = { principal: user(name), action: 'lambda:CreateFunction', resource: '*' };
    return callVerdict(answerCall(world, question, env, askedCall));
  };
  expect(ask('alice')).toEqual({ look: 'depends', word: 'Depends', caveat: 'on the role' });
  expect(ask('bob')).toEqual({ look: 'no', word: 'No' });
});
test.each([
  ['lambda:CreateFunction', 'no', 'No', 'the service cannot assume the role', 'tries the role at once'],
  ['ecs:RunTask', 'yes', 'Yes', 'but the service cannot assume the role', 'AWS accepts the call.'],
])('E-58 %s with a role that trusts somebody else is told from the permission', (action, look, ...said) => {
  const question = { principal: user('alice'), action, resource: '*', passedRole: role('Machine') };
  const call = answerCall(world, question, env, askedCall);
  const [word, caveat, more] = said;
  expect(callVerdict(call)).toEqual({ look, word, caveat });
  const reason = callReason(call, '*');
  expect(reason?.headline).toMatch(/^\S+\.amazonaws\.com cannot assume role Machine/);
  expect(reason?.more).toContain(more);
});
test('what is read out names the permission that decides, where it is not the asked one', () => {
  const question = { principal: user('bob'), action: 's3:GetObject', resource: 'arn:aws:s3:::corp-data/x' };
  const plain = answerAlone(world, question, env);
  expect(spokenWords(plain, question, because)).toBe('Yes. Because P says so.');
  const deciding = { ...question, action: 'iam:PassRole' };
  expect(spokenWords({ ...plain, deciding }, question, because)).toBe(
    'Yes. The call needs iam:PassRole. Because P says so.',
  );
});

test.each([
  [['yes', 'yes'], 'All are allowed.'],
  [['no', 'no'], 'All are denied.'],
  [['yes', 'no'], 'One is denied.'],
  [['yes', 'depends'], 'One depends on what is not known.'],
  [['no', 'no', 'depends', 'depends'], '2 are denied. 2 depend on what is not known.'],
  [['yes', 'part'], 'One is allowed on part of the resources.'],
  [['no', 'part', 'part'], 'One is denied. 2 are allowed on part of the resources.'],
] as const)('the permissions of a call that read %j are counted', (looks, said) => {
  const ask = (name: string, action: string, resource: string): AskAnswer =>
    answer(world, { principal: user(name), action, resource }, { ...env, reference });
  const answers = {
    yes: ask('alice', 's3:GetObject', 'arn:aws:s3:::a/b'),
    no: ask('bob', 's3:GetObject', 'arn:aws:s3:::a/b'),
    depends: ask('alice', 'kms:Decrypt', key),
    part: ask('bob', 's3:GetObject', '*'),
  };
  expect(countWords(looks.map((look) => answers[look]))).toBe(said);
});

test.each([
  [[], ['a'], true, 'not `a`'],
  [['a', 'b'], [], true, 'only `a` and `b`'],
  [['a'], ['b'], true, 'only `a`, but not `b`'],
  [[], [], false, 'no short list tells which part'],
])('a permission on part, with %j but %j, is told in few words', (allowed, except, isListed, said) => {
  const question = { principal: user('alice'), action: 's3:GetObject', resource: '*' };
  const rest = { question, decision: answer(world, question, env).decision };
  expect(partWords({ of: 'patterns', allowed, except, isListed, isMixed: true, rest })).toBe(said);
});
