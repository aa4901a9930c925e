/**
 * Records as the API shows them. Documents are plain JSON text here; `core/wire` URL-encodes them.
 * Lists leave out what AWS leaves out of them (tags, boundary).
 */

import { currentTrustDocument } from '../../authz/trust-ids.ts';
import type { AccountId, Arn } from '../../model/ids.ts';
import type {
  GroupRecord,
  InstanceProfileRecord,
  PolicyRecord,
  RoleRecord,
  UserRecord,
} from '../../model/records/identities.ts';
import type { UsageRecord } from '../../model/records/tables.ts';
import { passwordUseId } from '../../model/world/dates.ts';
import { type World, countAttached, countBoundaries } from '../../model/world/world.ts';
import type * as Api from '../model/generated/iam-types.ts';
import { apiTags } from './tag-rules.ts';
import { defined } from '../../model/defined.ts';

export const userItem = (world: World, user: UserRecord): Api.User => ({
  Path: user.path,
  UserName: user.userName,
  UserId: user.id,
  Arn: user.arn,
  CreateDate: user.createDate,
  ...passwordLastUsed(world, user.id),
});

/** N-23: absent when the password was never used, or there is none. */
export function passwordLastUsed(world: World, owner: string): Pick<Api.User, 'PasswordLastUsed'> {
  const mark = world.loginProfiles.has(owner) ? world.usage.get(passwordUseId(owner)) : undefined;
  return mark ? { PasswordLastUsed: mark.lastUsed } : {};
}

export const userView = (world: World, user: UserRecord): Api.User => ({
  ...userItem(world, user),
  ...boundaryView(user.permissionsBoundary),
  ...tagsView(user.tags),
});

export const groupView = (group: GroupRecord): Api.Group => ({
  Path: group.path,
  GroupName: group.groupName,
  GroupId: group.id,
  Arn: group.arn,
  CreateDate: group.createDate,
});

const roleCore = (world: World, role: RoleRecord): Api.Role => ({
  Path: role.path,
  RoleName: role.roleName,
  RoleId: role.id,
  Arn: role.arn,
  CreateDate: role.createDate,
  AssumeRolePolicyDocument: currentTrustDocument(world, role),
  ...defined({ Description: role.description }),
});

/** W-04: a role as the call answers that makes it: without what cannot be new. */
export const newRoleView = (world: World, role: RoleRecord): Api.Role => ({
  ...roleCore(world, role),
  ...boundaryView(role.permissionsBoundary),
  ...tagsView(role.tags),
});

export const roleItem = (world: World, role: RoleRecord): Api.Role => ({
  ...roleCore(world, role),
  MaxSessionDuration: role.maxSessionDuration,
});

export const roleView = (world: World, role: RoleRecord, lastUse: UsageRecord | undefined): Api.Role => ({
  ...roleItem(world, role),
  ...boundaryView(role.permissionsBoundary),
  ...tagsView(role.tags),
  RoleLastUsed: roleLastUsed(lastUse),
});

export const roleLastUsed = (mark: UsageRecord | undefined): Api.RoleLastUsed =>
  mark ? { LastUsedDate: mark.lastUsed, Region: mark.region } : {};

export const policyItem = (world: World, account: AccountId, policy: PolicyRecord): Api.Policy => ({
  PolicyName: policy.policyName,
  PolicyId: policy.id,
  Arn: policy.arn,
  Path: policy.path,
  DefaultVersionId: policy.defaultVersionId,
  AttachmentCount: countAttached(world, policy.arn, account),
  PermissionsBoundaryUsageCount: countBoundaries(world, policy.arn, account),
  IsAttachable: policy.isAttachable,
  CreateDate: policy.createDate,
  UpdateDate: policy.updateDate,
});

/** W-08: a policy as the call answers that makes it: without its description. */
export const newPolicyView = (world: World, account: AccountId, policy: PolicyRecord): Api.Policy => ({
  ...policyItem(world, account, policy),
  ...tagsView(policy.tags),
});

export const policyView = (world: World, account: AccountId, policy: PolicyRecord): Api.Policy => ({
  ...policyItem(world, account, policy),
  ...defined({ Description: policy.description }),
  Tags: apiTags(policy.tags),
});

export const versionItem = (
  policy: PolicyRecord,
  version: PolicyRecord['versions'][number],
): Api.PolicyVersion => ({
  VersionId: version.versionId,
  IsDefaultVersion: version.versionId === policy.defaultVersionId,
  CreateDate: version.createDate,
});

export const versionView = (
  policy: PolicyRecord,
  version: PolicyRecord['versions'][number],
): Api.PolicyVersion => ({
  Document: version.document,
  ...versionItem(policy, version),
});

/** W-04: only the account's details have roles with their session duration here: pass `roleItem` for those. */
export const instanceProfileView = (
  world: World,
  profile: InstanceProfileRecord,
  roleView = roleCore,
): Api.InstanceProfile => ({
  Path: profile.path,
  InstanceProfileName: profile.instanceProfileName,
  InstanceProfileId: profile.id,
  Arn: profile.arn,
  CreateDate: profile.createDate,
  Roles: profile.roles.flatMap((id) => {
    const role = world.roles.get(id);
    return role ? [roleView(world, role)] : [];
  }),
  ...tagsView(profile.tags),
});

/** W-08: the one answer about an instance profile that has `Tags` where there are none. */
export const oneInstanceProfileView = (
  world: World,
  profile: InstanceProfileRecord,
): Api.InstanceProfile => ({ ...instanceProfileView(world, profile), Tags: apiTags(profile.tags) });

export const boundaryView = (arn: Arn | undefined) =>
  arn === undefined
    ? {}
    : {
        // The model's enum says PermissionsBoundaryPolicy; real answers say Policy.
        PermissionsBoundary: {
          PermissionsBoundaryType: 'Policy' as 'PermissionsBoundaryPolicy',
          PermissionsBoundaryArn: arn,
        },
      };

const tagsView = (tags: UserRecord['tags']) => (tags.length > 0 ? { Tags: apiTags(tags) } : {});
