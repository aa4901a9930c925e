/** The statement of a fix stands where it is missing, and opens nothing else: each kind of policy once. */

import { expect, test } from 'vitest';
import { attemptBy } from '#app/dispatch/attempt.ts';
import { handle } from '#core/api/door.ts';
import { type Question, authorize } from '#core/authz/authorize.ts';
import { rootArn } from '#core/model/arn.ts';
import { unsafeAccountId } from '#core/model/ids.ts';
import { apply } from '#core/model/world/apply.ts';
import { replaced } from '#core/model/world/change.ts';
import type { World } from '#core/model/world/world.ts';
import type { Fix } from '#core/plans/fixes/fix.ts';
import { fixes } from '#core/plans/fixes/search.ts';
import { createReference } from '#reference/reference.ts';
import { aWorld, allow, deny, policyOf, testAccount, trusts } from '../../../setup/world.ts';
import { consequenceOf, worldAfterFix } from '#core/plans/fixes/consequence.ts';
import { runToEnd } from '#core/model/steps.ts';

const reference = createReference();
await reference.loadAllActions();
const env = { now: Date.UTC(2026, 0, 31), reference };
const other = '444455556666';
const root = rootArn(unsafeAccountId(testAccount));
const attempt = attemptBy(handle, { kind: 'principal', arn: root }, { ...env, random: () => 0.5 });
const alice = `arn:aws:iam::${testAccount}:user/alice`;
const object = 'arn:aws:s3:::pay/x';
const reads: Question = { principal: alice, action: 's3:GetObject', resource: object };

/** Returns the first fix, which opens exactly the question. */
function exactFix(world: World, question: Question): Fix {
  const [first] = fixes(world, question, env, attempt).found;
  if (!first) throw new Error('no fix was found');
  const found = runToEnd(consequenceOf(world, first, question, { env, attempt, reference }));
  expect({ title: first.title, ...found }).toMatchObject({ isExact: true });
  expect(found?.own.gained.length).toBeGreaterThan(0);
  expect(found && authorize(found.after, question, env).verdict).toBe('allowed');
  return first;
}

const statementsOf = ({ edits }: Fix): unknown[] =>
  edits.map(({ statement }): unknown => JSON.parse(`[${statement}]`)).flat();

test('an identity policy: a new inline policy, whose name is not taken', () => {
  const taken = { 'Allow-s3-GetObject': allow('sqs:*') };
  const fix = exactFix(aWorld().user('alice', { inline: taken }).world(), reads);
  expect(fix.requests).toEqual([
    {
      service: 'iam',
      operation: 'PutUserPolicy',
      account: testAccount,
      params: {
        UserName: 'alice',
        PolicyName: 'Allow-s3-GetObject-2',
        PolicyDocument: fix.edits[0]?.after,
      },
    },
  ]);
});

test('a boundary that others have too: a new version in which the statement counts for the principal alone', () => {
  const world = aWorld()
    .policy('Limit', allow('sqs:*'))
    .user('alice', { boundary: 'Limit', inline: { s3: allow('s3:*') } })
    .user('bob', { boundary: 'Limit', inline: { s3: allow('s3:*') } })
    .world();
  const fix = exactFix(world, reads);
  expect(fix.title).toBe('Allow s3:GetObject on s3://pay/x in the boundary Limit');
  expect(statementsOf(fix)).toMatchObject([{ Condition: { ArnEquals: { 'aws:PrincipalArn': alice } } }]);
  const after = worldAfterFix(world, fix, attempt);
  const bob = { ...reads, principal: alice.replace('alice', 'bob') };
  expect(after && authorize(after, bob, env).verdict).toBe('denied');
});

test('a boundary of AWS: a copy of it with the statement, which becomes the boundary', () => {
  const limit = 'arn:aws:iam::aws:policy/Limit';
  const world = aWorld()
    .awsManagedPolicy('Limit', allow('sqs:*'))
    .policy('Limit-and-more', allow('sqs:*'))
    .user('alice', { boundary: limit, inline: { s3: allow('s3:*') } })
    .world();
  const fix = exactFix(world, reads);
  expect(fix.title).toBe('Allow s3:GetObject on s3://pay/x in a copy of the boundary Limit');
  expect(fix.requests.map(({ operation, params }) => [operation, params['PolicyName']])).toEqual([
    ['CreatePolicy', 'Limit-and-more-2'],
    ['PutUserPermissionsBoundary', undefined],
  ]);
});

test('a boundary with five versions: the oldest that does not count makes room', () => {
  const world = aWorld()
    .policy('Limit', allow('sqs:*'))
    .user('alice', { boundary: 'Limit', inline: { s3: allow('s3:*') } })
    .world();
  const [limit] = world.policies.values();
  const [first] = limit?.versions ?? [];
  if (!limit || !first) throw new Error('the account has one policy');
  const versions = [1, 2, 3, 4, 5].map((at) => ({ ...first, versionId: `v${at}` }));
  apply(world, [replaced('policies', limit, { ...limit, versions, nextVersion: 6 })]);
  expect(
    exactFix(world, reads).requests.map(({ operation, params }) => [operation, params['VersionId']]),
  ).toEqual([
    ['DeletePolicyVersion', 'v2'],
    ['CreatePolicyVersion', undefined],
  ]);
});

