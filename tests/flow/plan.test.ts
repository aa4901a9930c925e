/** The steps ahead of a flow, read from its machine, are those that it then takes, with the lanes that take part. */

import type { AnyStateMachine } from 'xstate';
import { expect, test } from 'vitest';
import { lanes } from '#flow/log/log.ts';
import { assumeRoleMachine } from '#flow/machines/one-call.ts';
import { instanceProfileMachine } from '#flow/machines/instance-profile.ts';
import { oidcMachine } from '#flow/machines/oidc.ts';
import { outboundMachine } from '#flow/machines/outbound.ts';
import type { ProtocolContext } from '#flow/machines/protocol.ts';
import { revokeSessionsMachine } from '#flow/machines/revoke-sessions.ts';
import { roleChainMachine } from '#flow/machines/role-chain.ts';
import { samlMachine } from '#flow/machines/saml.ts';
import { scopedCredentialsMachine } from '#flow/machines/scoped-credentials.ts';
import { castOf, isBeforeMessage, stepsAhead, stepsTaken } from '#flow/plan.ts';
import { type TestAccount, account, allow } from '../core/api/door.ts';
import { bob, dev, statement, withDev } from '../core/api/sts/account.ts';
import { attacked, next, saml, workload } from './federated.ts';
import { walk } from './walk.ts';

const params = { RoleArn: dev, RoleSessionName: 'bob' };
const chained = () => {
  const t = withDev();
  const trust = statement({ AWS: dev });
  for (const RoleName of ['Two', 'Three'])
    t.given(['CreateRole', { RoleName, AssumeRolePolicyDocument: trust }]);
  t.given(['PutRolePolicy', { RoleName: 'Dev', PolicyName: 'Next', PolicyDocument: allow('sts:*') }]);
  return t;
};
const withScoping = () => {
  const t = withDev();
  t.given(['PutUserPolicy', { UserName: 'Bob', PolicyName: 'p', PolicyDocument: allow('sts:*') }]);
  return t;
};
const ec2 = () => withDev(statement({ Service: 'ec2.amazonaws.com' }));
const instance = { roleArn: dev, roleName: 'Dev', instanceId: 'i-1', instanceArn: 'x', account };
const administrator = `arn:aws:iam::${account}:root`;
const okta = saml();
const gitHub = workload();

const flows: readonly (readonly [string, AnyStateMachine, TestAccount, object, readonly string[]])[] = [
  ['assume-role', assumeRoleMachine, withDev(), { caller: bob, params }, ['assuming', 'using']],
  [
    'a chain of two roles',
    roleChainMachine,
    chained(),
    { caller: bob, hops: [params, { ...params, RoleArn: `arn:aws:iam::${account}:role/Two` }] },
    ['assuming', 'assuming', 'using'],
  ],
  ['saml', samlMachine, okta.t, okta.input, ['login', 'writing', 'signing', 'posting', 'using']],
  [
    'saml into the console, started at AWS',
    samlMachine,
    okta.t,
    { ...okta.input, startedAt: 'service', into: 'console' },
    ['redirect', 'login', 'writing', 'signing', 'asking'],
  ],
  [
    'oidc of a workload',
    oidcMachine,
    gitHub.t,
    gitHub.input,
    ['job', 'writing', 'signing', 'exchanging', 'using'],
  ],
  [
    'outbound federation',
    outboundMachine,
    withDev().given(['EnableOutboundWebIdentityFederation', {}]),
    { caller: administrator, administrator, audience: 'a', algorithm: 'ES384', stayOff: false },
    ['looking', 'discovering', 'fetching', 'issuing', 'presenting'],
  ],
  [
    'outbound federation that is still off',
    outboundMachine,
    withDev(),
    { caller: administrator, administrator, audience: 'a', algorithm: 'ES384', isOff: true, stayOff: false },
    ['looking', 'enabling', 'discovering', 'fetching', 'issuing', 'presenting'],
  ],
  [
    'instance-profile',
    instanceProfileMachine,
    ec2(),
    instance,
    ['token', 'role', 'assuming', 'credentials', 'using', 'renewing'],
  ],
  [
    'scoped-credentials',
    scopedCredentialsMachine,
    withScoping(),
    {
      caller: bob,
      agent: allow(['sts:GetScopedCredentials', 's3:GetObject']),
      helper: allow('s3:GetObject'),
      outside: 's3:PutObject',
    },
    ['issuing', 'scoping', 'scopingAgain', 'using', 'usingOutside'],
  ],
  [
    'revoke-sessions',
    revokeSessionsMachine,
    withDev(),
    { caller: bob, params, roleName: 'Dev', administrator: `arn:aws:iam::${account}:root` },
    ['assuming', 'using', 'revoking', 'usingAgain', 'assumingAgain', 'usingRenewed'],
  ],
];

