/**
 * Gives an account file exactly the members of the format. This is the first step of normalizing; the later
 * steps rely on every list being there.
 */

import type {
  AccountDetails,
  AttachedDetail,
  BoundaryDetail,
  InlineDetail,
  PolicyDetail,
  RoleDetail,
  TagDetail,
} from '#share/account-details-format.ts';

export const completeMembers = (file: AccountDetails): AccountDetails => ({
  UserDetailList: list(file.UserDetailList).map((user) => ({
    ...entity(user, 'User'),
    ...(list(user.UserPolicyList).length > 0 ? { UserPolicyList: inline(user.UserPolicyList) } : {}),
    GroupList: list(user.GroupList),
    AttachedManagedPolicies: attachments(user.AttachedManagedPolicies),
    ...boundary(user.PermissionsBoundary),
    Tags: tags(user.Tags),
  })),
  GroupDetailList: list(file.GroupDetailList).map((group) => ({
    ...entity(group, 'Group'),
    GroupPolicyList: inline(group.GroupPolicyList),
    AttachedManagedPolicies: attachments(group.AttachedManagedPolicies),
  })),
  RoleDetailList: list(file.RoleDetailList).map((role) => ({
    ...entity(role, 'Role'),
    AssumeRolePolicyDocument: role.AssumeRolePolicyDocument,
    InstanceProfileList: list(role.InstanceProfileList).map((profile) => ({
      ...entity(profile, 'InstanceProfile'),
      Roles: list(profile.Roles),
      Tags: tags(profile.Tags),
    })),
    RolePolicyList: inline(role.RolePolicyList),
    AttachedManagedPolicies: attachments(role.AttachedManagedPolicies),
    ...boundary(role.PermissionsBoundary),
    Tags: tags(role.Tags),
    RoleLastUsed: lastUsed(role.RoleLastUsed),
  })),
  Policies: list(file.Policies).map(policyMembers),
  IsTruncated: false,
});

const list = <T>(value: readonly T[] | null | undefined): readonly T[] => value ?? [];

function entity<K extends string>(value: object, kind: K) {
  const members = ['Path', `${kind}Name`, `${kind}Id`, 'Arn', 'CreateDate'] as const;
  const given = value as Record<string, string>;
  return Object.fromEntries(members.map((member) => [member, given[member]])) as Record<
    'Path' | 'Arn' | 'CreateDate' | `${K}Name` | `${K}Id`,
    string
  >;
}

const inline = (policies: readonly InlineDetail[] | undefined) =>
  list(policies).map(({ PolicyName, PolicyDocument }) => ({ PolicyName, PolicyDocument }));

const attachments = (attached: readonly AttachedDetail[]) =>
  list(attached).map(({ PolicyName, PolicyArn }) => ({ PolicyName, PolicyArn }));

const boundary = (given: BoundaryDetail | null | undefined): { PermissionsBoundary?: BoundaryDetail } =>
  given ? { PermissionsBoundary: given } : {};

const tags = (given: readonly TagDetail[] | undefined) =>
  list(given).map(({ Key, Value }) => ({ Key, Value }));

const lastUsed = (given: RoleDetail['RoleLastUsed'] | null | undefined): RoleDetail['RoleLastUsed'] => {
  if (!given?.LastUsedDate) return {};
  return { LastUsedDate: given.LastUsedDate, ...(given.Region == null ? {} : { Region: given.Region }) };
};

const policyMembers = (policy: Partial<PolicyDetail>): PolicyDetail => ({
  ...entity(policy, 'Policy'),
  DefaultVersionId: policy.DefaultVersionId ?? '',
  AttachmentCount: policy.AttachmentCount ?? 0,
  PermissionsBoundaryUsageCount: policy.PermissionsBoundaryUsageCount ?? 0,
  IsAttachable: policy.IsAttachable ?? true,
  ...(typeof policy.Description === 'string' ? { Description: policy.Description } : {}),
  UpdateDate: policy.UpdateDate ?? '',
  PolicyVersionList: list(policy.PolicyVersionList).map((version) => ({
    Document: version.Document,
    VersionId: version.VersionId,
    IsDefaultVersion: version.IsDefaultVersion,
    CreateDate: version.CreateDate,
  })),
});
