/** A statement for a trust policy keeps its safeguards, and what is no grant is not offered as one. */

import { expect, test } from 'vitest';
import { attemptBy } from '#app/dispatch/attempt.ts';
import { handle } from '#core/api/door.ts';
import type { Question } from '#core/authz/authorize.ts';
import { rootArn } from '#core/model/arn.ts';
import { emptyReference } from '#core/model/service-reference.ts';
import type { Fix } from '#core/plans/fixes/fix.ts';
import { fixes } from '#core/plans/fixes/search.ts';
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

const doorEnv = { ...env, random: () => 0.5, reference: emptyReference };
const attempt = attemptBy(handle, { kind: 'principal', arn: rootArn(account) }, doorEnv);

const fixesOf = (spec: AccountSpec, question: Omit<Question, 'principal'>): readonly Fix[] =>
  fixes(anAccount(spec), { principal: user('alice'), ...question }, env, attempt).found;

const guard = { Bool: { 'aws:MultiFactorAuthPresent': 'true' } };
const guarded = {
  users: { alice: {}, bob: {} },
  roles: { R: { trust: [{ ...trusts({ AWS: user('bob') }), Condition: guard }] } },
};
const assume = { action: 'sts:AssumeRole', resource: role('R') };
const statementOf = (fix: Fix | undefined) => JSON.parse(fix?.edits[0]?.statement ?? '{}') as object;

test('a new statement of a trust policy asks for the MFA that the others ask for, where the request has it', () => {
  const [first] = fixesOf(guarded, { ...assume, context: { 'aws:MultiFactorAuthPresent': 'true' } });
  expect(statementOf(first)).toMatchObject({ Principal: { AWS: user('alice') }, Condition: guard });
  expect(first?.edits[0]?.leftOut).toBeUndefined();
});

test('a new statement of a trust policy tells that it asks for no MFA, where the request has none', () => {
  const [first] = fixesOf(guarded, assume);
  expect(statementOf(first)).not.toHaveProperty('Condition');
  expect(first?.edits[0]?.leftOut).toEqual(['aws:MultiFactorAuthPresent']);
});

test('who the others have to be is no safeguard of a new statement', () => {
  const Condition = { StringEquals: { 'aws:PrincipalArn': user('bob') } };
  const trust = [{ ...trusts({ AWS: rootArn(account) }), Condition }];
  const [first] = fixesOf({ users: { alice: {} }, roles: { R: { trust } } }, assume);
  expect(statementOf(first)).not.toHaveProperty('Condition');
  expect(first?.edits[0]?.leftOut).toBeUndefined();
});

const read = { action: 's3:GetObject', resource: 'arn:aws:s3:::pay/x' };

test('a policy that is only a boundary is not offered as a grant', () => {
  const titles = fixesOf(
    {
      users: { alice: {}, bob: { boundary: 'Limit' }, carol: { boundary: 'Both', attached: ['Both'] } },
      policies: { Limit: [allow('s3:*')], Both: [allow('s3:*')] },
    },
    read,
  ).map(({ title }) => title);
  expect(titles).toContain('Attach Both to alice');
  expect(titles).not.toContain('Attach Limit to alice');
});

test('a group of administrators is marked and last, also where a Deny takes away what they could take back', () => {
  const all = fixesOf(
    {
      users: { alice: {} },
      groups: { it: { attached: ['All', 'NoPatients'] }, power: { attached: ['All', 'NoIam'] } },
      policies: { All: [allow('*')], NoPatients: [deny('sqs:*')], NoIam: [deny('iam:*')] },
    },
    read,
  );
  expect(all.map(({ title, allowsEverything }) => [title, allowsEverything])).toEqual([
    ['Allow s3:GetObject on s3://pay/x in a new inline policy of alice', false],
    ['Add alice to power', false],
    ['Attach All to alice', true],
    ['Add alice to it', true],
  ]);
});
