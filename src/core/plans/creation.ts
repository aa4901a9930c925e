/** The calls with which AWS's console creates a user, group, role or instance profile, in its order. */

import type { AccountId } from '../model/ids.ts';
import { type World, findByName } from '../model/world/world.ts';
import { type PlannedCall, attachment, planned } from './identity-calls.ts';

export interface DraftTag {
  key: string;
  value: string;
}

/** The policy that lets a user change its password. AWS's console attaches it to users who must do so. */
export const changePasswordPolicy = 'arn:aws:iam::aws:policy/IAMUserChangePassword';

interface NewEntity {
  readonly name: string;
  readonly path: string;
}

export interface NewUser extends NewEntity {
  /** Absent when the user gets no console access. */
  readonly console?: { readonly password: string; readonly mustChange: boolean };
  readonly way: 'groups' | 'copy' | 'policies';
  /** Names. A group that the account does not have is created. */
  readonly groups: readonly string[];
  readonly copyFrom: string;
  readonly policies: readonly string[];
  readonly boundary: string;
  readonly accessKey: boolean;
  readonly tags: readonly DraftTag[];
}

export function userCalls(world: World, account: AccountId, user: NewUser): PlannedCall[] {
  const UserName = user.name.trim();
  const model = user.way === 'copy' ? findByName(world, 'users', account, user.copyFrom) : undefined;
  const groups =
    user.way === 'groups'
      ? user.groups
      : (model?.groups ?? []).flatMap((id) => world.groups.get(id)?.groupName ?? []);
  const policies: readonly string[] =
    user.way === 'policies' ? user.policies : (model?.attachedPolicies ?? []);
  const mayAlready = world.accounts.get(account)?.passwordPolicy?.allowUsersToChangePassword === true;
  const needsPolicy =
    user.console?.mustChange === true && !mayAlready && !policies.includes(changePasswordPolicy);
  return [
    planned('CreateUser', {
      UserName,
      ...pathMember(user.path),
      ...boundaryMember(user.boundary || model?.permissionsBoundary),
      ...tagsMember(user.tags),
    }),
    ...groups.flatMap((GroupName) => [
      ...(findByName(world, 'groups', account, GroupName) ? [] : [planned('CreateGroup', { GroupName })]),
      planned('AddUserToGroup', { GroupName, UserName }),
    ]),
    ...[...policies, ...(needsPolicy ? [changePasswordPolicy] : [])].map((arn) =>
      attachment('Attach', { kind: 'user', name: UserName }, arn),
    ),
    ...(model?.inlinePolicies ?? []).map(({ policyName: PolicyName, document: PolicyDocument }) =>
      planned('PutUserPolicy', { UserName, PolicyName, PolicyDocument }),
    ),
    ...(user.console
      ? [
          planned('CreateLoginProfile', {
            UserName,
            Password: user.console.password,
            PasswordResetRequired: user.console.mustChange,
          }),
        ]
      : []),
    ...(user.accessKey ? [planned('CreateAccessKey', { UserName })] : []),
  ];
}

export interface NewRole extends Partial<NewEntity> {
  readonly name: string;
  readonly description?: string;
  readonly trust: string;
  readonly policies: readonly string[];
  readonly boundary?: string;
  readonly tags?: readonly DraftTag[];
  /** Maximum session duration in seconds. */
  readonly duration?: number;
  /** True when the console makes an instance profile of the same name, for EC2. */
  readonly instanceProfile?: boolean;
}

const defaultDuration = 3600;

/** AWS's choices of a maximum session duration, in seconds. */
export const sessionDurations = [1, 2, 4, 8, 12].map((hours) => ({
  value: String(hours * 3600),
  label: hours === 1 ? '1 hour' : `${hours} hours`,
}));

export function roleCalls(role: NewRole): PlannedCall[] {
  const { description = '', duration = defaultDuration } = role;
  const RoleName = role.name.trim();
  const InstanceProfileName = RoleName;
  const path = pathMember(role.path);
  return [
    planned('CreateRole', {
      RoleName,
      ...path,
      AssumeRolePolicyDocument: role.trust,
      ...(description.trim() ? { Description: description.trim() } : {}),
      ...(duration === defaultDuration ? {} : { MaxSessionDuration: duration }),
      ...boundaryMember(role.boundary),
      ...tagsMember(role.tags),
    }),
    ...role.policies.map((arn) => attachment('Attach', { kind: 'role', name: RoleName }, arn)),
    ...(role.instanceProfile
      ? [
          planned('CreateInstanceProfile', { InstanceProfileName, ...path }),
          planned('AddRoleToInstanceProfile', { InstanceProfileName, RoleName }),
        ]
      : []),
  ];
}

export interface NewGroup extends NewEntity {
  readonly users: readonly string[];
  readonly policies: readonly string[];
}

export function groupCalls({ name, path, users, policies }: NewGroup): PlannedCall[] {
  const GroupName = name.trim();
  return [
    planned('CreateGroup', { GroupName, ...pathMember(path) }),
    ...users.map((UserName) => planned('AddUserToGroup', { GroupName, UserName })),
    ...policies.map((arn) => attachment('Attach', { kind: 'group', name: GroupName }, arn)),
  ];
}

export interface NewProfile extends NewEntity {
  /** An empty text for none. */
  readonly role: string;
  readonly tags: readonly DraftTag[];
}

export function profileCalls({ name, path, role: RoleName, tags }: NewProfile): PlannedCall[] {
  const InstanceProfileName = name.trim();
  return [
    planned('CreateInstanceProfile', { InstanceProfileName, ...pathMember(path), ...tagsMember(tags) }),
    ...(RoleName ? [planned('AddRoleToInstanceProfile', { InstanceProfileName, RoleName })] : []),
  ];
}

export interface NewPolicy extends NewEntity {
  readonly document: string;
  readonly description: string;
  readonly tags: readonly DraftTag[];
}

export const policyCall = ({ name, path, document, description, tags }: NewPolicy): PlannedCall =>
  planned('CreatePolicy', {
    PolicyName: name.trim(),
    ...pathMember(path),
    PolicyDocument: document,
    ...(description.trim() ? { Description: description.trim() } : {}),
    ...tagsMember(tags),
  });

/** Leaves AWS's default path out, as the console does. */
function pathMember(path = ''): { readonly Path?: string } {
  const text = path.trim();
  return text === '' || text === '/' ? {} : { Path: text };
}

const boundaryMember = (boundary: string | undefined) => (boundary ? { PermissionsBoundary: boundary } : {});

function tagsMember(tags: readonly DraftTag[] = []) {
  const Tags = tags
    .filter(({ key }) => key.trim())
    .map(({ key, value }) => ({ Key: key.trim(), Value: value }));
  return Tags.length > 0 ? { Tags } : {};
}
