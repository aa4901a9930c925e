/** Instance profiles: containers that pass one role to EC2 (N-30). */

import { instanceProfileArn } from '#core/model/arn.ts';
import { created, deleted, replaced } from '#core/model/world/change.ts';
import { idPrefixes, newUniqueId } from '#core/model/ids.ts';
import type { InstanceProfileRecord } from '#core/model/records/identities.ts';
import { ok } from '#core/model/result.ts';
import { fail, overTableQuota } from '../../errors/codes.ts';
import type * as Api from '../../model/generated/iam-types.ts';
import { type Call, type PermissionCheck, type Operation, done, iamOperation } from '../../operation.ts';
import { pageFrom } from '../../paging.ts';
import { errorTexts } from '../../errors/texts.ts';
import { checkNew, checkOn, entityExists, entityToChange, findEntity, namedEntity } from '../entities.ts';
import { listOperation, onEntity } from '../entity-operation.ts';
import { creationTagKeys, mergeTags, refuseTags, tagsOf } from '../tag-rules.ts';
import { instanceProfileView, oneInstanceProfileView } from '../views.ts';
import { defined } from '#core/model/defined.ts';

const tagRules = { ignoreCase: false };
const rolesPerProfile = 1;

const createInstanceProfile = iamOperation('CreateInstanceProfile', {
  checks: (call) => {
    const { InstanceProfileName: name, Path: path, Tags } = call.params;
    return [
      checkNew(call, 'CreateInstanceProfile', 'instanceProfiles', { name, path }, creationTagKeys(Tags)),
    ];
  },
  run: (call) => {
    const { world, account } = call;
    const { InstanceProfileName: name, Path: path = '/', Tags = [] } = call.params;
    const refused = refuseTags(Tags, tagRules);
    if (refused) return refused;
    if (findEntity(call, 'instanceProfiles', name)) return entityExists('instanceProfiles', name);
    const exceeded = overTableQuota(call, 'instanceProfiles');
    if (exceeded) return exceeded;
    const tags = mergeTags(account, [], tagsOf(Tags), tagRules);
    if (!tags.ok) return tags;
    const profile: InstanceProfileRecord = {
      id: newUniqueId(idPrefixes.instanceProfile, call.env.random),
      account: account.id,
      instanceProfileName: name,
      path,
      arn: instanceProfileArn(account.id, path, name),
      createDate: call.now,
      roles: [],
      tags: tags.value,
    };
    return done({ InstanceProfile: instanceProfileView(world, profile) }, [
      created('instanceProfiles', profile),
    ]);
  },
});

const getInstanceProfile = onEntity('GetInstanceProfile', 'instanceProfiles', (call, profile) =>
  done({ InstanceProfile: oneInstanceProfileView(call.world, profile) }),
);

const listInstanceProfiles = listOperation('ListInstanceProfiles', 'instanceProfiles', (profiles, world) => ({
  InstanceProfiles: profiles.map((profile) => instanceProfileView(world, profile)),
}));

const listInstanceProfilesForRole = onEntity('ListInstanceProfilesForRole', 'roles', (call, role) => {
  const { world, params } = call;
  const holding = world.index.profilesOf.get(role.id);
  const page = pageFrom(
    (after) => holding?.from(after) ?? [],
    (id) => world.instanceProfiles.get(id),
    params,
  );
  if (!page.ok) return page;
  const items = page.value.items.map((profile) => instanceProfileView(world, profile));
  return done({ InstanceProfiles: items, ...page.value.more });
});

/** Passes a role to EC2, so it needs `iam:PassRole` on that role too (E-58). */
const addRoleToInstanceProfile = iamOperation('AddRoleToInstanceProfile', {
  checks: (call) => {
    const { InstanceProfileName, RoleName } = call.params;
    return [
      checkOn(call, 'AddRoleToInstanceProfile', 'instanceProfiles', InstanceProfileName),
      checkPassRole(call, RoleName, 'ec2.amazonaws.com'),
    ];
  },
  run: (call) => {
    const found = profileAndRole(call, entityToChange);
    if (!found.ok) return found;
    const { profile, role } = found.value;
    if (profile.roles.length >= rolesPerProfile) {
      return fail(
        'LimitExceeded',
        errorTexts.exceeded('InstanceSessionsPerInstanceProfile', rolesPerProfile),
      );
    }
    const after = { ...profile, roles: [...profile.roles, role.id] };
    return done({}, [replaced('instanceProfiles', profile, after)]);
  },
});

function profileAndRole(
  call: Call<Api.AddRoleToInstanceProfileRequest>,
  roleOf: typeof namedEntity | typeof entityToChange,
) {
  const profile = namedEntity(call, 'instanceProfiles', call.params.InstanceProfileName);
  if (!profile.ok) return profile;
  const role = roleOf(call, 'roles', call.params.RoleName);
  return role.ok ? ok({ profile: profile.value, role: role.value }) : role;
}

/** Returns the check that every call needs that passes a role (E-58). `resource` will have the role. */
export function checkPassRole(
  call: Call<unknown>,
  roleName: string,
  service: string,
  resource?: string,
): PermissionCheck {
  const check = checkOn(call, 'PassRole', 'roles', roleName, {
    'iam:PassedToService': service,
    ...defined({ 'iam:AssociatedResourceArn': resource }),
  });
  return { ...check, printed: check.resource };
}

const removeRoleFromInstanceProfile = iamOperation('RemoveRoleFromInstanceProfile', {
  checks: (call) => [
    checkOn(call, 'RemoveRoleFromInstanceProfile', 'instanceProfiles', call.params.InstanceProfileName),
  ],
  run: (call) => {
    const found = profileAndRole(call, namedEntity);
    if (!found.ok) return found;
    const { profile, role } = found.value;
    if (!profile.roles.includes(role.id)) {
      return fail('NoSuchEntity', errorTexts.roleNotInProfile(role.roleName, profile.instanceProfileName));
    }
    const after = { ...profile, roles: profile.roles.filter((id) => id !== role.id) };
    return done({}, [replaced('instanceProfiles', profile, after)]);
  },
});

const deleteInstanceProfile = onEntity('DeleteInstanceProfile', 'instanceProfiles', (_, profile) => {
  if (profile.roles.length > 0) return fail('DeleteConflict', errorTexts.removeRolesFirst);
  return done({}, [deleted('instanceProfiles', profile)]);
});

export const instanceProfileOperations: Operation[] = [
  createInstanceProfile,
  getInstanceProfile,
  listInstanceProfiles,
  listInstanceProfilesForRole,
  addRoleToInstanceProfile,
  removeRoleFromInstanceProfile,
  deleteInstanceProfile,
];
