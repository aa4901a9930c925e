/**
 * The flows of STS are stepped through over a real world: every branch, every refusal, and no secret kept.
 */

import type { AnyStateMachine } from 'xstate';
import { afterAll, expect, test } from 'vitest';
import { assumeRoleMachine, assumeRootMachine, sessionTokenMachine } from '#flow/machines/one-call.ts';
import { federationTokenMachine } from '#flow/machines/federation-token.ts';
import { instanceProfileMachine } from '#flow/machines/instance-profile.ts';
import { lambdaRoleMachine } from '#flow/machines/lambda-role.ts';
import { linkedRoleMachine } from '#flow/machines/linked-role.ts';
import type { ProtocolContext, ProtocolEvent } from '#flow/machines/protocol.ts';
import { revokeSessionsMachine } from '#flow/machines/revoke-sessions.ts';
import { roleChainMachine } from '#flow/machines/role-chain.ts';
import { scopedCredentialsMachine } from '#flow/machines/scoped-credentials.ts';
import { apply } from '#core/model/world/apply.ts';
import { replaced } from '#core/model/world/change.ts';
import {
  TestAccount,
  account,
  allow,
  expectOk,
  otherAccount,
  root,
  testReference,
  trusts,
} from '../../core/api/door.ts';
import { settled } from '../run.ts';
import { missedTransitions } from '../transitions.ts';
import { missedStates, visited, walk } from '../walk.ts';

const bob = `arn:aws:iam::${account}:user/bob`;
const roleArn = (name: string) => `arn:aws:iam::${account}:role/${name}`;

const withBob = (trust = trusts({ AWS: account })) =>
  new TestAccount().given(
    ['CreateUser', { UserName: 'bob' }],
    ['PutUserPolicy', { UserName: 'bob', PolicyName: 'p', PolicyDocument: allow(['sts:*']) }],
    ['CreateRole', { RoleName: 'Dev', AssumeRolePolicyDocument: trust }],
    [
      'PutRolePolicy',
      { RoleName: 'Dev', PolicyName: 'p', PolicyDocument: allow(['sts:*', 'iam:ListUsers']) },
    ],
  );
const dev = { caller: bob, params: { RoleArn: roleArn('Dev'), RoleSessionName: 'bob' } };
const guarded = (key: string, value: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { AWS: account },
        Action: 'sts:AssumeRole',
        Condition: { StringEquals: { [key]: value } },
      },
    ],
  });

test('AR-01…AR-09 an AssumeRole flow goes from the request to the use of the credentials, with two arrows per exchange', async () => {
  const { value, path, context } = await walk(withBob(), assumeRoleMachine, dev);
  expect([value, path]).toEqual(['done', ['request', 'assuming', 'credentials', 'using', 'done']]);
  expect(context.log.map(({ number, from, to, name }) => `${number} ${from} ${to} ${name}`)).toEqual([
    '1 client sts AssumeRole',
    '2 sts client temporary credentials',
    '3 client resource a call with these credentials',
    '4 resource client answered',
  ]);
  expect(context.sessions.map(({ arn }) => arn)).toEqual([`arn:aws:sts::${account}:assumed-role/Dev/bob`]);
});

test('an AssumeRole flow stops at the trust policy, and goes on when the external id is put right', async () => {
  const here = withBob(guarded('sts:ExternalId', 'acme-42'));
  const wrong = { ...dev, params: { ...dev.params, ExternalId: 'guess' } };
  const stopped = await walk(here, assumeRoleMachine, wrong);
  expect([stopped.value, stopped.context.refusal]).toEqual([
    'refused',
    expect.objectContaining({ code: 'AccessDenied' }),
  ]);
  const mended = await walk(here, assumeRoleMachine, wrong, [
    { type: 'edit', params: { ...dev.params, ExternalId: 'acme-42' } },
  ]);
  expect(mended.value).toBe('done');
  const restored = await walk(here, assumeRoleMachine, wrong, [
    { type: 'edit', params: { ...dev.params, ExternalId: 'acme-42' } },
    { type: 'restore' },
  ]);
  expect([restored.value, restored.context.draft]).toEqual(['refused', restored.context.made]);
});

test('an AssumeRole flow names the use that the role does not allow', async () => {
  const { value, context } = await walk(withBob(), assumeRoleMachine, { ...dev, action: 'sts:Nope' });
  expect([value, context.refusal?.code]).toEqual(['denied', 'InvalidAction']);
});

test('an AssumeRole flow begins anew with nothing left', async () => {
  const { actor } = await walk(withBob(), assumeRoleMachine, dev);
  actor.send({ type: 'restart' });
  const { value, context } = actor.getSnapshot() as { value: string; context: ProtocolContext<unknown> };
  expect([value, context.log, context.sessions]).toEqual(['request', [], []]);
});

