/**
 * The calls whose cost is compared between an account at full quota and one that holds little more than what
 * the call itself touches: at least one of every family, all lists. A list returns the same page of the same
 * 100 rows in both. Left out, because their answer itself grows with the account: GenerateCredentialReport
 * (one row for each user, a background job at AWS), GenerateOrganizationsAccessReport (a background job).
 */

import type { Request } from '#core/model/request/request.ts';

export interface Measured {
  readonly service: Request['service'];
  readonly operation: string;
  readonly params: Request['params'];
  /** Tells rows of one operation apart. */
  readonly note?: string;
}

/** Things of the account that both worlds hold. */
export interface Known {
  readonly account: string;
  readonly user: string;
  readonly userArn: string;
  readonly group: string;
  readonly role: string;
  readonly roleArn: string;
  readonly policyArn: string;
  readonly awsPolicyArn: string;
  readonly profile: string;
  readonly serial: string;
  readonly accessKey: string;
  readonly path: string;
}

const document = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::reports/*' }],
});
const trust = (account: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { AWS: account }, Action: 'sts:AssumeRole' }],
  });
const iam = (operation: string, params: Request['params'] = {}, note?: string): Measured => ({
  service: 'iam',
  operation,
  params,
  ...(note === undefined ? {} : { note }),
});
const Tags = [{ Key: 'bench', Value: '1' }];
const TagKeys = ['bench'];

export const apiCalls = (known: Known): readonly Measured[] => [
  ...reads(known),
  ...ofEntities(known),
  ...writes(known),
  ...ofCredentials(known),
  ...analyses(known),
];

const reads = (k: Known): Measured[] => [
  iam('ListUsers'),
  iam('ListUsers', { MaxItems: 1 }, 'one row'),
  iam('ListUsers', { PathPrefix: k.path }, 'by path'),
  iam('ListGroups'),
  iam('ListRoles'),
  iam('ListRoles', { PathPrefix: k.path }, 'by path'),
  iam('ListPolicies'),
  iam('ListPolicies', { Scope: 'Local' }, 'own'),
  iam('ListPolicies', { Scope: 'Local', OnlyAttached: true }, 'own, attached'),
  iam('ListPolicies', { Scope: 'AWS', OnlyAttached: true }, 'AWS, attached'),
  iam('ListPolicies', { PolicyUsageFilter: 'PermissionsBoundary' }, 'boundaries'),
  iam('ListInstanceProfiles'),
  iam('ListServerCertificates'),
  iam('ListVirtualMFADevices'),
  iam('ListVirtualMFADevices', { AssignmentStatus: 'Assigned' }, 'assigned'),
  iam('ListVirtualMFADevices', { AssignmentStatus: 'Unassigned' }, 'unassigned'),
  iam('ListSAMLProviders'),
  iam('ListOpenIDConnectProviders'),
  iam('ListAccountAliases'),
  iam('GetAccountSummary'),
  iam('GetAccountPasswordPolicy'),
  iam('GetAccountAuthorizationDetails', { MaxItems: 100 }),
  iam('GetAccountAuthorizationDetails', { MaxItems: 100, Filter: ['Role'] }, 'roles'),
  iam('GetAccountAuthorizationDetails', { MaxItems: 100, Filter: ['LocalManagedPolicy'] }, 'policies'),
  iam('ListEntitiesForPolicy', { PolicyArn: k.awsPolicyArn }, 'of AWS'),
  iam('ListEntitiesForPolicy', { PolicyArn: k.policyArn }, 'own'),
  iam('GetGroup', { GroupName: k.group }),
];

const ofEntities = (k: Known): Measured[] => [
  iam('GetUser', { UserName: k.user }),
  iam('ListGroupsForUser', { UserName: k.user }),
  iam('ListUserPolicies', { UserName: k.user }),
  iam('ListAttachedUserPolicies', { UserName: k.user }),
  iam('ListUserTags', { UserName: k.user }),
  iam('ListGroupPolicies', { GroupName: k.group }),
  iam('ListAttachedGroupPolicies', { GroupName: k.group }),
  iam('GetRole', { RoleName: k.role }),
  iam('ListRolePolicies', { RoleName: k.role }),
  iam('ListAttachedRolePolicies', { RoleName: k.role }),
  iam('ListRoleTags', { RoleName: k.role }),
  iam('ListInstanceProfilesForRole', { RoleName: k.role }),
  iam('GetInstanceProfile', { InstanceProfileName: k.profile }),
  iam('GetPolicy', { PolicyArn: k.policyArn }),
  iam('GetPolicy', { PolicyArn: k.awsPolicyArn }, 'of AWS'),
  iam('GetPolicyVersion', { PolicyArn: k.policyArn, VersionId: 'v1' }),
  iam('ListPolicyVersions', { PolicyArn: k.policyArn }),
  iam('ListPolicyTags', { PolicyArn: k.policyArn }),
];

const writes = (k: Known): Measured[] => [
  iam('CreateUser', { UserName: 'bench-new', Tags }),
  iam('UpdateUser', { UserName: k.user, NewUserName: 'bench-renamed' }),
  iam('TagUser', { UserName: k.user, Tags }),
  iam('UntagUser', { UserName: k.user, TagKeys }),
  iam('PutUserPolicy', { UserName: k.user, PolicyName: 'bench', PolicyDocument: document }),
  iam('AttachUserPolicy', { UserName: k.user, PolicyArn: 'arn:aws:iam::aws:policy/AmazonSNSReadOnlyAccess' }),
  iam('PutUserPermissionsBoundary', { UserName: k.user, PermissionsBoundary: k.awsPolicyArn }),
  iam('DeleteUser', { UserName: k.user }, 'conflict'),
  iam('CreateGroup', { GroupName: 'bench-new' }),
  iam('UpdateGroup', { GroupName: k.group, NewGroupName: 'bench-renamed' }),
  iam('AddUserToGroup', { UserName: k.user, GroupName: k.group }),
  iam('RemoveUserFromGroup', { UserName: k.user, GroupName: k.group }),
  iam('AttachGroupPolicy', {
    GroupName: k.group,
    PolicyArn: 'arn:aws:iam::aws:policy/AmazonSNSReadOnlyAccess',
  }),
  iam('PutGroupPolicy', { GroupName: k.group, PolicyName: 'bench', PolicyDocument: document }),
  iam('DeleteGroup', { GroupName: k.group }, 'conflict'),
  iam('CreateRole', { RoleName: 'bench-new', AssumeRolePolicyDocument: trust(k.account) }),
  iam('UpdateRole', { RoleName: k.role, Description: 'bench' }),
  iam('UpdateAssumeRolePolicy', { RoleName: k.role, PolicyDocument: trust(k.account) }),
  iam('PutRolePolicy', { RoleName: k.role, PolicyName: 'bench', PolicyDocument: document }),
  iam('AttachRolePolicy', { RoleName: k.role, PolicyArn: 'arn:aws:iam::aws:policy/AmazonSNSReadOnlyAccess' }),
  iam('TagRole', { RoleName: k.role, Tags }),
  iam('DeleteRole', { RoleName: k.role }, 'conflict'),
  iam('CreateServiceLinkedRole', { AWSServiceName: 'elasticbeanstalk.amazonaws.com' }),
  iam('CreatePolicy', { PolicyName: 'bench-new', PolicyDocument: document }),
  iam('CreatePolicyVersion', { PolicyArn: k.policyArn, PolicyDocument: document }),
  iam('DeletePolicy', { PolicyArn: k.policyArn }),
  iam('TagPolicy', { PolicyArn: k.policyArn, Tags }),
  iam('CreateInstanceProfile', { InstanceProfileName: 'bench-new' }),
  iam('AddRoleToInstanceProfile', { InstanceProfileName: k.profile, RoleName: k.role }, 'occupied'),
  iam('CreateAccountAlias', { AccountAlias: 'bench-alias' }),
  iam('UpdateAccountPasswordPolicy', { MinimumPasswordLength: 12 }),
  iam('CreateOpenIDConnectProvider', { Url: 'https://bench.example.com', ClientIDList: ['a'] }),
];

const ofCredentials = (k: Known): Measured[] => [
  iam('ListAccessKeys', { UserName: k.user }),
  iam('GetAccessKeyLastUsed', { AccessKeyId: k.accessKey }),
  iam('UpdateAccessKey', { UserName: k.user, AccessKeyId: k.accessKey, Status: 'Inactive' }),
  iam('CreateAccessKey', { UserName: k.user }),
  iam('DeleteAccessKey', { UserName: k.user, AccessKeyId: k.accessKey }),
  iam('GetLoginProfile', { UserName: k.user }),
  iam('ListMFADevices', { UserName: k.user }),
  iam('DeactivateMFADevice', { UserName: k.user, SerialNumber: k.serial }),
  iam('ListSSHPublicKeys', { UserName: k.user }),
  iam('ListSigningCertificates', { UserName: k.user }),
  iam('ListServiceSpecificCredentials', { UserName: k.user }),
  { service: 'sts', operation: 'GetCallerIdentity', params: {} },
  { service: 'sts', operation: 'GetAccessKeyInfo', params: { AccessKeyId: k.accessKey } },
  { service: 'sts', operation: 'GetFederationToken', params: { Name: 'bench' } },
];

const analyses = (k: Known): Measured[] => [
  iam('SimulateCustomPolicy', { PolicyInputList: [document], ActionNames: ['s3:GetObject'] }),
  iam('SimulatePrincipalPolicy', { PolicySourceArn: k.userArn, ActionNames: ['s3:GetObject'] }),
  iam('GetContextKeysForPrincipalPolicy', { PolicySourceArn: k.userArn }),
  iam('GetContextKeysForCustomPolicy', { PolicyInputList: [document] }),
  iam('ListPoliciesGrantingServiceAccess', { Arn: k.userArn, ServiceNamespaces: ['s3'] }),
  iam('GenerateServiceLastAccessedDetails', { Arn: k.userArn }),
];
