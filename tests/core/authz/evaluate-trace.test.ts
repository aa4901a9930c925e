/** The trace that tells how a decision was made. */

import { expect, test } from 'vitest';
import type { EvaluationInput } from '#core/authz/decision.ts';
import { evaluate } from '#core/authz/evaluate.ts';
import { complexWorkload } from '../../bench/engine.ts';
import { A, allow, asked, asRole, bob, key, object, policy, role, session } from './asked.ts';

test('the trace tells the first part that failed, with the spans of the statements', () => {
  const text = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Action: 'ec2:*', Resource: '*' },
      { Effect: 'Allow', Action: 's3:*', Resource: 'arn:aws:s3:::other/*' },
      {
        Effect: 'Allow',
        Action: 's3:*',
        Resource: '*',
        Condition: {
          Bool: { 'aws:SecureTransport': 'true' },
          StringLike: { 'AWS:username': ['A*', 'C*'] },
        },
      },
    ],
  });
  const { gates } = evaluate(
    asked({
      identityPolicies: [{ name: 'p', document: text }],
      context: { 'aws:SecureTransport': 'true' },
    }),
  ).explain();
  const statements = gates.find(({ layer }) => layer === 'identity')?.statements ?? [];
  expect(statements.map(({ failed, applies }) => [failed, applies])).toEqual([
    ['action', false],
    ['resource', false],
    ['condition', false],
  ]);
  expect(statements.map(({ span }) => JSON.parse(text.slice(span.start, span.end)) as unknown)).toEqual(
    (JSON.parse(text) as { Statement: unknown }).Statement,
  );
  expect(statements[2]?.conditions).toEqual([
    { operator: 'Bool', key: 'aws:SecureTransport', wanted: ['true'], found: 'true', holds: true },
    { operator: 'StringLike', key: 'AWS:username', wanted: ['A*', 'C*'], found: 'Bob', holds: false },
  ]);
});

test('the trace shows the context as evaluated: given keys in their spelling, then the derived ones', () => {
  expect(
    evaluate(asked({ context: { 'AWS:sourceip': '203.0.113.1', 'AWS:PrincipalType': 'User' } })).explain()
      .context,
  ).toEqual({
    'AWS:sourceip': '203.0.113.1',
    'AWS:PrincipalType': 'User',
    'aws:PrincipalArn': bob,
    'aws:PrincipalAccount': A,
    'aws:username': 'Bob',
    'aws:ResourceAccount': A,
  });
});

test('the trace tells each level of the organization', () => {
  const [full, some] = [allow('*'), allow('ec2:*')];
  const { gates, because, rule } = evaluate(
    asked({ serviceControlPolicies: [[full], [some], [full]] }),
  ).explain();
  expect(gates[0]?.levels).toEqual([
    { policies: [full.name], outcome: 'allows' },
    { policies: [some.name], outcome: 'implicit-deny' },
    { policies: [full.name], outcome: 'allows' },
  ]);
  expect(gates[0]?.statements.map(({ level }) => level)).toEqual([0, 1, 2]);
  expect(rule).toBe('E-03');
  expect(because).toBe(
    'Denied because no service control policy at level 2 of the organization allows s3:GetObject on s3://bucket/k. Every level from the root to the account must allow it.',
  );
});

test('a service control policy that was given for a question says its level where that is known, else none', () => {
  const saying = (name: string) =>
    evaluate(asked({ serviceControlPolicies: [[{ ...allow('ec2:*'), name }]] })).explain().because;
  const most = 'Every level from the root to the account must allow it.';
  const what = 's3:GetObject on s3://bucket/k';
  expect(saying('the added SCP')).toBe(`Denied because the added SCP does not allow ${what}. ${most}`);
  expect(saying('the added SCP 1 of ou-ab12-11111111')).toBe(
    `Denied because no service control policy at ou-ab12-11111111 allows ${what}. ${most}`,
  );
});

const scope = (number: number, document: object) => ({
  name: `${session}#scope-down/${number}/a`,
  document,
});
const scopedTwice = {
  ...asRole,
  sessionPolicies: [allow('s3:*')],
  scopeDownPolicies: [scope(1, allow('s3:*').document), scope(2, allow('s3:Put*').document)],
};

test('Y-01 the trace tells the session policies and each scope-down policy as levels of their own', () => {
  const { gates, because, rule } = evaluate(
    asked({ ...scopedTwice, identityPolicies: [allow('s3:*')] }),
  ).explain();
  const gate = gates.find(({ layer }) => layer === 'session');
  expect(gate?.levels?.map(({ outcome }) => outcome)).toEqual(['allows', 'allows', 'implicit-deny']);
  expect(gate?.statements.map(({ level, applies }) => [level, applies])).toEqual([
    [0, true],
    [1, true],
    [2, false],
  ]);
  expect(rule).toBe('Y-01');
  expect(because).toMatch(
    /^Denied because the second scope-down policy of s1 does not allow s3:GetObject on s3:\/\/bucket\/k\. /,
  );
});

test('Y-01 a session that was never scoped down has no levels', () => {
  const { gates } = evaluate(asked({ ...scopedTwice, scopeDownPolicies: [] })).explain();
  expect(gates.find(({ layer }) => layer === 'session')).not.toHaveProperty('levels');
});

test.each<[string, Partial<EvaluationInput>, string]>([
  [
    'E-01',
    { identityPolicies: [{ ...policy({ Sid: 'Never', Effect: 'Deny', Action: '*' }), name: 'Guard' }] },
    'Guard explicitly denies s3:GetObject on s3://bucket/k. An explicit deny wins over every allow.',
  ],
  ['E-05', {}, 'no policy of Bob allows s3:GetObject on s3://bucket/k. What no policy allows is denied.'],
  [
    'E-26',
    { resourcePolicy: { ...allow('*', { Principal: '*' }), name: object } },
    'the policy of s3://bucket/k allows s3:GetObject on s3://bucket/k for everyone.',
  ],
  [
    'E-25',
    { resourcePolicy: { ...allow('*', { Principal: { AWS: A } }), name: object } },
    'no policy of Bob allows s3:GetObject on s3://bucket/k. The policy of s3://bucket/k names only the account',
  ],
  [
    'E-50',
    { action: 'sts:AssumeRole', resource: role },
    'no trust policy allows sts:AssumeRole on role Dev for Bob. A role can be assumed only by those that its trust',
  ],
  ['E-52', { action: 'kms:Decrypt', resource: key }, 'no key policy allows kms:Decrypt on kms:1 for Bob.'],
  [
    'E-80',
    { action: 'sts:GetCallerIdentity', resource: '*' },
    'sts:GetCallerIdentity needs no permission. Every caller with valid credentials can call it',
  ],
])('%s decides, and the trace says why', (rule, parts, start) => {
  const trace = evaluate(asked(parts)).explain();
  expect(trace.rule).toBe(rule);
  expect(trace.because.replace(/^(Allowed|Denied) because /, '').slice(0, start.length)).toBe(start);
});

test('the trace stays small on large policies, and counts what it leaves out', () => {
  for (const input of complexWorkload().inputs) {
    const { gates } = evaluate(input).explain();
    expect(JSON.stringify(gates).length).toBeLessThan(10_000);
    const identity = gates.find(({ layer }) => layer === 'identity');
    expect((identity?.statements.length ?? 0) + (identity?.omitted ?? 0)).toBe(80);
  }
});
