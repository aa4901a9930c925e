/**
 * The answer of `aws iam get-account-authorization-details` as the AWS CLI prints it. Accounts are imported
 * and exported in this format. Documents are objects here; AWS itself sends them URL-encoded.
 */

export interface AccountDetails {
  readonly UserDetailList: readonly UserDetail[];
  readonly GroupDetailList: readonly GroupDetail[];
  readonly RoleDetailList: readonly RoleDetail[];
  readonly Policies: readonly PolicyDetail[];
  readonly IsTruncated: boolean;
}

export const detailLists = ['UserDetailList', 'GroupDetailList', 'RoleDetailList', 'Policies'] as const;
export type DetailList = (typeof detailLists)[number];

export type DocumentValue = unknown;

export interface TagDetail {
  readonly Key: string;
  readonly Value: string;
}

export interface InlineDetail {
  readonly PolicyName: string;
  readonly PolicyDocument: DocumentValue;
}

export interface AttachedDetail {
  readonly PolicyName: string;
  readonly PolicyArn: string;
}

export interface BoundaryDetail {
  readonly PermissionsBoundaryType: string;
  readonly PermissionsBoundaryArn: string;
}

export interface UserDetail {
  readonly Path: string;
  readonly UserName: string;
  readonly UserId: string;
  readonly Arn: string;
  readonly CreateDate: string;
  readonly UserPolicyList?: readonly InlineDetail[];
  readonly GroupList: readonly string[];
  readonly AttachedManagedPolicies: readonly AttachedDetail[];
  readonly PermissionsBoundary?: BoundaryDetail;
  readonly Tags: readonly TagDetail[];
}

export interface GroupDetail {
  readonly Path: string;
  readonly GroupName: string;
  readonly GroupId: string;
  readonly Arn: string;
  readonly CreateDate: string;
  readonly GroupPolicyList: readonly InlineDetail[];
  readonly AttachedManagedPolicies: readonly AttachedDetail[];
}

export interface RoleDetail {
  readonly Path: string;
  readonly RoleName: string;
  readonly RoleId: string;
  readonly Arn: string;
  readonly CreateDate: string;
  readonly AssumeRolePolicyDocument: DocumentValue;
  readonly InstanceProfileList: readonly InstanceProfileDetail[];
  readonly RolePolicyList: readonly InlineDetail[];
  readonly AttachedManagedPolicies: readonly AttachedDetail[];
  readonly PermissionsBoundary?: BoundaryDetail;
  readonly Tags: readonly TagDetail[];
  readonly RoleLastUsed: { readonly LastUsedDate?: string; readonly Region?: string };
}

export interface InstanceProfileDetail {
  readonly Path: string;
  readonly InstanceProfileName: string;
  readonly InstanceProfileId: string;
  readonly Arn: string;
  readonly CreateDate: string;
  readonly Roles: readonly ProfileRoleDetail[];
  readonly Tags?: readonly TagDetail[];
}

/** A role inside an instance profile: the only place for description and session duration. */
export interface ProfileRoleDetail {
  readonly Path: string;
  readonly RoleName: string;
  readonly RoleId: string;
  readonly Arn: string;
  readonly CreateDate: string;
  readonly AssumeRolePolicyDocument: DocumentValue;
  readonly Description?: string;
  readonly MaxSessionDuration?: number;
}

export interface PolicyDetail {
  readonly PolicyName: string;
  readonly PolicyId: string;
  readonly Arn: string;
  readonly Path: string;
  readonly DefaultVersionId: string;
  readonly AttachmentCount: number;
  readonly PermissionsBoundaryUsageCount: number;
  readonly IsAttachable: boolean;
  readonly Description?: string;
  readonly CreateDate: string;
  readonly UpdateDate: string;
  readonly PolicyVersionList: readonly PolicyVersionDetail[];
}

export interface PolicyVersionDetail {
  readonly Document: DocumentValue;
  readonly VersionId: string;
  readonly IsDefaultVersion: boolean;
  readonly CreateDate: string;
}

/** AWS writes this when there is no region (N-22). */
export const noRegion = 'N/A';
