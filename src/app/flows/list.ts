/** The list of flows: what each is about, what it asks first, and how the answers become its input. */

import type { AnyStateMachine } from 'xstate';
import { ownedBy, type World } from '../../core/model/world/world.ts';
import { rootArn } from '../../core/model/arn.ts';
import {
  type FlowInfo,
  assumption,
  assumptionFields,
  federated,
  givenMembers,
  loginOf,
  loginOptions,
  nameInArn,
  optionalField,
  pick,
  roleOptions,
  sessionPolicy,
  typed,
  use,
  used,
  userOptions,
} from './fields.ts';
import { outboundInfo } from './outbound.ts';
import { scopedInfo } from './scoped.ts';
import type { FlowRequest } from '../../flow/send.ts';
import type { Artefact, FlowStep, Lane } from '../../flow/log/log.ts';
import type { ProtocolContext, ProtocolEvent } from '../../flow/machines/protocol.ts';

export type Machine = AnyStateMachine;
export type { Artefact, FlowRequest, FlowStep, Lane, ProtocolContext, ProtocolEvent };
export { checksOf } from '../../flow/log/checks.ts';
export { castOf, isBeforeMessage, stepsAhead, stepsTaken } from '../../flow/plan.ts';
export { type MessagePart, messagePartsOf, withPart } from '../../flow/message/parts.ts';