const at = '2026-01-31T12:00:00Z';
const start = (input: object): ProtocolContext<unknown> => ({
  input: { at, ...input },
  sessions: [],
  facts: {},
  log: [],
  at,
});
/** All steps before the flow began, its first included. */
const planned = (machine: AnyStateMachine, input: object) => {
  const first = machine.root.initial.target[0]?.key ?? '';
  const isWatched = machine.states[first]?.meta !== undefined;
  return [
    ...(isWatched ? [first] : []),
    ...stepsAhead(machine, first, start(input)).map(({ state }) => state),
  ];
};

test.each(flows)('the steps of %s are known before the first', async (_, machine, t, input, states) => {
  expect(planned(machine, input)).toEqual(states);
  const { context, value } = await walk(t, machine, input);
  expect(stepsTaken(context.log).map(({ state }) => state)).toEqual(states);
  expect(stepsAhead(machine, String(value), context)).toEqual([]);
});

test.each(flows)(
  'the lanes of %s are the same from the first step to the last',
  async (_, machine, t, input) => {
    const { context } = await walk(t, machine, input);
    const cast = castOf(machine, start(input));
    expect(castOf(machine, context)).toEqual(cast);
    const taking = new Set(context.log.flatMap(({ from, to }) => [from, to]));
    expect(cast).toEqual(lanes.filter((lane) => taking.has(lane)));
  },
);

test('what is sent again after a refusal stays in its step, which is still ahead', async () => {
  const { t, input } = saml();
  const refused = await attacked(t, samlMachine, input, 'forged-role');
  const [step] = stepsTaken(refused.context.log).slice(-1);
  expect(step?.messages.map(({ refusal }) => refusal?.code)).toEqual([undefined, 'InvalidIdentityToken']);
  expect(stepsAhead(samlMachine, refused.value, refused.context).map(({ state }) => state)).toEqual([
    'posting',
    'using',
  ]);
});

test('a request and its answer are one step, a replay is another', async () => {
  const { t, input } = saml();
  const { context } = await walk(t, samlMachine, input, [next, next, next, next, { type: 'again' }, next]);
  const states = stepsTaken(context.log).map(({ state }) => state);
  expect(states.slice(2)).toEqual(['signing', 'posting', 'using', 'posting', 'using']);
  expect(stepsTaken(context.log).at(-1)?.messages).toHaveLength(2);
});

test('a state that only waits for its message leads to it, and one that sends or was refused does not', () => {
  const context = start({ hops: [params, params] });
  const session = { id: 'ASIA', arn: dev, expiration: at };
  const between = { ...context, sessions: [session] };
  expect(isBeforeMessage(roleChainMachine, 'credentials', between)).toBe(true);
  expect(isBeforeMessage(roleChainMachine, 'credentials', { ...context, sessions: [session, session] })).toBe(
    false,
  );
  expect(isBeforeMessage(roleChainMachine, 'request', context)).toBe(false);
  expect(isBeforeMessage(roleChainMachine, 'refused', context)).toBe(false);
  expect(isBeforeMessage(instanceProfileMachine, 'denied', context)).toBe(false);
});
