/**
 * The calls that remove what stands in the way of deleting an entity (N-42), the deletion last. AWS's API
 * refuses with DeleteConflict, and its console makes these calls; here a person reviews them first.
 */

import { awsAccount } from '../../model/ids.ts';
import type {
  GroupRecord,
  InstanceProfileRecord,
  PolicyRecord,
  RoleRecord,
  UserRecord,
} from '../../model/records/identities.ts';
import { type World, credentialsOf } from '../../model/world/world.ts';
import { groupMembers, policyHolders } from './permissions.ts';

export interface Step {
  readonly operation: string;
  readonly params: Readonly<Record<string, string>>;
}

const step = (operation: string, params: Step['params']): Step => ({ operation, params });

export function userDeletion(world: World, user: UserRecord): Step[] {
  const { userName: UserName } = user;
  return [
    ...user.groups.flatMap((id) => {
      const group = world.groups.get(id);
      return group ? [step('RemoveUserFromGroup', { GroupName: group.groupName, UserName })] : [];
    }),
    ...user.attachedPolicies.map((PolicyArn) => step('DetachUserPolicy', { UserName, PolicyArn })),
    ...user.inlinePolicies.map(({ policyName: PolicyName }) =>
      step('DeleteUserPolicy', { UserName, PolicyName }),
    ),
    ...credentialRemoval(world, user),
    step('DeleteUser', { UserName }),
  ];
}

/** Deactivates MFA devices, and deletes virtual ones; a hardware token stays. */
function credentialRemoval(world: World, { id, userName: UserName }: UserRecord): Step[] {
  const credentials = credentialsOf(world, 'userCredentials', id);
  return [
    ...credentialsOf(world, 'loginProfiles', id).map(() => step('DeleteLoginProfile', { UserName })),
    ...credentialsOf(world, 'accessKeys', id).map((key) =>
      step('DeleteAccessKey', { UserName, AccessKeyId: key.id }),
    ),
    ...credentialsOf(world, 'mfaDevices', id).flatMap(({ id: SerialNumber, kind }) => [
      step('DeactivateMFADevice', { UserName, SerialNumber }),
      ...(kind === 'virtual' ? [step('DeleteVirtualMFADevice', { SerialNumber })] : []),
    ]),
    ...credentials.map(({ kind, id: credential }) => {
      const [operation, member] = credentialDeletions[kind];
      return step(operation, { UserName, [member]: credential });
    }),
  ];
}

const credentialDeletions = {
  'signing-certificate': ['DeleteSigningCertificate', 'CertificateId'],
  'ssh-public-key': ['DeleteSSHPublicKey', 'SSHPublicKeyId'],
  'service-specific': ['DeleteServiceSpecificCredential', 'ServiceSpecificCredentialId'],
} as const;

export function groupDeletion(world: World, group: GroupRecord): Step[] {
  const { groupName: GroupName } = group;
  return [
    ...groupMembers(world, group).map(({ userName: UserName }) =>
      step('RemoveUserFromGroup', { GroupName, UserName }),
    ),
    ...group.attachedPolicies.map((PolicyArn) => step('DetachGroupPolicy', { GroupName, PolicyArn })),
    ...group.inlinePolicies.map(({ policyName: PolicyName }) =>
      step('DeleteGroupPolicy', { GroupName, PolicyName }),
    ),
    step('DeleteGroup', { GroupName }),
  ];
}

export function roleDeletion(world: World, role: RoleRecord): Step[] {
  const { roleName: RoleName } = role;
  // A service-linked role is deleted as a whole: only AWS changes its parts (N-42).
  if (role.path.startsWith('/aws-service-role/')) return [step('DeleteServiceLinkedRole', { RoleName })];
  return [
    ...[...(world.index.profilesOf.get(role.id) ?? [])].flatMap((id) => {
      const profile = world.instanceProfiles.get(id);
      return profile
        ? [
            step('RemoveRoleFromInstanceProfile', {
              InstanceProfileName: profile.instanceProfileName,
              RoleName,
            }),
          ]
        : [];
    }),
    ...role.attachedPolicies.map((PolicyArn) => step('DetachRolePolicy', { RoleName, PolicyArn })),
    ...role.inlinePolicies.map(({ policyName: PolicyName }) =>
      step('DeleteRolePolicy', { RoleName, PolicyName }),
    ),
    step('DeleteRole', { RoleName }),
  ];
}

export function profileDeletion(world: World, profile: InstanceProfileRecord): Step[] {
  const { instanceProfileName: InstanceProfileName } = profile;
  return [
    ...profile.roles.flatMap((id) => {
      const role = world.roles.get(id);
      return role
        ? [step('RemoveRoleFromInstanceProfile', { InstanceProfileName, RoleName: role.roleName })]
        : [];
    }),
    step('DeleteInstanceProfile', { InstanceProfileName }),
  ];
}

/** Removes a customer policy from all who hold it or are bounded by it, its older versions, then itself. */
export function policyDeletion(world: World, policy: PolicyRecord): Step[] {
  const { arn: PolicyArn, account } = policy;
  if (account === awsAccount) return [];
  const { attached, boundary } = policyHolders(world, policy, account);
  return [
    ...attached.map((row) => {
      if ('userName' in row) return step('DetachUserPolicy', { UserName: row.userName, PolicyArn });
      if ('roleName' in row) return step('DetachRolePolicy', { RoleName: row.roleName, PolicyArn });
      return step('DetachGroupPolicy', { GroupName: row.groupName, PolicyArn });
    }),
    ...boundary.flatMap((row) => {
      if ('userName' in row) return [step('DeleteUserPermissionsBoundary', { UserName: row.userName })];
      if ('roleName' in row) return [step('DeleteRolePermissionsBoundary', { RoleName: row.roleName })];
      return [];
    }),
    ...policy.versions
      .filter(({ versionId }) => versionId !== policy.defaultVersionId)
      .map(({ versionId: VersionId }) => step('DeletePolicyVersion', { PolicyArn, VersionId })),
    step('DeletePolicy', { PolicyArn }),
  ];
}
