/** The users, roles, groups and policies of a method's example: few, and each is needed. */

import type { Method } from '#core/analysis/ways/format.ts';
import type {
  ScenarioGroup,
  ScenarioPolicy,
  ScenarioRole,
  ScenarioUser,
} from '../../scenario/format/identities.ts';
import {
  type ExampleStatement,
  actorNames,
  administratorAccessArn,
  administrators,
  allowing,
  caller,
  denying,
  equal,
  everythingPolicy,
  exampleIamArn,
  ownPolicy,
  examplePolicyOf,
  reader,
  targetNames,
  team,
  trusting,
} from '../example-parts.ts';
import {
  actorKind,
  gainsByCode,
  rewritesTrust,
  isStrong,
  type Nature,
  permissionSetRole,
  type ExamplePlan,
  reservedPath,
} from './plan.ts';
import { thingName, oidcName, providerOf } from './things.ts';

const limit = 'Limit';
const guard = 'NoDeletion';
const work = 'Work';
const customer = (name: string): string => exampleIamArn(`policy/${name}`);
const ec2 = trusting({ Service: 'ec2.amazonaws.com' });

interface Held {
  readonly inlinePolicies: ScenarioUser['inlinePolicies'];
  readonly attachedPolicies: readonly string[];
  readonly permissionsBoundary?: string;
}

export interface Drawn {
  readonly method: Method;
  readonly nature: Nature;
  readonly plan: ExamplePlan;
  readonly statements: readonly ExampleStatement[];
}

const inline = (policyName: string, statements: readonly ExampleStatement[]) => ({
  policyName,
  document: examplePolicyOf(statements),
});

/** Returns what the one who acts has. The statements of the plan are its policy, its boundary, or a Deny on it. */
function heldByActor({ method, nature, plan, statements }: Drawn): Held {
  const { isSelf, isGroup, takesDeny, rewrites, first } = nature;
  if (plan.place === 'boundary')
    return {
      inlinePolicies: [],
      attachedPolicies: [administratorAccessArn],
      permissionsBoundary: customer(limit),
    };
  if (plan.place === 'deny') {
    const isInline = first.startsWith('iam:Delete');
    return {
      inlinePolicies: isInline && !isGroup ? [inline(guard, statements)] : [],
      attachedPolicies: [administratorAccessArn, ...(isInline || isGroup ? [] : [customer(guard)])],
    };
  }
  const rights =
    plan.place === 'rights'
      ? statements
      : [allowing(['sts:AssumeRole', ...(method.withTag ? ['sts:TagSession'] : [])])];
  return {
    inlinePolicies: [inline(work, rights)],
    attachedPolicies: isSelf && rewrites && !takesDeny ? [customer(ownPolicy)] : [],
  };
}

const probation = [{ key: 'probation', value: 'true' }];
const tagsOfActor = ({ id }: Method) => (id.startsWith('own-untag') ? probation : []);

export function actorUser(drawn: Drawn): ScenarioUser[] {
  const { method, nature } = drawn;
  if (actorKind(method) !== 'user') return [];
  const isMember = nature.isSelf && nature.isGroup && nature.first !== 'iam:AddUserToGroup';
  return [
    {
      userName: actorNames.user,
      groups: isMember ? [team] : [],
      ...heldByActor(drawn),
      tags: tagsOfActor(method),
      accessKeys: [],
      mfaDevices: [],
    },
  ];
}

export function actorRole(drawn: Drawn): ScenarioRole[] {
  const { method } = drawn;
  if (actorKind(method) !== 'role') return [];
  const isSet = method.given?.includes('permission-set') === true;
  return [
    {
      roleName: isSet ? permissionSetRole : actorNames.role,
      ...(isSet && { path: `/${reservedPath}` }),
      assumeRolePolicyDocument: examplePolicyOf([ec2]),
      ...heldByActor(drawn),
      tags: tagsOfActor(method),
    },
  ];
}

/** Returns what the one who is gained has: everything, or what the method makes everything of. */
function heldByTarget({ method, nature }: Drawn): Held {
  const { takesDeny, takesBoundary, rewrites, isSelf, isGroup, first } = nature;
  if (isSelf) return { inlinePolicies: [], attachedPolicies: [] };
  const isInline = first.startsWith('iam:Delete');
  const isDenied = takesDeny && !isGroup;
  if (method.withTag)
    return {
      inlinePolicies: [inline('WithTag', [allowing('*', '*', equal('aws:PrincipalTag/team', 'core'))])],
      attachedPolicies: [],
    };
  return {
    inlinePolicies: [
      ...(isDenied && isInline ? [inline(guard, [suspended])] : []),
      ...(isStrong(method) || rewrites ? [] : [inline('ReadReports', [reading])]),
    ],
    attachedPolicies: [
      ...(isStrong(method) ? [administratorAccessArn] : []),
      ...(isDenied && !isInline ? [customer(guard)] : []),
      ...(rewrites ? [customer(ownPolicy)] : []),
    ],
    ...(takesBoundary && { permissionsBoundary: customer(limit) }),
  };
}

/** Nobody with it has a way of its own. */
const suspended = denying(['iam:*', 's3:DeleteBucket']);
const reading = allowing('s3:GetObject', 'arn:aws:s3:::reports/*');
const tagsOfTarget = ({ id }: Method) =>
  /^before-untag/.test(id) ? [{ key: 'protected', value: 'true' }] : [];

