/** The calls on users, groups, roles and policies that plans are made of. Who sends a plan is no part of it. */

import type { PolicyRecord } from '../model/records/identities.ts';
import type { Request, ServiceName } from '../model/request/request.ts';
import type { Holder, World } from '../model/world/world.ts';
import { versionToDelete } from '../model/policy-document.ts';

export interface PlannedCall {
  readonly service?: ServiceName;
  readonly operation: string;
  readonly params: Request['params'];
}

export const planned = (operation: string, params: PlannedCall['params']): PlannedCall => ({
  operation,
  params,
});

export const identityNouns = {
  user: 'User',
  group: 'Group',
  role: 'Role',
  profile: 'InstanceProfile',
} as const;

export function holderWords(holder: Holder): {
  readonly noun: 'User' | 'Group' | 'Role';
  readonly name: Readonly<Record<string, string>>;
  readonly label: string;
} {
  if ('userName' in holder)
    return { noun: 'User', name: { UserName: holder.userName }, label: holder.userName };
  if ('groupName' in holder)
    return { noun: 'Group', name: { GroupName: holder.groupName }, label: holder.groupName };
  return { noun: 'Role', name: { RoleName: holder.roleName }, label: holder.roleName };
}

export const attachment = (
  verb: 'Attach' | 'Detach',
  { kind, name }: { readonly kind: 'user' | 'group' | 'role'; readonly name: string },
  PolicyArn: string,
): PlannedCall =>
  planned(`${verb}${identityNouns[kind]}Policy`, { [`${identityNouns[kind]}Name`]: name, PolicyArn });

/** Returns `DetachUserPolicy` from `Detach` and `Policy`. */
export function holderCall(
  holder: Holder,
  verb: string,
  suffix: string,
  params: PlannedCall['params'] = {},
): PlannedCall {
  const { noun, name } = holderWords(holder);
  return planned(`${verb}${noun}${suffix}`, { ...name, ...params });
}

/** Saves the document as the default version. The oldest version is deleted first where no other fits. */
export function versionCalls(world: World, policy: PolicyRecord, PolicyDocument: string): PlannedCall[] {
  const { arn: PolicyArn } = policy;
  const VersionId = versionToDelete(world, policy);
  return [
    ...(VersionId === undefined ? [] : [planned('DeletePolicyVersion', { PolicyArn, VersionId })]),
    planned('CreatePolicyVersion', { PolicyArn, PolicyDocument, SetAsDefault: true }),
  ];
}
