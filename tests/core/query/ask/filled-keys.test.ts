/** Answers that turn on a context key that the service fills in itself, and that the question does not state. */

import { expect, test } from 'vitest';
import type { Question } from '#core/authz/authorize.ts';
import { serviceFilledKeys } from '#core/model/request/filled-keys.ts';
import { answer } from '#core/query/ask/answer.ts';
import { whoCan } from '#core/query/ask/who-can.ts';
import { openReason } from '#core/authz/because/open-answers.ts';
import { verdictLook, verdictWords } from '#view/places/ask/answer/verdict.ts';
import { type AccountSpec, account, allow, anAccount, deny, env, user } from '../../accounts.ts';

const topic = `arn:aws:sns:us-east-1:${account}:alerts`;
const everyone = { Principal: { AWS: '*' } };
const withTopic = (...statements: readonly object[]): AccountSpec => ({
  users: { ann: {}, max: { inline: { P: allow('sns:*') } } },
  resources: { [topic]: statements },
});
const ofOwner = { Condition: { StringEquals: { 'AWS:SourceOwner': account } } };
const standard = withTopic(allow('SNS:Publish', topic, { ...everyone, ...ofOwner }));

const ask = (spec: AccountSpec, more: Partial<Question> = {}) =>
  answer(anAccount(spec), { principal: user('ann'), action: 'sns:Publish', resource: topic, ...more }, env);
const told = (found: ReturnType<typeof ask>) =>
  found.kind === 'decision' ? found.decision.verdict : `${found.kind}: ${found.missing.join()}`;

test('a topic with AWS’s default policy depends on the owner that SNS fills in', () => {
  const found = ask(standard);
  expect(told(found)).toBe('unknown: filled-keys');
  expect([verdictLook(found), verdictWords(found)]).toEqual([
    'depends',
    { word: 'Depends', caveat: 'on what the service fills in' },
  ]);
  expect(openReason(found, topic)?.headline).toBe('A context key that the service fills in decides.');
});
test('a filled key that the question states decides', () => {
  expect(told(ask(standard, { context: { 'aws:SourceOwner': account } }))).toBe('allowed');
  expect(told(ask(standard, { context: { 'aws:SourceOwner': '999988887777' } }))).toBe('denied');
});
test('a filled key leaves nothing open where the answer is the same for all its values', () => {
  expect(told(ask(standard, { principal: user('max') }))).toBe('allowed');
  expect(told(ask(standard, { action: 'sns:DeleteTopic' }))).toBe('denied');
  const always = withTopic(
    allow('SNS:Publish', topic, { ...everyone, ...ofOwner }),
    deny('SNS:Publish', topic, everyone),
  );
  expect(told(ask(always))).toBe('denied');
});
test('a deny on a filled key is open in both directions', () => {
  const others = { Condition: { StringNotEquals: { 'aws:SourceOwner': account } } };
  const spec = withTopic(deny('SNS:Publish', topic, { ...everyone, ...others }));
  expect(told(ask(spec, { principal: user('max') }))).toBe('unknown: filled-keys');
});
test('a row of who-can depends on what the service fills in, too', () => {
  const rows = whoCan(anAccount(standard), account, { action: 'sns:Publish', resource: topic }, env);
  expect(rows.map(({ name, verdict }) => `${name} ${verdict}`)).toEqual([
    'root allowed',
    'ann depends',
    'max allowed',
  ]);
});
test('the account of the caller and the region are known, so KMS and EC2 fill in no secret', () => {
  const key = `arn:aws:kms:eu-west-1:${account}:key/1234abcd`;
  const ofCaller = { Condition: { StringEquals: { 'kms:CallerAccount': account } } };
  const spec = {
    users: { ann: {} },
    resources: { [key]: [allow('kms:*', '*', { ...everyone, ...ofCaller })] },
  };
  expect(told(ask(spec, { action: 'kms:Decrypt', resource: key }))).toBe('allowed');
  const here = { Condition: { StringEquals: { 'ec2:Region': 'eu-west-1' } } };
  const machine = `arn:aws:ec2:eu-west-1:${account}:instance/i-1`;
  const starter = { users: { ann: { inline: { P: allow('ec2:StartInstances', '*', here) } } } };
  expect(told(ask(starter, { action: 'ec2:StartInstances', resource: machine }))).toBe('allowed');
});
test('the type of an instance is its own: who may start it is open, who may launch one states it', () => {
  const small = { Condition: { StringEquals: { 'ec2:InstanceType': 't3.small' } } };
  const machine = `arn:aws:ec2:eu-west-1:${account}:instance/i-1`;
  const spec = {
    users: { ann: { inline: { P: allow(['ec2:StartInstances', 'ec2:RunInstances'], '*', small) } } },
  };
  expect(told(ask(spec, { action: 'ec2:StartInstances', resource: machine }))).toBe('unknown: filled-keys');
  expect(told(ask(spec, { action: 'ec2:RunInstances', resource: machine }))).toBe('denied');
});
test('every row of the filled keys has its source', () =>
  expect(
    serviceFilledKeys.filter(({ source }) => !source.startsWith('https://docs.aws.amazon.com/')),
  ).toEqual([]));