const chain = (here: TestAccount) =>
  here.given(
    ...['A', 'B', 'C'].flatMap((RoleName, hop) => [
      [
        'CreateRole',
        {
          RoleName,
          AssumeRolePolicyDocument: JSON.stringify({
            Version: '2012-10-17',
            Statement: [
              {
                Effect: 'Allow',
                Principal: { AWS: hop === 0 ? bob : roleArn(['A', 'B'][hop - 1] ?? '') },
                Action: ['sts:AssumeRole', 'sts:TagSession'],
              },
            ],
          }),
        },
      ] as const,
      ['PutRolePolicy', { RoleName, PolicyName: 'p', PolicyDocument: allow('sts:*') }] as const,
    ]),
  );
const hop = (name: string, more: object = {}) => ({
  RoleArn: roleArn(name),
  RoleSessionName: 'bob',
  ...more,
});
const tagged = hop('A', { Tags: [{ Key: 'team', Value: 'blue' }], TransitiveTagKeys: ['team'] });

test('S-32 transitive tags of a role chain arrive at the third role', async () => {
  const here = chain(withBob());
  const { value, context } = await walk(here, roleChainMachine, {
    caller: bob,
    hops: [tagged, hop('B'), hop('C')],
  });
  expect([value, context.sessions.length]).toEqual(['done', 3]);
  const last = here.world.sessions.get(context.sessions.at(-1)?.id ?? '');
  expect(last?.tags).toEqual([{ key: 'team', value: 'blue' }]);
});

test('S-05 a role chain stops where it asks for more than an hour, and where a role does not trust the one before', async () => {
  const long = await walk(chain(withBob()), roleChainMachine, {
    caller: bob,
    hops: [tagged, hop('B', { DurationSeconds: 7200 })],
  });
  expect([long.value, long.context.refusal?.code]).toEqual(['refused', 'ValidationError']);
  const skipped = await walk(chain(withBob()), roleChainMachine, { caller: bob, hops: [tagged, hop('C')] });
  expect([skipped.value, skipped.context.refusal?.code]).toEqual(['refused', 'AccessDenied']);
  const used = await walk(chain(withBob()), roleChainMachine, {
    caller: bob,
    hops: [tagged],
    action: 'iam:Nope',
  });
  expect(used.value).toBe('denied');
});

test('S-05 a user gets a session, while a wrong code and a call that the session may not make are refused', async () => {
  const good = await walk(withBob(), sessionTokenMachine, { caller: bob, params: {} });
  expect(good.value).toBe('done');
  const code = { SerialNumber: `arn:aws:iam::${account}:mfa/bob`, TokenCode: '000000' };
  const wrong = await walk(withBob(), sessionTokenMachine, { caller: bob, params: code });
  expect([wrong.value, wrong.context.refusal?.code]).toEqual(['refused', 'AccessDenied']);
  const used = await walk(withBob(), sessionTokenMachine, { caller: bob, params: {}, action: 'iam:Nope' });
  expect(used.value).toBe('denied');
});

test('SI-11 SI-12 the credentials of a federated user become a link that opens the console', async () => {
  const here = withBob();
  const input = { caller: bob, params: { Name: 'guest', Policy: allow('s3:*') } };
  const { value, path } = await walk(here, federationTokenMachine, input);
  expect([value, path.at(-2)]).toEqual(['done', 'opening']);
  expect([...here.world.sessions.values()].some(({ console }) => console)).toBe(true);
});

test.each([
  ['refused', { caller: `arn:aws:iam::${account}:role/Dev`, params: { Name: 'guest' } }, []],
  ['notExchanged', {}, [{ params: { SessionId: 'ASIANOBODY' }, after: 2 }]],
  [
    'notOpened',
    {},
    [{ params: { SigninToken: 'x', Destination: 'https://console.aws.amazon.com/' }, after: 4 }],
  ],
] as const)(
  'S-05 a federation flow ends in %s where a message is not what it must be',
  async (end, input, edits) => {
    const events: ProtocolEvent[] = edits.flatMap(({ params, after }) => [
      ...Array.from({ length: after }, (): ProtocolEvent => ({ type: 'next' })),
      { type: 'edit', params },
    ]);
    const given = { caller: bob, params: { Name: 'guest', Policy: allow('s3:*') }, ...input };
    expect((await walk(withBob(), federationTokenMachine, given, events)).value).toBe(end);
  },
);

