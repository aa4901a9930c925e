/** Questions about anybody with an AWS account, where a policy asks for what a caller chooses in their own account. */

import { expect, test } from 'vitest';
import { openReason } from '#core/authz/because/open-answers.ts';
import { answer } from '#core/query/ask/answer.ts';
import { verdictLook, verdictWords } from '#view/places/ask/answer/verdict.ts';
import { account, allow, anAccount, env } from '../../accounts.ts';

const key = `arn:aws:kms:us-east-1:${account}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
const forThose = (condition: object, ...more: readonly object[]) =>
  answer(
    anAccount({
      resources: { [key]: [allow('kms:*', '*', { Principal: '*', Condition: condition }), ...more] },
    }),
    { principal: 'AWS:*', action: 'kms:Decrypt', resource: key },
    env,
  );

test.each([
  [{ ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/deploy-*' } }, 'aws:PrincipalArn'],
  [{ StringLike: { 'aws:PrincipalArn': '*:role/deploy-*' } }, 'aws:PrincipalArn'],
  [{ ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:user/team/*' } }, 'aws:PrincipalArn'],
  [{ StringEquals: { 'aws:PrincipalTag/team': 'red' } }, 'aws:PrincipalTag/team'],
  [{ StringLike: { 'aws:PrincipalTag/team': 're?-*' } }, 'aws:PrincipalTag/team'],
  [{ Null: { 'aws:PrincipalTag/team': 'false' } }, 'aws:PrincipalTag/team'],
  [{ StringEquals: { 'aws:PrincipalTag/team': '${aws:PrincipalTag/crew}' } }, 'aws:PrincipalTag/team'],
  [{ StringEquals: { 'aws:PrincipalType': 'AssumedRole' } }, 'aws:PrincipalType'],
  [{ StringEquals: { 'aws:username': 'ann' } }, 'aws:username'],
  [{ StringLike: { 'aws:userid': '*:ci' } }, 'aws:userid'],
  [{ StringLike: { 'aws:userid': 'AROA*' } }, 'aws:userid'],
])('E-40 a condition that a caller can meet in their own account is no flat No: %j', (condition, named) => {
  const found = forThose(condition);
  expect([found.kind, found.kind === 'unknown' && found.missing]).toEqual(['unknown', ['chosen-caller']]);
  expect(found.kind === 'unknown' && found.gaps[0]?.why).toContain(`\`${named}\``);
  expect([verdictLook(found), verdictWords(found)]).toEqual([
    'depends',
    { word: 'Depends', caveat: 'on who calls' },
  ]);
  expect(openReason(found, key)?.headline).toContain('an account of their own');
});
test.each([
  { StringEquals: { 'aws:PrincipalOrgID': 'o-abcdefghij', 'aws:PrincipalTag/team': 'red' } },
  { StringEquals: { 'aws:PrincipalAccount': '999988887777' } },
  { StringEquals: { 'aws:SourceAccount': '999988887777' } },
  { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::999988887777:role/*' } },
  { StringEquals: { 'aws:userid': 'AIDAEXAMPLEEXAMPLE123' } },
  { StringLike: { 'aws:userid': 'AROAEXAMPLEEXAMPLE123:*' } },
  { StringEquals: { 'aws:PrincipalType': 'User' }, ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/*' } },
])('E-40 a condition that no stranger can meet stays a No: %j', (condition) =>
  expect(forThose(condition).kind === 'decision' && verdictLook(forThose(condition))).toBe('no'),
);
test('E-40 a deny that reaches only some callers leaves a Yes for anybody', () =>
  expect(verdictLook(forThose({ StringNotEquals: { 'aws:PrincipalTag/team': 'red' } }))).toBe('yes'));
