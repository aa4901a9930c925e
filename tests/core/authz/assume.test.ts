/** Questions that suppose a policy which the account does not have. */

import { expect, test } from 'vitest';
import { attemptBy } from '#app/dispatch/attempt.ts';
import { handle } from '#core/api/door.ts';
import type { Assumed } from '#core/authz/assume.ts';
import { type Question, authorize, evaluationInput } from '#core/authz/authorize.ts';
import type { RequestContext } from '#core/authz/decision.ts';
import { unsafeAccountId } from '#core/model/ids.ts';
import { answer } from '#core/query/ask/answer.ts';
import { fixes } from '#core/plans/fixes/search.ts';
import { accountGraph } from '#core/graph/nodes-and-edges.ts';
import { requestPath } from '#core/graph/request-path.ts';
import { policyText } from '#core/words/policy-text.ts';
import { contextKeys } from '#core/query/ask/what-can.ts';
import { whoCan } from '#core/query/ask/who-can.ts';
import { TestAccount, account, allow, expectOk, root, trusts } from '../api/door.ts';

const bob = `arn:aws:iam::${account}:user/Bob`;
const role = `arn:aws:iam::${account}:role/R`;
const object = 'arn:aws:s3:::data/x';
const read = allow('s3:GetObject');

/** Bob and the role R may read every object. */
function readers(): TestAccount {
  return new TestAccount().given(
    ['CreateUser', { UserName: 'Bob' }],
    ['PutUserPolicy', { UserName: 'Bob', PolicyName: 'read', PolicyDocument: read }],
    ['CreateRole', { RoleName: 'R', AssumeRolePolicyDocument: trusts({ AWS: root }) }],
    ['PutRolePolicy', { RoleName: 'R', PolicyName: 'read', PolicyDocument: read }],
  );
}

const document = (...statements: object[]) =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements }, null, 2);
const everything = { Effect: 'Allow', Action: '*', Resource: '*' };
const noReading = { Sid: 'NoReading', Effect: 'Deny', Action: 's3:GetObject', Resource: '*' };
const everyone = { Principal: '*' };
const scp = (text: string): Assumed => ({ serviceControlPolicies: [[{ name: 'SCP', document: text }]] });
const rcp = (text: string): Assumed => ({ resourceControlPolicies: [[{ name: 'RCP', document: text }]] });
const endpoint = (text: string): Assumed => ({ vpcEndpointPolicy: { name: 'endpoint', document: text } });
const passed = (text: string): Assumed => ({ sessionPolicies: [{ name: 'session', document: text }] });

const reading = (principal: string, assume: Assumed, context?: RequestContext): Question => ({
  principal,
  action: 's3:GetObject',
  resource: object,
  assume,
  ...(context ? { context } : {}),
});

function expectReading(t: TestAccount, principal: string, assume: Assumed, expected: object) {
  expect(authorize(t.world, reading(principal, assume), t.env)).toMatchObject(expected);
}
const yes = { verdict: 'allowed' };
const denies = (layer: string) => ({ verdict: 'denied', reason: 'explicit-deny', layer });
const silent = (layer: string) => ({ verdict: 'denied', reason: 'implicit-deny', layer });

test('E-01, E-03 a supposed SCP denies, is silent, or lets through', () => {
  const t = readers();
  expectReading(t, bob, {}, yes);
  expectReading(t, bob, scp(document(everything, noReading)), {
    ...denies('service-control'),
    deciding: [{ policy: 'SCP', statement: 1, sid: 'NoReading' }],
  });
  expectReading(t, bob, scp(document({ ...everything, Action: 'ec2:*' })), silent('service-control'));
  expectReading(t, bob, scp(document(everything)), yes);
});

test('E-02 a supposed RCP denies, and its silence lets through', () => {
  const t = readers();
  expectReading(t, bob, rcp(document({ ...noReading, ...everyone })), denies('resource-control'));
  expectReading(t, bob, rcp(document({ ...noReading, ...everyone, Action: 's3:PutObject' })), yes);
});

test('E-07b a supposed endpoint policy must allow', () => {
  const t = readers();
  expectReading(t, bob, endpoint(document({ ...everything, ...everyone })), yes);
  expectReading(
    t,
    bob,
    endpoint(document({ ...everything, ...everyone, Action: 's3:PutObject' })),
    silent('vpc-endpoint'),
  );
});

test('E-07 a supposed session policy limits a session; a user with long-term keys has none', () => {
  const t = readers();
  const narrow = passed(document({ ...everything, Action: 'ec2:*' }));
  expectReading(t, role, narrow, silent('session'));
  expectReading(t, bob, narrow, yes);
});

