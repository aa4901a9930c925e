/** Turns the answers about a new user into the calls that AWS's console makes for them, in its order. */

import { type AccountId, type Arn } from '../../../../../core/model/ids.ts';
import type { AccountRecord } from '../../../../../core/model/records/account.ts';
import type { UserRecord } from '../../../../../core/model/records/identities.ts';
import { type World, findByName } from '../../../../../core/model/world/world.ts';
import type { Call } from '../../../../requests/act.svelte.ts';
import { changePasswordPolicy } from '../../change-password.ts';
import type { NewKey } from '../../credentials/access-keys/new-key.ts';
import { type DraftTag, apiTags } from '../draft-tags.ts';

export type PermissionsWay = 'groups' | 'copy' | 'policies';

export interface UserPlan {
  readonly name: string;
  readonly path: string;
  /** Absent when the user gets no console access. */
  readonly console?: { readonly password: string; readonly mustChange: boolean };
  readonly way: PermissionsWay;
  readonly groups: readonly string[];
  readonly copyFrom: string;
  readonly policies: readonly string[];
  readonly boundary: string;
  readonly accessKey: boolean;
  readonly tags: readonly DraftTag[];
}

/** A user that was made, with the secrets that are shown once. */
export interface NewUser {
  readonly id: string;
  readonly name: string;
  readonly password?: string;
  readonly key?: NewKey;
}

export function userCalls(world: World, account: AccountId, plan: UserPlan): Call[] {
  const UserName = plan.name.trim();
  const model = plan.way === 'copy' ? findByName(world, 'users', account, plan.copyFrom) : undefined;
  const boundary = plan.boundary || model?.permissionsBoundary;
  const Tags = apiTags(plan.tags);
  const policies = policiesOf(plan, model, world.accounts.get(account));
  return [
    {
      operation: 'CreateUser',
      params: {
        UserName,
        ...pathParam(plan.path),
        ...(boundary ? { PermissionsBoundary: boundary } : {}),
        ...(Tags.length > 0 ? { Tags } : {}),
      },
    },
    ...groupsOf(world, plan, model).map((GroupName) => ({
      operation: 'AddUserToGroup',
      params: { GroupName, UserName },
    })),
    ...policies.map((PolicyArn) => ({ operation: 'AttachUserPolicy', params: { UserName, PolicyArn } })),
    ...(model?.inlinePolicies ?? []).map(({ policyName: PolicyName, document: PolicyDocument }) => ({
      operation: 'PutUserPolicy',
      params: { UserName, PolicyName, PolicyDocument },
    })),
    ...(plan.console
      ? [
          {
            operation: 'CreateLoginProfile',
            params: {
              UserName,
              Password: plan.console.password,
              PasswordResetRequired: plan.console.mustChange,
            },
          },
        ]
      : []),
    ...(plan.accessKey ? [{ operation: 'CreateAccessKey', params: { UserName } }] : []),
  ];
}

/** Leaves AWS's default path out, as the console does. */
export const pathParam = (path: string): { readonly Path?: string } => {
  const text = path.trim();
  return text === '' || text === '/' ? {} : { Path: text };
};

function groupsOf(world: World, plan: UserPlan, model: UserRecord | undefined): readonly string[] {
  if (plan.way === 'groups') return plan.groups;
  return (model?.groups ?? []).flatMap((id) => world.groups.get(id)?.groupName ?? []);
}

function policiesOf(
  plan: UserPlan,
  model: UserRecord | undefined,
  account: AccountRecord | undefined,
): readonly string[] {
  const chosen: readonly (string | Arn)[] =
    plan.way === 'policies' ? plan.policies : (model?.attachedPolicies ?? []);
  const mayAlready = account?.passwordPolicy?.allowUsersToChangePassword === true;
  const needed = plan.console?.mustChange === true && !mayAlready && !chosen.includes(changePasswordPolicy);
  return needed ? [...chosen, changePasswordPolicy] : chosen;
}
