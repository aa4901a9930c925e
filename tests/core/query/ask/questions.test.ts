/** Questions beyond a single decision: who can, fixes, context keys, paths, words and search. */

import { expect, test } from 'vitest';
import { authorize } from '#core/authz/authorize.ts';
import { policyLabel, principalLabel } from '#core/model/labels.ts';
import { compile } from '#core/policy/compile.ts';
import { describeStatement } from '#core/words/statement.ts';
import { awsServices } from '#core/api/registry.ts';
import { describeRequest } from '#core/words/request.ts';
import { accountGraph } from '#core/graph/nodes-and-edges.ts';
import { overlayWorld } from '#core/model/world/overlay.ts';
import { findPaths } from '#core/graph/find-paths.ts';
import { searchNodes } from '#core/graph/search.ts';
import { emptyReference } from '#core/model/service-reference.ts';
import { contextKeys } from '#core/query/ask/what-can.ts';
import { principalsOf } from '#core/query/ask/principals.ts';
import { whoCanRowsOf, whoCan, whoCanInSteps } from '#core/query/ask/who-can.ts';
import { account, allow, anAccount, deny, env, group, role, trusts, user } from '../../accounts.ts';

const pay = 'arn:aws:s3:::pay/x';
const readPay = allow('s3:GetObject', 'arn:aws:s3:::pay/*');

const world = anAccount({
  users: { alice: { groups: ['g'] }, bob: {}, carol: { attached: ['Read'], inline: { No: deny('s3:*') } } },
  groups: { g: { attached: ['Read'] } },
  roles: { R: { trust: [], attached: ['Read'] } },
  policies: { Read: [readPay] },
});
const question = { action: 's3:GetObject', resource: pay };
test('the list of who can asks every principal, and says why', () =>
  expect(
    whoCan(world, account, question, env).map(({ name, verdict, through }) => [name, verdict, through]),
  ).toEqual([
    ['root', 'allowed', 'root user'],
    ['alice', 'allowed', 'identity policy'],
    ['bob', 'denied', 'no identity policy allows it'],
    ['carol', 'denied', 'denied by an identity policy'],
    ['R', 'allowed', 'identity policy'],
  ]));
test('a row of who can is what the question itself answers', () => {
  for (const row of whoCan(world, account, question, env))
    expect(row.verdict).toBe(authorize(world, { ...question, principal: row.arn }, env).verdict);
});
test('the list of who can in steps gives the same rows, with progress', () => {
  const users = Object.fromEntries(Array.from({ length: 100 }, (_, at) => [`user${at}`, {}]));
  const large = anAccount({ users });
  const steps = whoCanInSteps(large, account, question, env);
  const done: unknown[] = [];
  for (let step = steps.next(); ; step = steps.next()) {
    if (!step.done) {
      done.push(step.value);
      continue;
    }
    expect(whoCanRowsOf(large, account, question, step.value)).toEqual(whoCan(large, account, question, env));
    break;
  }
  expect(done).toEqual([39 / 101, 79 / 101]);
});
test('the list of who can asks only the principals it was given', () =>
  expect(whoCan(world, account, question, env, principalsOf(world, account).slice(1, 2))).toHaveLength(1));

test('a service or provider that the trust policy names, or that is asked, is in the list of who can', () => {
  const provider = `arn:aws:iam::${account}:saml-provider/Okta`;
  const trusting = anAccount({
    roles: { App: { trust: [trusts({ Service: 'ec2.amazonaws.com' }), trusts({ Federated: provider })] } },
  });
  const asked = { action: 'sts:AssumeRole', resource: role('App') };
  const names = (verdict: string, more = {}) =>
    whoCan(trusting, account, { ...asked, ...more }, env)
      .filter((row) => row.verdict === verdict)
      .map(({ name, kind }) => [name, kind]);
  expect(names('allowed')).toEqual([
    ['ec2.amazonaws.com', 'outside'],
    ['Okta', 'outside'],
  ]);
  expect(names('denied', { asked: 'lambda.amazonaws.com' })).toContainEqual([
    'lambda.amazonaws.com',
    'outside',
  ]);
});

test('an overlay shows replaced rows in every way of reading a table', () => {
  const world = anAccount({ users: { alice: {}, bob: {} } });
  const before = [...world.users.values()][0];
  if (!before) throw new Error('no user');
  const after = { ...before, path: '/x/' };
  const { users } = overlayWorld(world, [{ table: 'users', id: before.id, before, after }]);
  const seen: string[] = [];
  users.forEach(({ path }) => seen.push(path));
  expect([
    users.get(before.id)?.path,
    [...users.values()].map(({ path }) => path),
    seen,
    [...users].length,
    users.size,
  ]).toEqual(['/x/', ['/x/', '/'], ['/x/', '/'], 2, 2]);
});

const keysOf = (statement: object, action = 's3:GetObject') =>
  contextKeys(
    anAccount({ users: { alice: { inline: { P: statement } } } }),
    { principal: user('alice'), action, resource: pay },
    env,
  );