const task = {
  arn: 'arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials',
  name: 'IAMAuditRootUserCredentials',
  path: '/root-task/',
  versionId: 'v1',
  createDate: '2024-01-01T00:00:00Z',
  updateDate: '2024-01-01T00:00:00Z',
  document: allow(['iam:ListAccessKeys', 'iam:GetAccountSummary']),
};
/** An organization with one member account, whose root sessions are switched on. */
function company(): { here: TestAccount; params: object } {
  const managedPolicy = (arn: string) => (arn === task.arn ? task : testReference.managedPolicy(arn));
  const here = new TestAccount(1, { ...testReference, managedPolicy });
  here.given(
    ['CreateUser', { UserName: 'bob' }],
    ['PutUserPolicy', { UserName: 'bob', PolicyName: 'p', PolicyDocument: allow('sts:*') }],
  );
  expectOk(here.org(root, 'CreateOrganization'));
  expectOk(here.org(root, 'CreateAccount', { AccountName: 'Member', Email: 'm@example.com' }));
  const member = [...here.world.accounts.values()].find(({ name }) => name === 'Member');
  const [organization] = here.world.organizations.values();
  if (!organization) throw new Error('no organization');
  const after = { ...organization, rootFeatures: ['RootSessions'] } as const;
  apply(here.world, [replaced('organizations', organization, after)]);
  return { here, params: { TargetPrincipal: member?.id, TaskPolicyArn: { arn: task.arn } } };
}

test('S-10 the management account does one root task in a member account by AssumeRoot', async () => {
  const { here, params } = company();
  const { value, context } = await walk(here, assumeRootMachine, { caller: bob, params });
  expect([value, context.log.at(-2)?.from]).toEqual(['done', 'client']);
  const used = await walk(here, assumeRootMachine, { caller: bob, params, action: 'iam:Nope' });
  expect(used.value).toBe('denied');
});

test('S-10 AssumeRoot is refused outside an organization', async () => {
  const params = { TargetPrincipal: otherAccount, TaskPolicyArn: { arn: task.arn } };
  expect((await walk(withBob(), assumeRootMachine, { caller: bob, params })).value).toBe('refused');
});

const ec2 = {
  roleArn: roleArn('Dev'),
  roleName: 'Dev',
  instanceId: 'i-0abc',
  instanceArn: `arn:aws:ec2:us-east-1:${account}:instance/i-0abc`,
  account,
};

test('G-64 an instance gets credentials through the metadata service, and new ones before they end', async () => {
  const here = withBob(trusts({ Service: 'ec2.amazonaws.com' }));
  const { value, context } = await walk(here, instanceProfileMachine, ec2);
  expect([value, context.sessions.length]).toEqual(['done', 2]);
  expect(context.log.map(({ name }) => name).slice(0, 3)).toEqual([
    'PUT for a metadata token',
    'which role?',
    'AssumeRole by EC2',
  ]);
});

test('G-64 an instance gets no credentials when its role trusts another service, and one without permission is denied and renewed', async () => {
  expect((await walk(withBob(), instanceProfileMachine, ec2)).value).toBe('refused');
  const here = withBob(trusts({ Service: 'ec2.amazonaws.com' }));
  const denied = await walk(here, instanceProfileMachine, { ...ec2, action: 's3:Nope' });
  expect(denied.value).toBe('denied');
  denied.actor.send({ type: 'next' });
  here.given(['UpdateAssumeRolePolicy', { RoleName: 'Dev', PolicyDocument: trusts({ AWS: account }) }]);
  denied.actor.send({ type: 'next' });
  await settled(denied.actor);
  const { value } = denied.actor.getSnapshot() as { value: string };
  visited.get(instanceProfileMachine)?.add(value);
  expect(value).toBe('notRenewed');
  denied.actor.send({ type: 'edit', params: {} });
  denied.actor.send({ type: 'restore' });
  denied.actor.send({ type: 'next' });
  await settled(denied.actor);
  expect((denied.actor.getSnapshot() as { value: string }).value).toBe('notRenewed');
});

const lambda = {
  roleArn: roleArn('Dev'),
  functionName: 'thumbnail',
  functionArn: `arn:aws:lambda:us-east-1:${account}:function:thumbnail`,
  account,
  trigger: 'S3 event',
};
test('G-64 a function runs with its role, and does not start when the role does not trust Lambda', async () => {
  const here = withBob(trusts({ Service: 'lambda.amazonaws.com' }));
  expect((await walk(here, lambdaRoleMachine, lambda)).value).toBe('done');
  expect((await walk(here, lambdaRoleMachine, { ...lambda, action: 's3:Nope' })).value).toBe('denied');
  expect((await walk(withBob(), lambdaRoleMachine, lambda)).value).toBe('refused');
});