export function targetUser(drawn: Drawn): ScenarioUser[] {
  const { method, nature } = drawn;
  if (method.gain !== 'user') return [];
  const { given = [] } = method;
  const isMember = nature.isGroup && nature.first !== 'iam:AddUserToGroup';
  const key = (status: 'Active' | 'Inactive') => ({ status });
  return [
    {
      userName: targetNames.user,
      groups: isMember ? [team] : [],
      ...heldByTarget(drawn),
      tags: tagsOfTarget(method),
      accessKeys: given.includes('two-keys')
        ? [key('Active'), key('Active')]
        : given.includes('inactive-key')
          ? [key('Inactive')]
          : [],
      mfaDevices: [],
      ...(given.includes('password') && { console: {} }),
    },
  ];
}

export function targetRole(drawn: Drawn): ScenarioRole[] {
  const { method } = drawn;
  if (method.gain !== 'role') return [];
  return [
    {
      roleName: targetNames.role,
      assumeRolePolicyDocument: examplePolicyOf(trustOf(drawn)),
      ...heldByTarget(drawn),
      tags: tagsOfTarget(method),
    },
  ];
}

const anybodyHere = { AWS: exampleIamArn('root') };

function trustOf({ method, plan, statements }: Drawn): readonly ExampleStatement[] {
  const { trusts, needs, through, withMfa, enters } = method;
  if (plan.place === 'trust') return statements;
  const provider = providerOf(method);
  if (provider !== undefined && enters !== undefined) {
    const key = enters.includes('SAML') ? 'SAML:sub' : `${oidcName}:sub`;
    return [trusting({ Federated: provider }, enters, { StringLike: { [key]: 'team-*' } })];
  }
  if (enters !== undefined)
    return [
      trusting(
        { Federated: trusts ?? '' },
        enters,
        equal('cognito-identity.amazonaws.com:aud', thingName('AWS::Cognito::IdentityPool')),
      ),
    ];
  if (through) return [trusting({ AWS: exampleIamArn(`role/${caller}`) })];
  if (withMfa)
    return [trusting(anybodyHere, 'sts:AssumeRole', { Bool: { 'aws:MultiFactorAuthPresent': 'true' } })];
  if (rewritesTrust(method)) return [ec2];
  if (gainsByCode(method)) return [trusting({ Service: 'lambda.amazonaws.com' })];
  if (trusts !== undefined) return [trusting({ Service: trusts })];
  return needs.some(({ action }) => action === 'sts:AssumeRole') ? [trusting(anybodyHere)] : [ec2];
}

/** Returns the role that does little, where the changed line leaves it, and the one that a stack set is called with. */
export function otherRoles({ method }: Drawn): ScenarioRole[] {
  const { trusts, through, needs, exists, enters } = method;
  const passes = needs.some(({ action }) => action === 'iam:PassRole');
  const service = trusts ?? 'ec2.amazonaws.com';
  const aRole = (roleName: string, trust: ExampleStatement, right: ExampleStatement): ScenarioRole => ({
    roleName,
    assumeRolePolicyDocument: examplePolicyOf([trust]),
    inlinePolicies: [inline(roleName === reader ? 'ReadReports' : work, [right])],
    attachedPolicies: [],
    tags: [],
  });
  return [
    ...(passes || exists?.state === 'with-profile'
      ? [
          aRole(
            reader,
            enters === undefined ? trusting({ Service: service }) : trusting({ Federated: service }, enters),
            reading,
          ),
        ]
      : []),
    ...(through
      ? [aRole(caller, trusting({ Service: service }), allowing('sts:AssumeRole', exampleIamArn('role/*')))]
      : []),
  ];
}

export function exampleGroupsOf({ method, nature, plan, statements }: Drawn): ScenarioGroup[] {
  const { isGroup, takesDeny, first, isSelf } = nature;
  const aGroup = (groupName: string, more: Partial<Held> = {}): ScenarioGroup => ({
    groupName,
    inlinePolicies: [],
    attachedPolicies: [],
    ...more,
  });
  if (first === 'iam:AddUserToGroup' || method.id === 'before-make-user')
    return [aGroup(administrators, { attachedPolicies: [administratorAccessArn] })];
  if (!isGroup) return [];
  if (!takesDeny) return [aGroup(team)];
  const denies = isSelf && plan.place === 'deny' ? statements : [suspended];
  return [
    first === 'iam:DetachGroupPolicy'
      ? aGroup(team, { attachedPolicies: [customer(guard)] })
      : aGroup(team, { inlinePolicies: [inline(guard, denies)] }),
  ];
}

export function examplePoliciesOf({ method, nature, plan, statements }: Drawn): ScenarioPolicy[] {
  const { rewrites, takesBoundary, takesDeny, first, isSelf } = nature;
  const aPolicy = (policyName: string, list: readonly ExampleStatement[]): ScenarioPolicy => ({
    policyName,
    document: examplePolicyOf(list),
    tags: [],
  });
  const earlier = needsVersion(method)
    ? {
        versions: [
          { versionId: 'v1', document: everythingPolicy },
          { versionId: 'v2', document: examplePolicyOf([reading]) },
        ],
        defaultVersionId: 'v2',
      }
    : { document: examplePolicyOf([reading]) };
  const isDetached = takesDeny && /^iam:Detach/.test(first);
  return [
    ...(rewrites ? [{ policyName: ownPolicy, tags: [], ...earlier }] : []),
    ...(takesBoundary ? [aPolicy(limit, plan.place === 'boundary' ? statements : [reading])] : []),
    ...(isDetached ? [aPolicy(guard, isSelf && plan.place === 'deny' ? statements : [suspended])] : []),
  ];
}

const needsVersion = ({ needs }: Method): boolean =>
  needs.some(({ action }) => action === 'iam:SetDefaultPolicyVersion');