const when = (condition: object) => allow('s3:*', '*', { Condition: condition });
test('the context keys are those that a statement about the action tests, with values to try', () =>
  expect(keysOf(when({ IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }))).toEqual([
    {
      key: 'aws:SourceIp',
      type: 'ip',
      values: ['203.0.113.1'],
      current: '203.0.113.10',
      policies: [`${user('alice')}#P`],
    },
  ]));
test('a boolean context key has true and false to try', () =>
  expect(keysOf(when({ BoolIfExists: { 'aws:MultiFactorAuthPresent': 'true' } }))).toEqual([
    expect.objectContaining({
      key: 'aws:MultiFactorAuthPresent',
      type: 'boolean',
      values: ['true', 'false'],
    }),
  ]));
test('a context key that only a variable reads is listed', () =>
  expect(
    keysOf(allow('s3:*', 'arn:aws:s3:::home/${aws:username}/*')).map(({ key, current }) => [key, current]),
  ).toEqual([['aws:username', 'alice']]));
test('the context keys of a statement about another action are left out', () =>
  expect(keysOf(when({ Bool: { 'aws:SecureTransport': 'true' } }), 'sqs:SendMessage')).toEqual([]));

test('a key that the action never carries is no circumstance, unless the reference is not loaded', () => {
  const conditions = when({
    StringLike: { 's3:prefix': 'home/*', 's3:BucketTag/team': 'web', 'aws:RequestTag/team': 'web' },
    Bool: { 'aws:SecureTransport': 'true' },
  });
  const getObject = {
    ...{ name: 's3:GetObject', accessLevel: 'Read', resourceTypes: [] },
    conditionKeys: ['s3:BucketTag/${TagKey}', 'aws:ResourceTag/${TagKey}'],
  } as const;
  const reference = {
    ...emptyReference,
    action: () => getObject,
    service: (prefix: string) =>
      prefix === 's3' ? { prefix, actions: [], resourceTypes: [], conditionKeys: [] } : undefined,
  };
  const world = anAccount({ users: { alice: { inline: { P: conditions } } } });
  const question = { principal: user('alice'), action: 's3:GetObject', resource: pay };
  const keys = (more: object) => contextKeys(world, question, { ...env, ...more }).map(({ key }) => key);
  expect(keys({ reference })).toEqual(['s3:BucketTag/team', 'aws:SecureTransport']);
  expect(keys({ reference: emptyReference })).toHaveLength(4);
});

const chained = anAccount({
  users: { ci: { attached: ['MayDeploy'] }, bob: { groups: ['g'] } },
  groups: { g: { attached: ['Read'] } },
  roles: {
    Deploy: { trust: [trusts({ AWS: account })], inline: { Chain: allow('sts:AssumeRole', '*') } },
    Admin: { trust: [trusts({ AWS: role('Deploy') })], attached: ['All'] },
  },
  policies: { Read: [readPay], All: [allow('*')], MayDeploy: [allow('sts:AssumeRole', role('Deploy'))] },
});
const chainedGraph = accountGraph(chained, account, env);
const all = `arn:aws:iam::${account}:policy/All`;
const names = (from: string, to: string) =>
  findPaths(chained, chainedGraph, from, to, env).map(({ nodes }) =>
    nodes.map((id) => id.slice(id.lastIndexOf('/') + 1)),
  );
test('a path leads over a group to a resource', () =>
  expect(names(user('bob'), 'arn:aws:s3:::pay')).toEqual([['bob', 'g', 'Read', 'arn:aws:s3:::pay']]));
test('a path to a policy leads over role chaining', () =>
  expect(names(user('ci'), all)).toEqual([['ci', 'Deploy', 'Admin', 'All']]));
test('a hop of AssumeRole is decided, not read off: without the identity permission there is none', () =>
  expect(names(user('bob'), all)).toEqual([]));
const viewed = anAccount({
  users: {
    eve: { attached: ['Views'] },
    max: { attached: ['MayAdmin'] },
    lee: { attached: ['MayAdmin'], inline: { No: deny('sts:*') } },
  },
  roles: { Admin: { trust: [trusts({ AWS: account })], attached: ['All'] } },
  policies: {
    All: [allow('*')],
    Views: [allow(['iam:GetRole', 'iam:PassRole'], role('Admin'))],
    MayAdmin: [allow('sts:AssumeRole', role('Admin'))],
  },
});
const pathsToAll = (name: string) =>
  findPaths(viewed, accountGraph(viewed, account, env), user(name), all, env).map(({ hops }) =>
    hops.map(({ kind }) => kind),
  );
test('a right to view a role is no way to the role, and AssumeRole is one', () =>
  expect([pathsToAll('eve'), pathsToAll('max')]).toEqual([[], [['can-assume', 'attached']]]));
test('a role is no way where a deny refuses AssumeRole', () => expect(pathsToAll('lee')).toEqual([]));
test('a right to view a role is no path to that role either', () =>
  expect(findPaths(viewed, accountGraph(viewed, account, env), user('eve'), role('Admin'), env)).toEqual([]));
