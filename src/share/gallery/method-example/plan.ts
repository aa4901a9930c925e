/**
 * Decides what stands in the account of a method's example, beside the calls that the method needs: who acts, who is
 * gained and how strong that one is, what limits whom, and the calls of the next method where this one only prepares.
 */

import type { Method } from '#core/analysis/ways/format.ts';
import {
  type ExampleStatement,
  actorNames,
  allowing,
  denying,
  equal,
  foreign,
  exampleIamArn,
  targetNames,
  trusting,
} from '../example-parts.ts';
import { type BothWays, rightsOf } from './rights.ts';

/** The kind of a method, read from its first call. */
export interface Nature {
  readonly first: string;
  /** Strengthens whoever acts. */
  readonly isSelf: boolean;
  readonly isGroup: boolean;
  /** A Deny that limits somebody goes. */
  readonly takesDeny: boolean;
  /** The boundary of somebody goes or changes. */
  readonly takesBoundary: boolean;
  /** A policy of somebody gets another text or version. */
  readonly rewrites: boolean;
  /** A tag is set or taken away. */
  readonly tags: boolean;
}

export function natureOf({ gain, needs, given = [] }: Method): Nature {
  const [{ action: first, on } = { action: '', on: '*' as const }] = needs;
  return {
    first,
    isSelf: gain === 'self',
    isGroup: on === 'group',
    takesDeny: /^iam:(?:Detach|Delete(?:User|Role|Group)Policy$|RemoveUser)/.test(first),
    takesBoundary: given.includes('boundary'),
    rewrites: on === 'policy',
    tags: /^(?:iam:(?:Tag|Untag)|ec2:CreateTags)/.test(first),
  };
}

/** An actor that is a user could use its own group instead. */
export const actorKind = (method: Method): 'user' | 'role' => {
  if (method.by) return method.by;
  const { isSelf, isGroup, first } = natureOf(method);
  const isOfOthers = method.isPreparation === true && isGroup && !isSelf;
  return isOfOthers || first === 'iam:CreateUser' ? 'role' : 'user';
};

export function isStrong(method: Method): boolean {
  const { isPreparation, needs, gain } = method;
  const { tags, takesDeny, takesBoundary, first } = natureOf(method);
  if (takesDeny || takesBoundary) return true;
  if (tags) return !/TagPolicy/.test(first);
  if (isPreparation) return rewritesTrust(method);
  return !needs.some(({ action, on }) =>
    gain === 'user' || gain === 'role'
      ? on === 'policy' || /^iam:(?:Attach|Put)(?:User|Role)Policy$/.test(action)
      : false,
  );
}

/** The role lets in the service afterwards that runs the function. */
export const rewritesTrust = ({ isPreparation, needs: [first] }: Method): boolean =>
  isPreparation === true && first?.action === 'iam:UpdateAssumeRolePolicy';

const core = (key: string) => equal(key, 'core');
const teams = (kind: string): string => exampleIamArn(`${kind}/team/*`);
const protectedOnes = equal('aws:ResourceTag/protected', 'true');

/** Calls of methods that follow on one that only prepares, and what a tag decides about. */
const afterwards: Readonly<Record<string, readonly ExampleStatement[]>> = {
  'own-tag-user': [allowing('*', '*', core('aws:PrincipalTag/team'))],
  'own-tag-role': [allowing('*', '*', core('aws:PrincipalTag/team'))],
  'own-untag-user': [
    allowing('iam:PutUserPolicy', exampleIamArn('user/*')),
    denying('iam:Put*', '*', equal('aws:PrincipalTag/probation', 'true')),
  ],
  'own-untag-role': [
    allowing('iam:PutRolePolicy', exampleIamArn('role/*')),
    denying('iam:Put*', '*', equal('aws:PrincipalTag/probation', 'true')),
  ],
  'before-make-policy': [
    allowing('iam:AttachUserPolicy', exampleIamArn('user/*'), {
      ArnLike: { 'iam:PolicyARN': teams('policy') },
    }),
  ],
  'before-make-group': [allowing(['iam:PutGroupPolicy', 'iam:AddUserToGroup'], teams('group'))],
  'before-make-user': [
    allowing('iam:AddUserToGroup', exampleIamArn('group/*')),
    allowing('iam:CreateAccessKey', teams('user')),
  ],
  'before-make-role': [
    allowing(['iam:PutRolePolicy', 'iam:PassRole'], teams('role')),
    allowing(['lambda:CreateFunction', 'lambda:InvokeFunction']),
    denying('sts:AssumeRole'),
  ],
  // Whoever may assume the role needs no service.
  'before-trust-role': [denying('sts:AssumeRole')],
  'before-tag-role': [allowing('iam:UpdateAssumeRolePolicy', '*', core('aws:ResourceTag/team'))],
  'before-untag-role': [
    allowing('iam:UpdateAssumeRolePolicy', exampleIamArn('role/*')),
    denying('iam:Update*', '*', protectedOnes),
  ],
  'before-tag-user': [allowing('iam:CreateLoginProfile', '*', core('aws:ResourceTag/team'))],
  'before-untag-user': [
    allowing('iam:CreateLoginProfile', exampleIamArn('user/*')),
    denying('iam:Create*', '*', protectedOnes),
  ],
  'before-tag-own-policy': [allowing('iam:CreatePolicyVersion', '*', core('aws:ResourceTag/team'))],
  'before-tag-policy-role': [allowing('iam:CreatePolicyVersion', '*', core('aws:ResourceTag/team'))],
  'before-tag-policy-user': [allowing('iam:CreatePolicyVersion', '*', core('aws:ResourceTag/team'))],
  'before-tag-instance': [allowing('ssm:StartSession', '*', core('ssm:resourceTag/team'))],
};