test('a trust policy, and a role of another account that the principal’s own account allows too', () => {
  const role = `arn:aws:iam::${other}:role/Audit`;
  const world = aWorld()
    .user('alice')
    .account(other)
    .role('Audit', trusts({ Service: 'ec2.amazonaws.com' }))
    .world();
  const fix = exactFix(world, { principal: alice, action: 'sts:AssumeRole', resource: role });
  expect(fix.title).toBe(
    'Allow sts:AssumeRole on role Audit in the trust policy of Audit and a new inline policy of alice',
  );
  expect(fix.requests.map(({ account }) => account)).toEqual([other, testAccount]);
});

for (const [resource, action, operation] of [
  ['arn:aws:s3:::pay', 's3:ListBucket', 'PutBucketPolicy'],
  [`arn:aws:sqs:us-east-1:${other}:jobs`, 'sqs:SendMessage', 'SetQueueAttributes'],
  [`arn:aws:sns:us-east-1:${other}:news`, 'sns:Publish', 'SetTopicAttributes'],
  [`arn:aws:dynamodb:us-east-1:${other}:table/orders`, 'dynamodb:GetItem', 'PutResourcePolicy'],
  [
    `arn:aws:secretsmanager:us-east-1:${other}:secret:db-AbCdEf`,
    'secretsmanager:GetSecretValue',
    'PutResourcePolicy',
  ],
  [`arn:aws:lambda:us-east-1:${other}:function:run`, 'lambda:InvokeFunction', 'AddPermission'],
] as const)
  test(`a policy of another account’s resource: ${operation} for ${action}`, () => {
    const world = aWorld()
      .user('alice', { inline: { all: allow(action) } })
      .account(other)
      .resource(resource)
      .world();
    const fix = exactFix(world, { principal: alice, action, resource });
    expect(fix.requests.map((one) => [one.operation, one.account])).toEqual([[operation, other]]);
  });

test('a key policy: the key itself decides, so no identity policy is needed', () => {
  const key = `arn:aws:kms:us-east-1:${testAccount}:key/1234abcd`;
  const world = aWorld()
    .user('alice')
    .resource(
      key,
      policyOf({ Effect: 'Allow', Principal: { AWS: root }, Action: 'kms:PutKeyPolicy', Resource: '*' }),
    )
    .world();
  const fix = exactFix(world, { principal: alice, action: 'kms:Decrypt', resource: key });
  expect(fix.requests.map(({ operation }) => operation)).toEqual(['PutKeyPolicy']);
});

test('an object of another account: the policy of its bucket', () => {
  const world = aWorld()
    .user('alice', { inline: { s3: allow('s3:*') } })
    .account(other)
    .resource('arn:aws:s3:::pay')
    .world();
  expect(exactFix(world, reads).title).toBe('Allow s3:GetObject on s3://pay/x in the policy of s3://pay');
});

test('a session policy is out of reach, and the search says so', () => {
  const session = { sessionPolicies: [{ name: 'passed', document: allow('sqs:*') }] };
  const world = aWorld()
    .role('R', trusts({ AWS: root }), { inline: { s3: allow('s3:*') } })
    .world();
  const question = { ...reads, principal: `arn:aws:iam::${testAccount}:role/R`, assume: session };
  expect(fixes(world, question, env, attempt)).toEqual({ found: [], stuckAt: 'session' });
});

test('a missing tag of the principal is given, after the statement', () => {
  const tagged = allow('s3:GetObject', '*', { StringEquals: { 'aws:PrincipalTag/team': 'pay' } });
  const world = aWorld().user('alice', { inline: { tagged } }).world();
  const found = fixes(world, reads, env, attempt).found;
  expect(found.map(({ kind, title }) => [kind, title])).toEqual([
    ['statement', 'Allow s3:GetObject on s3://pay/x in a new inline policy of alice'],
    ['tag', 'Tag user alice with team = pay'],
  ]);
});

test('a tag that a resource lacks, and under which a Deny would not count', () => {
  const queue = `arn:aws:sqs:us-east-1:${testAccount}:jobs`;
  const guard = deny('sqs:*', '*', { StringNotEquals: { 'aws:ResourceTag/stage': 'test' } });
  const world = aWorld()
    .user('alice', { inline: { sqs: allow('sqs:*'), guard } })
    .resource(queue)
    .world();
  const found = fixes(
    world,
    { principal: alice, action: 'sqs:SendMessage', resource: queue },
    env,
    attempt,
  ).found;
  expect(found.map(({ kind }) => kind)).toEqual(['exception', 'tag', 'removal']);
  expect(found[1]?.requests[0]).toMatchObject({ operation: 'TagQueue', params: { Tags: { stage: 'test' } } });
});

test('a change that takes away exactly what was asked says so, and one that takes away more does not', () => {
  const isExactCut = (...allowed: Parameters<typeof allow>) => {
    const world = aWorld()
      .user('alice', { inline: { Own: allow(...allowed) } })
      .world();
    const cut = fixes(world, reads, env, attempt).found.find(({ kind }) => kind === 'removal');
    if (!cut) throw new Error('no change was found');
    return runToEnd(consequenceOf(world, cut, reads, { env, attempt, reference }))?.isExact;
  };
  expect(isExactCut('s3:GetObject', object)).toBe(true);
  expect(isExactCut('s3:GetObject', 'arn:aws:s3:::pay/*')).toBe(false);
});