/** Sorted by level, and in a level from the simple to the long. */
export const flowInfos: readonly FlowInfo[] = [
  {
    id: 'assume-role',
    title: 'AssumeRole',
    text: 'A user assumes a role, in this account or another, and gets temporary credentials.',
    level: 'beginner',
    minutes: 3,
    lesson: 'How a user gets the permissions of a role for a short time.',
    machine: async () => (await import('../../flow/machines/one-call.ts')).assumeRoleMachine,
    fields: (world, account, form) => [...assumptionFields(world, account, form), sessionPolicy, ...use],
    input: (values) => ({ caller: values['caller'], params: assumption(values), ...used(values) }),
  },
  {
    id: 'session-token',
    title: 'GetSessionToken',
    text: 'A user exchanges long-term keys and an MFA code for temporary credentials.',
    level: 'beginner',
    minutes: 3,
    lesson: 'How a user gets temporary keys that prove an MFA code.',
    machine: async () => (await import('../../flow/machines/one-call.ts')).sessionTokenMachine,
    fields: (world, account) => [
      pick('caller', 'Who asks', userOptions(world, account)),
      optionalField(typed('serial', 'MFA device', '', 'Serial number.')),
      optionalField(typed('code', 'MFA code', '')),
      ...use,
    ],
    input: (values) => ({
      caller: values['caller'],
      params: givenMembers({ SerialNumber: values['serial'] ?? '', TokenCode: values['code'] ?? '' }),
      ...used(values),
    }),
  },
  {
    id: 'lambda-role',
    title: 'Execution role of a Lambda function',
    text: 'Something invokes a function. Lambda assumes the function’s role and gives the credentials to the code.',
    level: 'beginner',
    minutes: 4,
    lesson: 'How a function gets credentials without a stored key.',
    machine: async () => (await import('../../flow/machines/lambda-role.ts')).lambdaRoleMachine,
    fields: (world, account) => [
      pick('role', 'Execution role', roleOptions(world, account, 'lambda.amazonaws.com')),
      typed('function', 'Function', 'thumbnail'),
      typed('trigger', 'What invokes it', 'An upload to S3'),
      ...use,
    ],
    input: (values, _world, account) => ({
      roleArn: values['role'],
      functionName: values['function'],
      functionArn: `arn:aws:lambda:us-east-1:${account}:function:${values['function'] ?? ''}`,
      account,
      trigger: values['trigger'],
      ...used(values),
    }),
  },
  {
    id: 'instance-profile',
    title: 'Role of an EC2 instance',
    text: 'A program on an instance reads credentials from the metadata service. EC2 obtains and renews them.',
    level: 'intermediate',
    minutes: 5,
    lesson: 'How a program on a server gets keys that are renewed for it.',
    machine: async () => (await import('../../flow/machines/instance-profile.ts')).instanceProfileMachine,
    fields: (world, account) => [
      pick('role', 'Role of the instance', roleOptions(world, account, 'ec2.amazonaws.com')),
      typed('instance', 'Instance', 'i-0a1b2c3d4e5f60718'),
      ...use,
    ],
    input: (values, _world, account) => ({
      roleArn: values['role'],
      roleName: nameInArn(values['role'] ?? ''),
      instanceId: values['instance'],
      instanceArn: `arn:aws:ec2:us-east-1:${account}:instance/${values['instance'] ?? ''}`,
      account,
      ...used(values),
    }),
  },
  {
    id: 'role-chain',
    title: 'A chain of roles',
    text: 'Each session assumes the next role. Transitive tags stay, MFA does not, and a session lasts at most an hour.',
    level: 'intermediate',
    minutes: 5,
    lesson: 'What a session keeps, and loses, from one role to the next.',
    machine: async () => (await import('../../flow/machines/role-chain.ts')).roleChainMachine,
    fields: (world, account) => [
      pick('caller', 'Who asks', userOptions(world, account)),
      ...['First role', 'Second role', 'Third role'].map((label, at) =>
        at === 0
          ? pick('role1', label, roleOptions(world, account))
          : optionalField({ ...pick(`role${at + 1}`, label, roleOptions(world, account)), preset: '' }),
      ),
      optionalField(typed('tag', 'Transitive session tag', '', 'key=value')),
      ...use,
    ],
    input: (values) => {
      const [key = '', value = ''] = (values['tag'] ?? '').split('=');
      const session = nameInArn(values['caller'] ?? '');
      const tags = key === '' ? {} : { Tags: [{ Key: key, Value: value }], TransitiveTagKeys: [key] };
      const hops = ['role1', 'role2', 'role3'].flatMap((name) => values[name] || []);
      return {
        caller: values['caller'],
        hops: hops.map((role, at) => ({
          RoleArn: role,
          RoleSessionName: session,
          ...(at === 0 ? tags : {}),
        })),
        ...used(values),
      };
    },
  },
  scopedInfo,
  {
    id: 'revoke-sessions',
    title: 'Revoking sessions',
    text: 'Credentials leaked. A Deny for all sessions issued before now stops them. New sessions work.',
    level: 'intermediate',
    minutes: 6,
    lesson: 'How to stop temporary credentials that leaked.',
    machine: async () => (await import('../../flow/machines/revoke-sessions.ts')).revokeSessionsMachine,
    fields: (world, account) => [
      ...assumptionFields(world, account).slice(0, 3),
      optionalField({
        ...typed('action', 'Then do', 's3:ListAllMyBuckets'),
        hint: 'No policy can deny the question who the caller is.',
      }),
      ...use.slice(1),
    ],
    input: (values, _world, account) => ({
      caller: values['caller'],
      params: assumption(values),
      roleName: nameInArn(values['role'] ?? ''),
      administrator: rootArn(account),
      ...used(values),
    }),
  },
  {
    id: 'saml',
    title: 'SAML 2.0',
    text: 'A person signs in at their own provider. AWS exchanges the signed assertion for a role session. The login starts at the provider or at AWS.',
    level: 'intermediate',
    minutes: 8,
    lesson: 'How staff use AWS with the sign-in of their company.',
    signs: true,
    machine: async () => (await import('../../flow/machines/saml.ts')).samlMachine,
    fields: (world, account) => [
      pick(
        'login',
        'Who signs in, and where',
        loginOptions(world, 'saml'),
        'Create people and providers in Providers.',
      ),
      pick('role', 'Which role', federated(world, account)),
      pick(
        'provider',
        'The account’s SAML provider',
        ownedBy(world, 'samlProviders', account).map(({ arn, samlProviderName }) => ({
          value: arn,
          label: samlProviderName,
        })),
      ),
      pick('startedAt', 'Started at', [
        { value: 'provider', label: 'the provider' },
        { value: 'service', label: 'AWS' },
      ]),
      pick('into', 'Into', [
        { value: 'program', label: 'a program (STS)' },
        { value: 'console', label: 'the console (AWS sign-in, with a choice of role)' },
      ]),
      ...use,
    ],
    input: (values, world) => {
      const { who, ...login } = loginOf(world, 'saml', values['login']);
      return {
        startedAt: values['startedAt'],
        providerId: login.providerId,
        providerName: login.providerName,
        applicationId: login.applicationId,
        person: who,
        roleArn: values['role'],
        principalArn: values['provider'],
        into: values['into'],
        ...used(values),
      };
    },
  },
  {
    id: 'oidc',
    title: 'OpenID Connect',
    text: 'A person signs in with a code and PKCE, or a pipeline gets a token from its platform. AWS exchanges the signed token for a role session.',
    level: 'intermediate',
    minutes: 8,
    lesson: 'How a pipeline or an app uses AWS with a signed token.',
    signs: true,
    machine: async () => (await import('../../flow/machines/oidc.ts')).oidcMachine,
    fields: (world, account) => [
      pick(
        'login',
        'Who, and where',
        loginOptions(world, 'oidc'),
        'Create people, workloads and providers in Providers.',
      ),
      pick('role', 'Which role', federated(world, account)),
      typed('session', 'Session name', 'session'),
      ...use,
    ],
    input: (values, world) => {
      const { found, who, ...login } = loginOf(world, 'oidc', values['login']);
      const isWorkload = found !== undefined && 'claims' in found.who;
      const kind = found?.provider.kind === 'cognito' ? 'pool' : isWorkload ? 'workload' : 'code';
      return {
        kind,
        providerId: login.providerId,
        providerName: found?.provider.issuer?.replace(/^https:\/\//, '') ?? login.providerName,
        applicationId: login.applicationId,
        who,
        roleArn: values['role'],
        sessionName: values['session'],
        ...used(values),
      };
    },
  },
  outboundInfo,
  {
    id: 'linked-role',
    title: 'A service-linked role',
    text: 'A service gets its own role in the account. Only this service can assume it.',
    level: 'advanced',
    minutes: 4,
    lesson: 'Why only one service can use its service-linked role.',
    machine: async () => (await import('../../flow/machines/linked-role.ts')).linkedRoleMachine,
    fields: (world, account) => [
      pick('caller', 'Who creates the role', [
        { value: rootArn(account), label: 'root' },
        ...userOptions(world, account),
      ]),
      typed('service', 'Service', 'support.amazonaws.com'),
      ...use,
    ],
    input: (values, world, account) => {
      const path = `/aws-service-role/${values['service'] ?? ''}/`;
      const role = ownedBy(world, 'roles', account).find((one) => one.path === path);
      return {
        caller: values['caller'],
        serviceName: values['service'],
        ...(role ? { roleArn: role.arn } : {}),
        ...used(values),
      };
    },
  },
  {
    id: 'assume-root',
    title: 'AssumeRoot',
    text: 'The management account does a root task in a member account. The session lasts fifteen minutes at most.',
    level: 'advanced',
    minutes: 4,
    lesson: 'How to do a root task in a member account without its password.',
    machine: async () => (await import('../../flow/machines/one-call.ts')).assumeRootMachine,
    fields: (world, account) => [
      pick('caller', 'Who asks', userOptions(world, account)),
      pick(
        'target',
        'Member account',
        [...world.accounts.values()]
          .filter(({ id }) => id !== account)
          .map(({ id, name }) => ({ value: id, label: name })),
      ),
      pick(
        'task',
        'Task',
        [
          'IAMAuditRootUserCredentials',
          'IAMDeleteRootUserCredentials',
          'IAMCreateRootUserPassword',
          'S3UnlockBucketPolicy',
          'SQSUnlockQueuePolicy',
        ].map((name) => ({ value: `arn:aws:iam::aws:policy/root-task/${name}`, label: name })),
      ),
      ...use,
    ],
    input: (values) => ({
      caller: values['caller'],
      params: { TargetPrincipal: values['target'], TaskPolicyArn: { arn: values['task'] } },
      ...used(values),
    }),
  },
  {
    id: 'federation-token',
    title: 'GetFederationToken and the console link',
    text: 'A broker gets credentials for somebody without an AWS identity. It gives this person a link to the console.',
    level: 'advanced',
    minutes: 6,
    lesson: 'How your own portal opens the console for a guest.',
    machine: async () => (await import('../../flow/machines/federation-token.ts')).federationTokenMachine,
    fields: (world, account) => [
      pick('caller', 'The broker’s user', userOptions(world, account)),
      typed('name', 'Name of the guest', 'guest'),
      optionalField(
        typed(
          'policy',
          'Policy of the session',
          '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}',
          'Without a session policy the guest can do nothing.',
        ),
      ),
    ],
    input: (values) => ({
      caller: values['caller'],
      params: givenMembers({ Name: values['name'] ?? '', Policy: values['policy'] ?? '' }),
    }),
  },
];

export const findFlow = (id: string | undefined): FlowInfo | undefined =>
  flowInfos.find((info) => info.id === id);

export async function attacksOn(message: FlowRequest, world: World): Promise<readonly AttackOffer[]> {
  const attacks = await import('../../flow/message/attacks.ts');
  const scene = { providers: [...world.outsideProviders.keys()] };
  return attacks
    .attacksOnMessage(message, scene)
    .map(({ id, title, text, apply }) => ({ id, title, text, message: apply(message, scene) }));
}

export interface AttackOffer {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly message: FlowRequest;
}