/** Returns what the actor may do beside the calls of the method, so that it ends as an administrator. */
function moreRights(method: Method): readonly ExampleStatement[] {
  const own = afterwards[method.id] ?? [];
  if (!method.isPreparation) return own;
  if (method.gain === 'user' && !/(?:un)?tag-user$/.test(method.id))
    return [...own, allowing('iam:CreateLoginProfile', exampleIamArn('user/*'))];
  return gainsByCode(method) ? [...own, allowing('lambda:UpdateFunctionCode')] : own;
}

/** The role that is strengthened runs a function, whose code is replaced then. */
export const gainsByCode = ({ id, gain, isPreparation }: Method): boolean =>
  isPreparation === true && gain === 'role' && !/(?:un)?tag-(?:role|instance)$/.test(id);

export interface ExamplePlan {
  /** The statements of the policy that changes, or of the trust policy. */
  readonly changes: BothWays;
  /** The document with the line: the actor's policy, its boundary, a Deny on it, or the trust policy. */
  readonly place: 'rights' | 'boundary' | 'deny' | 'trust';
}

const same = (
  works: ExampleStatement,
  fails: ExampleStatement,
  because: string,
  place: ExamplePlan['place'],
): ExamplePlan => ({ changes: { works: [works], fails: [fails], because }, place });

export function planOf(method: Method): ExamplePlan {
  const { takesDeny, takesBoundary, isSelf } = natureOf(method);
  const { given = [] } = method;
  if (isSelf && takesBoundary) return { changes: rightsOf(method), place: 'boundary' };
  if (isSelf && takesDeny)
    return same(
      denying(['s3:DeleteBucket', 's3:DeleteObject']),
      denying(['s3:DeleteBucket', 'iam:*']),
      'The Deny now covers IAM too, so whoever is limited cannot take it away.',
      'deny',
    );
  if (given.includes('trusts-everybody'))
    return same(
      trusting({ AWS: '*' }),
      trusting({ AWS: exampleIamArn(`role/${actorNames.role}`) }),
      `Only the role ${actorNames.role} is trusted now.`,
      'trust',
    );
  if (given.includes('other-account'))
    return same(
      trusting({ AWS: exampleIamArn('root') }),
      trusting({ AWS: exampleIamArn('root', foreign) }),
      'The role now trusts only its own account.',
      'trust',
    );
  if (method.withTag)
    return same(
      trusting({ AWS: exampleIamArn('root') }, ['sts:AssumeRole', 'sts:TagSession']),
      trusting({ AWS: exampleIamArn('root') }, ['sts:AssumeRole', 'sts:SetSourceIdentity']),
      'The role no longer accepts tags from whoever assumes it.',
      'trust',
    );
  const changes = rightsOf(method);
  const more = moreRights(method);
  return {
    changes: { ...changes, works: [...changes.works, ...more], fails: [...changes.fails, ...more] },
    place: 'rights',
  };
}

export function examplePrincipalsOf(method: Method): { readonly actor: string; readonly target: string } {
  const kind = actorKind(method);
  const isSet = method.given?.includes('permission-set') === true;
  const path = isSet ? reservedPath : '';
  const target = method.gain === 'user' ? 'user' : 'role';
  const isForeign = method.given?.includes('other-account') === true;
  return {
    actor: exampleIamArn(`${kind}/${path}${isSet ? permissionSetRole : actorNames[kind]}`),
    target: exampleIamArn(`${target}/${targetNames[target]}`, ...(isForeign ? [foreign] : [])),
  };
}

export const reservedPath = 'aws-reserved/sso.amazonaws.com/';
/** A role that IAM Identity Center makes has such a name. */
export const permissionSetRole = 'AWSReservedSSO_Developer_0123456789abcdef';
