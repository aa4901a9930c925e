/** A small world for one method: an actor who has exactly what the method needs, and an administrator to gain. */

import type { Pair } from '#core/analysis/ways/method-works.ts';
import type { Existing, Method, ThingType } from '#core/analysis/ways/format.ts';
import { thingOf } from '#core/analysis/ways/things.ts';
import { instanceProfileArn, roleArn } from '#core/model/arn.ts';
import { unsafeAccountId, unsafeArn, unsafeEntityId } from '#core/model/ids.ts';
import { apply } from '#core/model/world/apply.ts';
import { created, replaced } from '#core/model/world/change.ts';
import type { World } from '#core/model/world/world.ts';
import { account, allow, anAccount, deny, role, trusts, user } from '../../accounts.ts';

export interface LabOptions {
  /** Actions that a policy of the actor denies. */
  readonly denied?: readonly string[];
  /** Statements of the actor, instead of one about everything that the method needs. */
  readonly allowed?: readonly object[];
  /** Actions that the boundary of the actor allows. */
  readonly boundary?: readonly string[];
  /** The role that is gained trusts another service and another user. */
  readonly distrusted?: boolean;
  /** These do not exist: the thing, the second thing, the role that is passed, the circumstances. */
  readonly absent?: readonly ('resource' | 'beside' | 'passed' | 'given' | 'provider' | 'roleMay')[];
  /** Nobody knows whether more resources exist. */
  readonly isListOpen?: boolean;
}

const date = '2026-01-01T00:00:00Z';
const everything = JSON.stringify({ Version: '2012-10-17', Statement: [allow('*')] });
const other = unsafeAccountId('999988887777');
const organization = {
  id: unsafeEntityId('o-1'),
  account,
  arn: unsafeArn(`arn:aws:organizations::${account}:organization/o-1`),
  rootId: 'r-1',
  featureSet: 'ALL',
  enabledPolicyTypes: [],
  createDate: date,
} as const;

const actionsOf = ({ needs }: Method): string[] => [...new Set(needs.map(({ action }) => action))];

export function lab(method: Method, options: LabOptions = {}) {
  const { allowed, denied = [], boundary, distrusted, absent = [], isListOpen } = options;
  const { by = 'user', gain, given = [] } = method;
  const statements = [
    ...(allowed ?? [allow([...actionsOf(method), ...(method.withTag ? ['sts:TagSession'] : [])])]),
    ...(given.includes('boundary') && gain === 'self' ? [allow('*')] : []),
    ...(isLimited(method) && gain === 'self' ? [allow('*')] : []),
    ...(method.needs[0]?.action === 'ec2:CreateTags' ? [allow('ssm:StartSession', '*', onTag)] : []),
    ...(isTagged(method) ? [allow('*', '*', tagged)] : []),
    ...(denied.length > 0 ? [deny([...denied])] : []),
  ];
  const bounded = given.includes('boundary');
  const limits = limitsOf(method);
  const holder = {
    attached: ['Work', ...(isOwnPolicy(method) ? ['Own'] : []), ...(gain === 'self' ? limits.attached : [])],
    ...(gain === 'self' ? { inline: limits.inline } : {}),
    ...(boundary ? { boundary: 'Limit' } : bounded && gain === 'self' ? { boundary: 'Edge' } : {}),
  };
  const trust = [targetTrust(method, distrusted)];
  const world = anAccount({
    users: {
      dev: { ...holder, groups: ['Team'] },
      boss: {
        attached: [
          'Everything',
          ...(method.needs[0]?.on === 'policy' ? ['Own'] : []),
          ...(gain === 'user' ? limits.attached : []),
        ],
        ...(gain === 'user' ? { inline: limits.inline } : {}),
        groups: isOfOtherGroup(method) ? ['Team'] : [],
        ...(bounded && gain === 'user' ? { boundary: 'Edge' } : {}),
      },
    },
    groups: {
      Team: !isOfGroup(method)
        ? {}
        : isInline(method)
          ? { inline: { Forbidden: deny('s3:*') } }
          : { attached: ['Forbidden'] },
      Bosses: { attached: ['Everything'] },
    },
    roles: {
      Work: {
        ...holder,
        ...(isReserved(method) && !absent.includes('given') ? { path: reserved } : {}),
        trust: [trusts({ Service: 'ec2.amazonaws.com' })],
      },
      ...(method.through && !absent.includes('passed')
        ? { Passed: { attached: ['Assume'], trust: [trusts({ Service: method.trusts })] } }
        : {}),
      Boss: {
        attached: [
          absent.includes('roleMay') ? 'Own' : method.withTag ? 'Tagged' : 'Everything',
          ...(method.needs[0]?.on === 'policy' ? ['Own'] : []),
          ...(gain === 'role' ? limits.attached : []),
        ],
        ...(gain === 'role' ? { inline: limits.inline } : {}),
        trust,
        ...(bounded && gain === 'role' ? { boundary: 'Edge' } : {}),
      },
    },
    policies: {
      Work: statements,
      Own: [allow('s3:ListAllMyBuckets')],
      Everything: [allow('*')],
      Tagged: [allow('*', '*', tagged)],
      Forbidden: [deny('s3:*')],
      Assume: [allow('sts:AssumeRole')],
      Limit: [allow([...(boundary ?? [])])],
      Edge: [allow(actionsOf(method))],
    },
  });
  if (!absent.includes('given')) circumstances(world, method);
  addThings(world, method, options);
  if (isListOpen) openList(world);
  return { world, pair: pairOf(method, by, options) };
}

