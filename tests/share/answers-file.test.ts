/** Pinned answers as a file: written, read back, refused with its place, and checked against an account from Node. */

import { expect, test } from 'vitest';
import { checkAnswers } from '#headless.ts';
import type { PinnedAnswer } from '#core/query/pinned/check.ts';
import { readAnswers, writeAnswers } from '#share/answers-file.ts';
import { account, allow, anAccount, deny, role, trusts, user } from '../core/accounts.ts';

const bucket = 'arn:aws:s3:::pay/x';
const key = `arn:aws:kms:eu-west-1:${account}:key/1`;
const pinned = (
  action: string,
  resource: string,
  expected: PinnedAnswer['expected'],
  more: Partial<PinnedAnswer['question']> = {},
): PinnedAnswer => ({ question: { principal: user('alice'), action, resource, ...more }, expected });
const world = anAccount({
  users: { alice: { inline: { Reads: allow('*'), NoSecrets: deny('secretsmanager:*') } } },
  roles: { app: { trust: [trusts({ Service: 'lambda.amazonaws.com' })] } },
});
const check = (...answers: readonly PinnedAnswer[]) =>
  checkAnswers(world, { name: 'pinned.json', text: writeAnswers(answers) });

test('what was written is read back the same', () => {
  const answers: PinnedAnswer[] = [
    { text: 'Alice reads', ...pinned('s3:GetObject', bucket, 'allowed') },
    pinned('kms:Decrypt', key, 'depends', { context: { 'aws:SourceIp': '1.2.3.4', 'aws:TagKeys': ['a'] } }),
    pinned('lambda:CreateFunction', '*', 'denied', { passedRole: role('app') }),
  ];
  expect(readAnswers(writeAnswers(answers))).toEqual({ ok: true, value: answers });
});

test('each answer passes or not, with the reason and who decided', () => {
  const [reads, secret, decrypts] = check(
    pinned('s3:GetObject', bucket, 'allowed'),
    pinned(
      'secretsmanager:GetSecretValue',
      `arn:aws:secretsmanager:eu-west-1:${account}:secret:a`,
      'allowed',
    ),
    pinned('kms:Decrypt', key, 'depends'),
  );
  expect(reads).toMatchObject({ passed: true, now: 'allowed', decidedBy: [`${user('alice')}#Reads`] });
  expect(secret).toMatchObject({
    passed: false,
    now: 'denied',
    layer: 'identity',
    decidedBy: [`${user('alice')}#NoSecrets`],
    because: expect.stringMatching(/^Denied because NoSecrets .*explicitly denies/) as string,
  });
  expect(decrypts).toMatchObject({ passed: true, now: 'depends', dependsOn: ['key-policy'] });
});

test('a principal that is gone is denied with that reason, and a call that AWS does not have never passes', () => {
  const gone = { ...pinned('s3:GetObject', bucket, 'allowed') };
  const [first] = check({ ...gone, question: { ...gone.question, principal: user('nobody') } });
  expect(first).toMatchObject({ passed: false, now: 'denied' });
  expect(first?.because).toContain('there is no user nobody');
});

const imported = anAccount({ users: { alice: {} }, unknown: ['resource-policies', 'organization'] });
const opened = anAccount({
  users: { alice: { inline: { Reads: allow('*') } } },
  unknown: ['resource-policies', 'organization'],
});
test('an answer that is known in part is pinned with its verdict, so that its turn is told', () => {
  const text = writeAnswers([pinned('s3:GetObject', bucket, 'denied-as-far-as-known')]);
  const [before] = checkAnswers(imported, { name: 'pinned.json', text });
  const [after] = checkAnswers(opened, { name: 'pinned.json', text });
  expect(before).toMatchObject({ passed: true, now: 'denied-as-far-as-known' });
  expect(after).toMatchObject({ passed: false, now: 'allowed-as-far-as-known' });
});
test('an answer that has become certain is still the pinned one, and one that is certain no more is not', () => {
  const [sure, unsure] = [
    check(pinned('s3:GetObject', bucket, 'allowed-as-far-as-known')),
    checkAnswers(opened, {
      name: 'pinned.json',
      text: writeAnswers([pinned('s3:GetObject', bucket, 'allowed')]),
    }),
  ];
  expect(sure[0]).toMatchObject({ passed: true, now: 'allowed' });
  expect(unsure[0]).toMatchObject({ passed: false, now: 'allowed-as-far-as-known' });
});

const file = (answers: unknown) => JSON.stringify({ format: 'iam-playground/answers', version: 1, answers });
const one = { principal: user('alice'), action: 's3:GetObject', resource: bucket, expected: 'allowed' };
test.each([
  [
    'cut off',
    '{"format": "iam-playground/answers",\n "answers": [',
    /^pinned\.json, line 2, column \d+ \(answers.*\): the file is cut off$/,
  ],
  [
    'another format',
    '{"format": "x", "version": 1, "answers": []}',
    /line 1, column 1 \(the file\): these are no pinned answers: `"format": "iam-playground\/answers"` is missing/,
  ],
  ['a newer version', '{"format": "iam-playground/answers", "version": 2, "answers": []}', /\(version\): /],
  [
    'another verdict',
    file([{ ...one, expected: 'yes' }]),
    /\(answers\[0\]\.expected\): expected `allowed` or `denied` or .* or `depends`/,
  ],
  ['no action', file([one, { ...one, action: 'GetObject' }]), /\(answers\[1\]\.action\): /],
  ['an unknown member', file([{ ...one, principle: 'x' }]), /\(answers\[0\]/],
])('a file with %s is refused with its place', (_, text, message) =>
  expect(() => checkAnswers(world, { name: 'pinned.json', text })).toThrow(message),
);