test('K-02, C-56 a request through an endpoint has aws:SourceVpce and no aws:SourceIp, stated or not', () => {
  const t = readers();
  const open = endpoint(document({ ...everything, ...everyone }));
  const context = (assume: Assumed, own?: RequestContext) =>
    evaluationInput(t.world, reading(bob, assume, own), t.env).context ?? {};
  expect(context({})).toHaveProperty('aws:SourceIp');
  expect(context({})).not.toHaveProperty('aws:SourceVpce');
  expect(context(open)['aws:SourceVpce']).toMatch(/^vpce-/);
  expect(context(open, { 'AWS:sourceip': '192.0.2.1', 'aws:sourcevpce': 'vpce-1' })).toSatisfy(
    (keys: RequestContext) =>
      keys['aws:sourcevpce'] === 'vpce-1' &&
      !Object.keys(keys).some((key) => key === 'aws:SourceVpce' || key.toLowerCase() === 'aws:sourceip'),
  );
});

test('K-02 a question that states an endpoint has no aws:SourceIp, unless it states one itself', () => {
  const t = readers();
  const context = (own: RequestContext) =>
    evaluationInput(t.world, reading(bob, {}, own), t.env).context ?? {};
  expect(context({ 'aws:sourcevpce': 'vpce-1' })).not.toHaveProperty('aws:SourceIp');
  expect(context({ 'aws:SourceVpc': 'vpc-1', 'aws:SourceIp': '192.0.2.1' })).toHaveProperty('aws:SourceIp');
});

test('an organization of the world wins over a supposed one', () => {
  const t = readers();
  expectOk(t.org(root, 'CreateOrganization', { FeatureSet: 'ALL' }));
  const supposed = {
    ...scp(document(everything, noReading)),
    ...rcp(document({ ...noReading, ...everyone })),
  };
  const names = ({ serviceControlPolicies = [], resourceControlPolicies = [] }: Assumed) =>
    [...serviceControlPolicies, ...resourceControlPolicies].flat().map(({ name }) => name);
  expect(names(supposed)).toEqual(['SCP', 'RCP']);
  expect(names(evaluationInput(t.world, reading(bob, supposed), t.env))).not.toContain('SCP');
  expect(names(evaluationInput(t.world, reading(bob, supposed), t.env))).not.toContain('RCP');
  expectReading(t, bob, supposed, yes);
});

test('the list of who can, the path, the keys and the text follow the supposed policy', () => {
  const t = readers();
  const text = document(everything, {
    ...noReading,
    Condition: { Bool: { 'aws:SecureTransport': 'true' } },
  });
  const question = reading(bob, scp(text));
  expect(whoCan(t.world, unsafeAccountId(account), question, t.env).map(({ verdict }) => verdict)).toEqual([
    'denied',
    'denied',
    'denied',
  ]);
  expect(contextKeys(t.world, question, t.env)).toMatchObject([
    { key: 'aws:SecureTransport', policies: ['SCP'] },
  ]);
  const path = requestPath(
    t.world,
    question,
    authorize(t.world, question, t.env),
    accountGraph(t.world, unsafeAccountId(account), t.env),
  );
  expect(path).toMatchObject({ verdict: 'denied', stop: { node: bob, layer: 'service-control' } });
  expect(policyText(t.world, 'SCP', question.assume)).toMatchObject({ kind: 'assumed', document: text });
});

test('no change of the account lifts a supposed SCP; where it lets through, fixes are found as before', () => {
  const t = readers();
  const attempt = attemptBy(handle, { kind: 'principal', arn: root }, t.env);
  const found = (text: string) => fixes(t.world, reading(bob, scp(text)), t.env, attempt).found;
  expect(found(document(everything, noReading))).toEqual([]);
  expect(found(document(everything)).map(({ title }) => title)).toEqual([
    'Deny s3:GetObject on s3://data/x in a new inline policy of Bob',
    'Delete inline policy read of Bob',
  ]);
});

test('a key that is given by hand is no longer missing', () => {
  const t = readers();
  const record = t.world.accounts.get(account);
  if (!record) throw new Error('the account is missing');
  const world = {
    ...t.world,
    accounts: new Map(t.world.accounts).set(account, { ...record, unknown: ['organization'] as const }),
  };
  const supposed = { ...scp(document(everything)), ...rcp(document()) };
  expect(answer(world, reading(bob, {}), t.env)).toMatchObject({
    kind: 'unknown',
    missing: ['organization'],
  });
  expect(answer(world, reading(bob, supposed), t.env).kind).toBe('decision');
});

test('the headline says “allow” for several granting policies and “allows” for one', () => {
  const t = readers().given([
    'PutUserPolicy',
    { UserName: 'Bob', PolicyName: 'read2', PolicyDocument: allow('s3:*') },
  ]);
  const told = (principal: string) => {
    const question = reading(principal, {});
    return authorize(t.world, question, t.env).explain().because;
  };
  expect(told(bob)).toContain('read of Bob and read2 of Bob allow s3:GetObject');
  expect(told(role)).toContain('read of R allows s3:GetObject');
});
