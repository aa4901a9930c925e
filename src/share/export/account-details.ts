/**
 * Writes an account as `aws iam get-account-authorization-details` prints it. Importing it gives the
 * same account, except for what the format cannot hold: tags of policies, resources, secrets, and instance
 * profiles without a role. A table among the tests lists the differences from an imported file.
 */

import { arnName } from '../../core/model/arn.ts';
import { type AccountId, type Arn, awsAccount } from '../../core/model/ids.ts';
import type {
  GroupRecord,
  InlinePolicy,
  InstanceProfileRecord,
  PolicyRecord,
  RoleRecord,
  UserRecord,
} from '../../core/model/records/identities.ts';
import type { Tag } from '../../core/model/records/tag.ts';
import {
  countAttached,
  countBoundaries,
  findByArn,
  ownedBy,
  type World,
} from '../../core/model/world/world.ts';
import { usageByEntity } from '../../core/api/usage.ts';
import { currentTrustDocument } from '../../core/authz/trust-ids.ts';
import {
  type AccountDetails,
  type AttachedDetail,
  type BoundaryDetail,
  type DocumentValue,
  type GroupDetail,
  type InstanceProfileDetail,
  type PolicyDetail,
  type RoleDetail,
  type TagDetail,
  type UserDetail,
  noRegion,
} from '../account-details-format.ts';
import { cliDate } from '../dates.ts';
import { defined } from '../../core/model/defined.ts';

export function exportAccountDetails(world: World, account: AccountId): AccountDetails {
  const uses = usageByEntity(world, account);
  const owned = <T extends 'users' | 'groups' | 'roles'>(table: T) =>
    ownedBy(world, table, account).sort(byArn);
  return {
    UserDetailList: owned('users').map((user) => userDetail(world, user)),
    GroupDetailList: owned('groups').map((group) => groupDetail(world, group)),
    RoleDetailList: owned('roles').map((role) => {
      const used = uses.get(role.id);
      return {
        ...roleDetail(world, role),
        RoleLastUsed: used
          ? {
              LastUsedDate: cliDate(used.lastUsed),
              ...(used.region === noRegion ? {} : { Region: used.region }),
            }
          : {},
      };
    }),
    Policies: exportedPolicies(world, account).map((policy) =>
      policyDetail(
        policy,
        countAttached(world, policy.arn, account),
        countBoundaries(world, policy.arn, account),
      ),
    ),
    IsTruncated: false,
  };
}

export const accountDetailsText = (details: AccountDetails): string =>
  `${JSON.stringify(details, null, 2)}\n`;

/** Compares by code units: the order in a file must not depend on the browser's language. */
const byArn = (left: { readonly arn: string }, right: { readonly arn: string }): number =>
  left.arn < right.arn ? -1 : left.arn > right.arn ? 1 : 0;

/**
 * Returns the account's own policies and the AWS managed ones that it uses. An AWS managed policy that no
 * account uses came with an imported file and is exported again.
 */
function exportedPolicies(world: World, account: AccountId): PolicyRecord[] {
  const accounts = [...world.accounts.values()];
  const used = (arn: Arn, by: AccountId) =>
    countAttached(world, arn, by) + countBoundaries(world, arn, by) > 0;
  const managed = ownedBy(world, 'policies', awsAccount).filter(
    ({ arn }) => used(arn, account) || !accounts.some(({ id }) => used(arn, id)),
  );
  return [...ownedBy(world, 'policies', account), ...managed].sort(byArn);
}

const documentValue = (text: string): DocumentValue => {
  try {
    return JSON.parse(text) as DocumentValue;
  } catch {
    return text;
  }
};

interface Named {
  readonly id: string;
  readonly path: string;
  readonly arn: string;
  readonly createDate: string;
}

/** Returns the members that every entity has, with the names that AWS gives them for this kind. */
const entity = <K extends string>(row: Named, kind: K, name: string) =>
  ({
    Path: row.path,
    [`${kind}Name`]: name,
    [`${kind}Id`]: row.id,
    Arn: row.arn,
    CreateDate: cliDate(row.createDate),
  }) as Record<'Path' | `${K}Name` | `${K}Id` | 'Arn' | 'CreateDate', string>;