const tagged = { Condition: { StringEquals: { 'aws:PrincipalTag/team': 'core' } } };
const onTag = { Condition: { StringEquals: { 'ssm:resourceTag/team': 'core' } } };
const reserved = '/aws-reserved/sso.amazonaws.com/';
const isReserved = ({ given }: Method) => given?.includes('permission-set') === true;
const isTagged = ({ needs }: Method) => /^iam:Tag/.test(needs[0]?.action ?? '');
/** A Deny limits the actor, or the one that a preparation strengthens, and the method takes it away. */
const isLimited = ({ needs }: Method) =>
  /^iam:(Detach|Delete(User|Role|Group)Policy|RemoveUser)/.test(needs[0]?.action ?? '');
const isOfGroup = (method: Method) => isLimited(method) && method.needs[0]?.on === 'group';
const isOfOtherGroup = ({ isPreparation, needs }: Method) =>
  isPreparation === true && /^iam:((Attach|Put|Detach|Delete)Group|RemoveUser)/.test(needs[0]?.action ?? '');
const limitsOf = (method: Method): { attached: string[]; inline: Record<string, object> } => ({
  attached: isLimited(method) && !isOfGroup(method) && !isInline(method) ? ['Forbidden'] : [],
  inline: isLimited(method) && !isOfGroup(method) && isInline(method) ? { Forbidden: deny('s3:*') } : {},
});
const isInline = ({ needs }: Method) => /^iam:Delete/.test(needs[0]?.action ?? '');
const provider = ({ needs }: Method): string | undefined =>
  needs[0]?.on === 'provider'
    ? `arn:aws:iam::${account}:${needs[0].action.includes('SAML') ? 'saml-provider/Corp' : 'oidc-provider/id.example.com'}`
    : undefined;

/** The ARN of the thing that the laboratory has of a type. */
const thingArn = (type: ThingType): string =>
  `arn:aws:${thingOf(type)
    .form.replace('{region}', 'us-east-1')
    .replace('{account}', account)
    .replace('{name}', 'thing')
    .replace('{parent}', 'parent')
    .replace('{any}', '1')}`;

function addThings(world: World, { exists, beside, onHost }: Method, { absent = [] }: LabOptions): void {
  const made = (type: ThingType, details: Record<string, string>) => {
    const arn = unsafeArn(thingArn(type));
    apply(world, [
      created('resources', { id: unsafeEntityId(arn), arn, account, name: 'thing', tags: [], details }),
    ]);
  };
  if (exists && !absent.includes('resource')) made(exists.type, runningAs(exists));
  if (onHost) made('AWS::EC2::Instance', {});
  if (beside !== undefined && !absent.includes('beside'))
    made(beside, { launchTemplate: thingArn('AWS::EC2::LaunchTemplate') });
}

const runningAs = ({ role: runs, state }: Existing): Record<string, string> => ({
  ...(runs === 'target' ? { role: role('Boss') } : {}),
  ...(state === 'with-profile' ? { role: role('Work') } : {}),
});

function openList(world: World): void {
  const row = world.accounts.get(account);
  if (row) apply(world, [replaced('accounts', row, { ...row, unknown: ['role-settings'] })]);
}

const isOwnPolicy = ({ gain, needs }: Method) => gain === 'self' && needs[0]?.on === 'policy';

function targetTrust(method: Method, distrusted = false): object {
  const { trusts: service, needs, given = [], through, withMfa, enters } = method;
  const federated = provider(method);
  if (!distrusted && federated !== undefined)
    return {
      Effect: 'Allow',
      Principal: { Federated: federated },
      Action: enters,
      Condition: { StringLike: { [enters?.includes('SAML') ? 'SAML:sub' : 'id.example.com:sub']: 'team-*' } },
    };
  if (!distrusted && enters !== undefined)
    return {
      Effect: 'Allow',
      Principal: { Federated: service },
      Action: enters,
      Condition: { StringEquals: { 'cognito-identity.amazonaws.com:aud': 'thing' } },
    };
  if (!distrusted && through) return trusts({ AWS: role('Passed') });
  if (!distrusted && method.withTag)
    return {
      ...trusts({ AWS: `arn:aws:iam::${account}:root` }),
      Action: ['sts:AssumeRole', 'sts:TagSession'],
    };
  if (!distrusted && withMfa)
    return {
      ...trusts({ AWS: `arn:aws:iam::${account}:root` }),
      Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
    };
  if (distrusted) return trusts({ Service: 'states.amazonaws.com.cn', AWS: user('boss') });
  if (service !== undefined) return trusts({ Service: service });
  if (given.includes('trusts-everybody')) return trusts('*');
  return needs.some(({ action }) => action === 'sts:AssumeRole')
    ? trusts({ AWS: `arn:aws:iam::${account}:root` })
    : trusts({ Service: 'batch.amazonaws.com' });
}

