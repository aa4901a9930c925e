/**
 * Normalizes the instance profiles of an account file. The file has them only under roles, each with copies
 * of its roles; the World has each profile once, with references to roles.
 */

import { idPrefixes } from '#core/model/ids.ts';
import type { AccountDetails, InstanceProfileDetail, RoleDetail } from '#share/account-details-format.ts';
import { derivedId } from '#share/random.ts';

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

/** Returns each profile once, as the first role with it has it, with its own unique id. */
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

/** Returns the role as it is inside a profile, the only place for description and session duration. */
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