test('N-31 a service-linked role is created, assumed by its service, and by no other', async () => {
  const input = { caller: root, serviceName: 'support.amazonaws.com' };
  const here = withBob();
  const made = await walk(here, linkedRoleMachine, input);
  expect([made.value, made.path[0]]).toEqual(['done', 'creation']);
  const used = { ...input, roleArn: made.context.facts['roleArn'] ?? '' };
  expect((await walk(here, linkedRoleMachine, used)).path[0]).toBe('request');
  const other = await walk(here, linkedRoleMachine, { ...used, serviceName: 'ec2.amazonaws.com' });
  expect(other.value).toBe('refused');
  expect((await walk(here, linkedRoleMachine, { ...input, caller: bob })).value).toBe('notCreated');
  expect((await walk(here, linkedRoleMachine, { ...used, action: 's3:Nope' })).value).toBe('denied');
});

const input = { ...dev, roleName: 'Dev', administrator: root };
test('E-63 credentials from before the revocation are worthless, and those from after it are valid', async () => {
  const here = withBob();
  const { value, context } = await walk(here, revokeSessionsMachine, { ...input, action: 'iam:ListUsers' });
  // Any action needs the reference, which this world has not: who-am-I is never denied.
  expect(value).toBe('denied');
  expect(context.sessions).toHaveLength(2);
  const [leaked, renewed] = context.sessions;
  const as = (id = '') => here.as({ kind: 'session', id }, 'ListUsers');
  expect(as(leaked?.id)).toMatchObject({ ok: false, error: { code: 'AccessDenied' } });
  expect(as(renewed?.id).ok).toBe(true);
});

test('a role that is taken away between two assumptions cannot be assumed again', async () => {
  const here = withBob();
  const steps = Array.from({ length: 4 }, (): ProtocolEvent => ({ type: 'next' }));
  const { actor, value } = await walk(here, revokeSessionsMachine, input, steps, false);
  expect(value).toBe('again');
  here.given(['UpdateAssumeRolePolicy', { RoleName: 'Dev', PolicyDocument: trusts({ AWS: otherAccount }) }]);
  for (const type of ['next', 'edit', 'restore', 'next'] as const) {
    actor.send({ type, params: {} });
    await settled(actor);
  }
  expect((actor.getSnapshot() as { value: string }).value).toBe('notAgain');
});

test('a revocation flow ends where the role cannot be assumed, or the revocation is refused', async () => {
  expect((await walk(withBob(trusts({ AWS: otherAccount })), revokeSessionsMachine, input)).value).toBe(
    'refused',
  );
  const weak = await walk(withBob(), revokeSessionsMachine, { ...input, administrator: bob });
  expect(weak.value).toBe('notRevoked');
  expect((await walk(withBob(), revokeSessionsMachine, input)).value).toBe('done');
});

const narrowed = {
  caller: bob,
  agent: allow(['sts:GetScopedCredentials', 's3:GetObject']),
  helper: allow('s3:GetObject'),
  outside: 'sts:GetAccessKeyInfo',
};
test('Y-01 an agent and its helper get less and less of a session, and the last call is refused', async () => {
  const here = withBob();
  const { value, context } = await walk(here, scopedCredentialsMachine, narrowed);
  expect(value).toBe('denied');
  expect(context.sessions.map(({ arn }) => arn)).toEqual([bob, bob, bob]);
  const helper = here.world.sessions.get(context.sessions.at(-1)?.id ?? '');
  expect(helper?.scope).toMatchObject({ policies: [{}, {}], description: 'for the helper' });
});

test.each([
  ['refused', { caller: `${bob}-not` }],
  ['notScoped', { agent: '{}' }],
  ['notScopedAgain', { agent: allow('s3:*') }],
  ['denied', { action: 'iam:Nope' }],
  ['done', { outside: undefined }],
])('Y-01 a flow of scoped credentials ends in %s by what a step is allowed', async (end, change) =>
  expect((await walk(withBob(), scopedCredentialsMachine, { ...narrowed, ...change })).value).toBe(end),
);

afterAll(() => {
  // Branches that only a change of the world in the middle of a flow reaches are walked above by hand.
  const machines: [AnyStateMachine, readonly string[]][] = [
    [assumeRoleMachine, []],
    [roleChainMachine, []],
    [sessionTokenMachine, []],
    [federationTokenMachine, []],
    [assumeRootMachine, []],
    [instanceProfileMachine, ['notRenewed']],
    [lambdaRoleMachine, []],
    [linkedRoleMachine, ['begin']],
    [revokeSessionsMachine, ['notAgain']],
    [scopedCredentialsMachine, []],
  ];
  const missed = machines.flatMap(([machine, except]) => missedStates(machine, except));
  expect(missed).toEqual([]);
  expect(machines.flatMap(([machine]) => missedTransitions(machine))).toEqual([]);
});