function pairOf(method: Method, by: 'user' | 'role', { absent = [] }: LabOptions): Pair {
  const { gain, given = [] } = method;
  const path = isReserved(method) && !absent.includes('given') ? reserved : '/';
  const from = by === 'user' ? user('dev') : roleArn(account, path, 'Work');
  if (gain === 'self' || gain === 'new') return { from, to: from };
  if (gain === 'user') return { from, to: user('boss') };
  return { from, to: given.includes('other-account') ? roleArn(other, '/', 'Boss') : role('Boss') };
}

function circumstances(world: World, method: Method): void {
  const boss = [...world.users.values()].find(({ userName }) => userName === 'boss');
  const Boss = [...world.roles.values()].find(({ roleName }) => roleName === 'Boss');
  if (!boss || !Boss) throw new Error('the lab lacks its administrator');
  const { given = [], needs } = method;
  const owned = { account, owner: boss.id, createDate: date };
  if (given.includes('two-keys'))
    for (const name of ['AKIABOSS000000000001', 'AKIABOSS000000000002'])
      apply(world, [
        created('accessKeys', {
          ...owned,
          id: unsafeEntityId(name),
          status: 'Active',
          statusDate: date,
        }),
      ]);
  if (given.includes('inactive-key'))
    apply(world, [
      created('accessKeys', {
        ...owned,
        id: unsafeEntityId('AKIABOSS000000000003'),
        status: 'Inactive',
        statusDate: date,
      }),
    ]);
  if (given.includes('management-account')) {
    const row = world.accounts.get(account);
    if (row)
      apply(world, [
        created('organizations', organization),
        replaced('accounts', row, {
          ...row,
          membership: { organization: organization.id, parent: 'r-1', joined: date, method: 'CREATED' },
        }),
      ]);
  }
  const saml = provider(method);
  if (saml?.includes('saml') && needs[0]?.action === 'iam:UpdateSAMLProvider')
    apply(world, [
      created('samlProviders', {
        id: unsafeEntityId('SAMLSPP'),
        account,
        samlProviderName: 'Corp',
        arn: unsafeArn(saml),
        createDate: date,
        metadata: '',
        revision: 1,
        validUntil: '2030-01-01T00:00:00Z',
        privateKeys: [],
        tags: [],
      }),
    ]);
  if (needs[0]?.action === 'iam:AddClientIDToOpenIDConnectProvider' && saml !== undefined)
    apply(world, [
      created('oidcProviders', {
        id: unsafeEntityId(saml),
        account,
        arn: unsafeArn(saml),
        url: 'id.example.com',
        createDate: date,
        clientIds: [],
        thumbprints: [],
        tags: [],
      }),
    ]);
  if (given.includes('password'))
    apply(world, [
      created('loginProfiles', {
        ...owned,
        id: boss.id,
        passwordResetRequired: false,
        passwordDate: date,
      }),
    ]);
  if (given.includes('instance-profile'))
    apply(world, [
      created('instanceProfiles', {
        id: unsafeEntityId('AIPA-Boss'),
        account,
        instanceProfileName: 'Boss',
        path: '/',
        arn: instanceProfileArn(account, '/', 'Boss'),
        createDate: date,
        roles: [Boss.id],
        tags: [],
      }),
    ]);
  if (given.includes('other-account')) {
    apply(world, [
      created('accounts', { id: other, name: 'other', createDate: date, quotas: {} }),
      created('roles', {
        ...Boss,
        id: unsafeEntityId('AROA-Other'),
        account: other,
        arn: roleArn(other, '/', 'Boss'),
        attachedPolicies: [],
        inlinePolicies: [{ policyName: 'Everything', document: everything }],
      }),
    ]);
  }
  const policy = [...world.policies.values()].find(({ policyName }) => policyName === 'Own');
  if (policy && needs.some(({ action }) => action === 'iam:SetDefaultPolicyVersion'))
    apply(world, [
      replaced('policies', policy, {
        ...policy,
        nextVersion: 3,
        versions: [...policy.versions, { versionId: 'v2', document: everything, createDate: date }],
      }),
    ]);
}
