/**
 * Instance profiles of an account file. The file has them only below roles, each with copies of its roles;
 * the World has each profile once, pointing at roles.
 */

import { idPrefixes } from '../../../core/model/ids.ts';
import {
  type AccountDetails,
  type InstanceProfileDetail,
  type RoleDetail,
} from '../../account-details-format.ts';
import { derivedId } from '../../random.ts';

export function normalizeInstanceProfiles(details: AccountDetails): AccountDetails {
  const roles = new Map(details.RoleDetailList.map((role) => [role.Arn, role]));
  const profiles = distinctProfiles(details.RoleDetailList);
  const holding = (role: RoleDetail) =>
    profiles
      .filter(({ roleArns }) => roleArns.includes(role.Arn))
      .map(({ profile, roleArns }) => ({
        ...profile,
        Roles: roleArns.flatMap((arn) => {
          const held = roles.get(arn);
          return held ? [profileRole(held)] : [];
        }),
      }));
  return {
    ...details,
    RoleDetailList: details.RoleDetailList.map((role) => ({ ...role, InstanceProfileList: holding(role) })),
  };
}

interface Profile {
  readonly profile: InstanceProfileDetail;
  readonly roleArns: readonly string[];
}

/** Each once, as it stands below the first role that has it; with a unique id of its own. */
function distinctProfiles(roles: readonly RoleDetail[]): Profile[] {
  const found = new Map<string, Profile>();
  const ids = new Set<string>();
  for (const role of roles) {
    for (const profile of role.InstanceProfileList) {
      if (found.has(profile.Arn)) continue;
      const given = profile.InstanceProfileId;
      const id = ids.has(given) ? derivedId(idPrefixes.instanceProfile, profile.Arn) : given;
      ids.add(id);
      const arns = profile.Roles.map(({ Arn }) => Arn);
      found.set(profile.Arn, {
        profile: { ...profile, InstanceProfileId: id },
        roleArns: arns.length > 0 ? [...new Set(arns)] : [role.Arn],
      });
    }
  }
  return [...found.values()].sort((left, right) => (left.profile.Arn < right.profile.Arn ? -1 : 1));
}

/** The role as it stands inside a profile: the only place of its description and session duration. */
function profileRole(role: RoleDetail) {
  const settings = role.InstanceProfileList.map(({ Roles }) =>
    Roles.find(({ Arn }) => Arn === role.Arn),
  ).find((found) => found !== undefined);
  return {
    Path: role.Path,
    RoleName: role.RoleName,
    RoleId: role.RoleId,
    Arn: role.Arn,
    CreateDate: role.CreateDate,
    AssumeRolePolicyDocument: role.AssumeRolePolicyDocument,
    ...(typeof settings?.Description === 'string' ? { Description: settings.Description } : {}),
    MaxSessionDuration: settings?.MaxSessionDuration ?? 3600,
  };
}