const inline = (policies: readonly InlinePolicy[]) =>
  policies.map(({ policyName, document }) => ({
    PolicyName: policyName,
    PolicyDocument: documentValue(document),
  }));

const attachedList = (world: World, arns: readonly Arn[]): AttachedDetail[] =>
  arns.map((arn) => ({
    PolicyName: findByArn(world, 'policies', arn)?.policyName ?? arnName(arn),
    PolicyArn: arn,
  }));

const boundary = (arn: Arn | undefined): { PermissionsBoundary?: BoundaryDetail } =>
  arn === undefined
    ? {}
    : { PermissionsBoundary: { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: arn } };

const tagList = (tags: readonly Tag[]): TagDetail[] =>
  tags.map(({ key, value }) => ({ Key: key, Value: value }));

const userDetail = (world: World, user: UserRecord): UserDetail => ({
  ...entity(user, 'User', user.userName),
  ...(user.inlinePolicies.length > 0 ? { UserPolicyList: inline(user.inlinePolicies) } : {}),
  GroupList: user.groups.map((id) => world.groups.get(id)?.groupName ?? id),
  AttachedManagedPolicies: attachedList(world, user.attachedPolicies),
  ...boundary(user.permissionsBoundary),
  Tags: tagList(user.tags),
});

const groupDetail = (world: World, group: GroupRecord): GroupDetail => ({
  ...entity(group, 'Group', group.groupName),
  GroupPolicyList: inline(group.inlinePolicies),
  AttachedManagedPolicies: attachedList(world, group.attachedPolicies),
});

const roleDetail = (world: World, role: RoleRecord): Omit<RoleDetail, 'RoleLastUsed'> => ({
  ...entity(role, 'Role', role.roleName),
  AssumeRolePolicyDocument: documentValue(currentTrustDocument(world, role)),
  InstanceProfileList: [...(world.index.profilesOf.get(role.id) ?? [])]
    .flatMap((id) => world.instanceProfiles.get(id) ?? [])
    .sort(byArn)
    .map((profile) => profileDetail(world, profile)),
  RolePolicyList: inline(role.inlinePolicies),
  AttachedManagedPolicies: attachedList(world, role.attachedPolicies),
  ...boundary(role.permissionsBoundary),
  Tags: tagList(role.tags),
});

const profileDetail = (world: World, profile: InstanceProfileRecord): InstanceProfileDetail => ({
  ...entity(profile, 'InstanceProfile', profile.instanceProfileName),
  Roles: profile.roles
    .flatMap((id) => world.roles.get(id) ?? [])
    .map((role) => ({
      ...entity(role, 'Role', role.roleName),
      AssumeRolePolicyDocument: documentValue(currentTrustDocument(world, role)),
      ...defined({ Description: role.description }),
      MaxSessionDuration: role.maxSessionDuration,
    })),
  Tags: tagList(profile.tags),
});

/** Lists versions newest first, as AWS does. @internal */
export const policyDetail = (policy: PolicyRecord, attached: number, boundaries: number): PolicyDetail => ({
  PolicyName: policy.policyName,
  PolicyId: policy.id,
  Arn: policy.arn,
  Path: policy.path,
  DefaultVersionId: policy.defaultVersionId,
  AttachmentCount: attached,
  PermissionsBoundaryUsageCount: boundaries,
  IsAttachable: policy.isAttachable,
  ...defined({ Description: policy.description }),
  CreateDate: cliDate(policy.createDate),
  UpdateDate: cliDate(policy.updateDate),
  PolicyVersionList: policy.versions.toReversed().map((version) => ({
    Document: documentValue(version.document),
    VersionId: version.versionId,
    IsDefaultVersion: version.versionId === policy.defaultVersionId,
    CreateDate: cliDate(version.createDate),
  })),
});
