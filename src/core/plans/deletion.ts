/**
 * The calls that remove what stands in the way of deleting an entity (N-42), the deletion last. AWS's API
 * refuses with DeleteConflict, and its console makes these calls; here a person reviews them first.
 */

import { awsAccount } from '../model/ids.ts';
import type {
  GroupRecord,
  InstanceProfileRecord,
  PolicyRecord,
  RoleRecord,
  UserRecord,
} from '../model/records/identities.ts';
import { type Holder, type World, credentialsOf } from '../model/world/world.ts';
import { groupMembers, policyHolders } from '../query/identities/permissions.ts';
import { type PlannedCall, holderCall, planned } from './identity-calls.ts';

export function userDeletion(world: World, user: UserRecord): PlannedCall[] {
  const { userName: UserName } = user;
  return [
    ...user.groups.flatMap((id) => {
      const group = world.groups.get(id);
      return group ? [planned('RemoveUserFromGroup', { GroupName: group.groupName, UserName })] : [];
    }),
    ...policiesRemoval(user),
    ...credentialRemoval(world, user),
    planned('DeleteUser', { UserName }),
  ];
}

const policiesRemoval = (holder: Holder): PlannedCall[] => [
  ...holder.attachedPolicies.map((PolicyArn) => holderCall(holder, 'Detach', 'Policy', { PolicyArn })),
  ...holder.inlinePolicies.map(({ policyName: PolicyName }) =>
    holderCall(holder, 'Delete', 'Policy', { PolicyName }),
  ),
];

/** Deactivates MFA devices, and deletes virtual ones; a hardware token stays. */
function credentialRemoval(world: World, { id, userName: UserName }: UserRecord): PlannedCall[] {
  const credentials = credentialsOf(world, 'userCredentials', id);
  return [
    ...credentialsOf(world, 'loginProfiles', id).map(() => planned('DeleteLoginProfile', { UserName })),
    ...credentialsOf(world, 'accessKeys', id).map((key) =>
      planned('DeleteAccessKey', { UserName, AccessKeyId: key.id }),
    ),
    ...credentialsOf(world, 'mfaDevices', id).flatMap(({ id: SerialNumber, kind }) => [
      planned('DeactivateMFADevice', { UserName, SerialNumber }),
      ...(kind === 'virtual' ? [planned('DeleteVirtualMFADevice', { SerialNumber })] : []),
    ]),
    ...credentials.map(({ kind, id: credential }) => {
      const [operation, member] = credentialDeletions[kind];
      return planned(operation, { UserName, [member]: credential });
    }),
  ];
}

const credentialDeletions = {
  'signing-certificate': ['DeleteSigningCertificate', 'CertificateId'],
  'ssh-public-key': ['DeleteSSHPublicKey', 'SSHPublicKeyId'],
  'service-specific': ['DeleteServiceSpecificCredential', 'ServiceSpecificCredentialId'],
} as const;

export function groupDeletion(world: World, group: GroupRecord): PlannedCall[] {
  const { groupName: GroupName } = group;
  return [
    ...groupMembers(world, group).map(({ userName: UserName }) =>
      planned('RemoveUserFromGroup', { GroupName, UserName }),
    ),
    ...policiesRemoval(group),
    planned('DeleteGroup', { GroupName }),
  ];
}

export function roleDeletion(world: World, role: RoleRecord): PlannedCall[] {
  const { roleName: RoleName } = role;
  // A service-linked role is deleted as a whole: only AWS changes its parts (N-42).
  if (role.path.startsWith('/aws-service-role/')) return [planned('DeleteServiceLinkedRole', { RoleName })];
  return [
    ...[...(world.index.profilesOf.get(role.id) ?? [])].flatMap((id) => {
      const profile = world.instanceProfiles.get(id);
      return profile
        ? [
            planned('RemoveRoleFromInstanceProfile', {
              InstanceProfileName: profile.instanceProfileName,
              RoleName,
            }),
          ]
        : [];
    }),
    ...policiesRemoval(role),
    planned('DeleteRole', { RoleName }),
  ];
}

export function profileDeletion(world: World, profile: InstanceProfileRecord): PlannedCall[] {
  const { instanceProfileName: InstanceProfileName } = profile;
  return [
    ...profile.roles.flatMap((id) => {
      const role = world.roles.get(id);
      return role
        ? [planned('RemoveRoleFromInstanceProfile', { InstanceProfileName, RoleName: role.roleName })]
        : [];
    }),
    planned('DeleteInstanceProfile', { InstanceProfileName }),
  ];
}

export function policyDeletion(world: World, policy: PolicyRecord): PlannedCall[] {
  const { arn: PolicyArn, account } = policy;
  if (account === awsAccount) return [];
  const { attached, boundary } = policyHolders(world, policy, account);
  return [
    ...attached.map((row) => holderCall(row, 'Detach', 'Policy', { PolicyArn })),
    ...boundary.map((row) => holderCall(row, 'Delete', 'PermissionsBoundary')),
    ...policy.versions
      .filter(({ versionId }) => versionId !== policy.defaultVersionId)
      .map(({ versionId: VersionId }) => planned('DeletePolicyVersion', { PolicyArn, VersionId })),
    planned('DeletePolicy', { PolicyArn }),
  ];
}