test('each hop of a path says why it holds', () =>
  expect(findPaths(chained, chainedGraph, user('ci'), all, env)[0]?.hops.map(({ why }) => why)).toEqual([
    ['Allowed because the trust policy of Deploy and MayDeploy allow sts:AssumeRole on role Deploy.'],
    [
      'Allowed because the trust policy of Admin allows sts:AssumeRole on role Admin for role Deploy. Inside one account that is enough.',
    ],
    ['All is attached to Admin.'],
  ]));

const said = (statement: object) =>
  describeStatement(compile({ Version: '2012-10-17', Statement: [statement] }).statements[0]!);
test.each([
  [readPay, 'Allows s3:GetObject on s3://pay/*.'],
  [deny('*'), 'Denies every action on everything.'],
  [allow(['a:A', 'b:B'], pay), 'Allows a:A and b:B on s3://pay/x.'],
  [
    allow('s3:*', '*', { Condition: { Bool: { 'aws:SecureTransport': 'true' } } }),
    'Allows s3:* on everything, depending on aws:SecureTransport.',
  ],
  [{ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }, 'Allows everything except iam:* on everything.'],
  [trusts({ AWS: 'arn:aws:iam::444455556666:root' }), 'Allows sts:AssumeRole to account 444455556666.'],
])('the statement %j is described in words', (statement, text) => expect(said(statement)).toBe(text));
test.each([
  [
    'AttachUserPolicy',
    { UserName: 'alice', PolicyArn: 'arn:aws:iam::1:policy/ops/ReadPayroll' },
    'Attach ReadPayroll to alice',
  ],
  ['CreateUser', { UserName: 'bob' }, 'Create user bob'],
  ['UpdateLoginProfile', { UserName: 'bob' }, 'Update login profile bob'],
  ['AddUserToGroup', { UserName: 'bob' }, 'Add user to group'],
  ['UpdateIAMAccessPreference', { Activated: true }, 'Change IAM access to billing'],
  ['ListVirtualMFADevices', {}, 'List virtual MFA devices'],
  ['GetSSHPublicKey', { UserName: 'bob' }, 'Get SSH public key bob'],
  ['AssumeRoleWithSAML', {}, 'Assume role with SAML'],
  ['ListOpenIDConnectProviderTags', {}, 'List OIDC provider tags'],
  ['AddClientIDToOpenIDConnectProvider', {}, 'Add client ID to OIDC provider'],
])('the call %s is described in words: %o', (operation, params, text) =>
  expect(describeRequest({ service: 'iam', operation, params })).toBe(text),
);
test('no label of an operation writes an acronym in small letters or glues it to a word', () => {
  const operations = Object.values(awsServices).flatMap((service) => [...service.operations.keys()]);
  // The letters of STS end the word “requests”.
  const labels = operations.map((operation) =>
    describeRequest({ operation, params: {} }).replaceAll('requests', 'request'),
  );
  expect(labels.length).toBeGreaterThan(200);
  expect(
    labels.filter((label) =>
      /iam|mfa|saml|openid|oidc|ssh|\bsts\b|idconnect|[a-z][A-Z]|[A-Z]{2}[a-z]/.test(label),
    ),
  ).toEqual([]);
});
test.each([
  [user('alice'), 'alice'],
  [role('Deploy'), 'role Deploy'],
  ['arn:aws:sts::111122223333:assumed-role/Deploy/ci', 'session ci of role Deploy'],
  ['arn:aws:iam::111122223333:root', 'root'],
  ['*', 'anyone'],
  ['lambda.amazonaws.com', 'lambda.amazonaws.com'],
])('the principal %s is called %s', (arn, name) => expect(principalLabel(arn)).toBe(name));
test.each([
  [`${user('alice')}#Notes`, 'Notes of alice'],
  [role('R'), 'the trust policy of R'],
  ['arn:aws:s3:::pay', 'the policy of s3://pay'],
])('the policy %s is called %s', (name, label) => expect(policyLabel(name)).toBe(label));
test('the sentence of a decision names the policies that decided', () => {
  const world = anAccount({ users: { alice: { attached: ['P'] } }, policies: { P: [readPay] } });
  const sentence = (action: string) => {
    const question = { principal: user('alice'), action, resource: pay };
    return authorize(world, question, env).explain().because;
  };
  expect([sentence('s3:GetObject'), sentence('s3:PutObject')]).toEqual([
    'Allowed because P allows s3:GetObject on s3://pay/x.',
    'Denied because no policy of alice allows s3:PutObject on s3://pay/x. What no policy allows is denied.',
  ]);
});

const namedGraph = accountGraph(
  anAccount({ users: { dev: {}, 'ci-dev': {}, developer: {}, xdevx: {} }, groups: { admins: {} } }),
  account,
  env,
);
test('the search finds the name itself, its beginning, a word in it, then the middle', () =>
  expect(searchNodes(namedGraph, 'DEV').map(({ label }) => label)).toEqual([
    'dev',
    'developer',
    'ci-dev',
    'xdevx',
  ]));
test('the search finds a node by ARN', () =>
  expect(searchNodes(namedGraph, group('admins')).map(({ label }) => label)).toEqual(['admins']));
test('the search finds nothing for an empty text', () => expect(searchNodes(namedGraph, ' ')).toEqual([]));
