/** Roles: create with a trust policy, read, change, delete (N-29, N-42). Roles cannot be renamed (N-05). */

import { roleArn } from '../../../model/arn.ts';
import { created, deleted, replaced } from '../../../model/world/change.ts';
import { idPrefixes, newUniqueId } from '../../../model/ids.ts';
import type { RoleRecord } from '../../../model/records/tables.ts';
import { lastUse } from '../../../model/world/last-use.ts';
import { fail } from '../../errors/codes.ts';
import { type Call, type Operation, type Result, done, iamOperation, isFailure } from '../../operation.ts';
import { overTableQuota } from '../../errors/over-quota.ts';
import { texts } from '../../errors/texts.ts';
import { boundaryChanges, boundaryKeys } from '../policies/boundaries.ts';
import { savedTrustPolicy } from '../policies/documents.ts';
import { checkNew, checkOn, entityExists, entityToChange, findEntity, namedEntity } from '../entities.ts';
import { listOperation } from '../entity-operation.ts';
import { isReservedPath, isServiceLinked, refuseProtected } from './protected-roles.ts';
import { creationTagKeys, mergeTags, refuseTags, tagsOf } from '../tag-rules.ts';
import { roleItem, roleView } from '../views.ts';

const defaultSessionSeconds = 3600;

const createRole = iamOperation('CreateRole', {
  checks: (call) => {
    const { RoleName: name, Path: path, PermissionsBoundary, Tags } = call.params;
    const context = { ...creationTagKeys(Tags), ...boundaryKeys(PermissionsBoundary) };
    return [checkNew(call, 'CreateRole', 'roles', { name, path }, context)];
  },
  run: (call) => {
    const { RoleName: name, Path: path = '/', PermissionsBoundary, Tags = [], Description } = call.params;
    const tagRules = { ignoreCase: true };
    const refusedTags = refuseTags(Tags, tagRules);
    if (refusedTags) return refusedTags;
    if (isReservedPath(path)) return fail('InvalidParameterValue', texts.invalidParameter(path, 'Path'));
    const trust = savedTrustPolicy(call, call.params.AssumeRolePolicyDocument);
    if (isFailure(trust)) return trust;
    if (findEntity(call, 'roles', name)) return entityExists('roles', name);
    const exceeded = overTableQuota(call, 'roles');
    if (exceeded) return exceeded;
    const tags = mergeTags(call.account, [], tagsOf(Tags), tagRules);
    if (isFailure(tags)) return tags;
    const boundary = boundaryChanges(call, PermissionsBoundary);
    if (isFailure(boundary)) return boundary;
    const role: RoleRecord = {
      id: newUniqueId(idPrefixes.role, call.env.random),
      account: call.account.id,
      roleName: name,
      path,
      arn: roleArn(call.account.id, path, name),
      createDate: call.now,
      inlinePolicies: [],
      attachedPolicies: [],
      tags,
      maxSessionDuration: call.params.MaxSessionDuration ?? defaultSessionSeconds,
      ...(Description === undefined ? {} : { description: Description }),
      ...trust,
      ...boundary.held,
    };
    return done({ Role: roleView(call.world, role, undefined) }, [
      ...boundary.changes,
      created('roles', role),
    ]);
  },
});

const getRole = iamOperation('GetRole', {
  checks: (call) => [checkOn(call, 'GetRole', 'roles', call.params.RoleName)],
  run: (call) => {
    const role = namedEntity(call, 'roles', call.params.RoleName);
    if (isFailure(role)) return role;
    return done({ Role: roleView(call.world, role, lastUse(call.world, role.id)) });
  },
});

const listRoles = listOperation('ListRoles', 'roles', (roles, world) => ({
  Roles: roles.map((role) => roleItem(world, role)),
}));

const updateRole = iamOperation('UpdateRole', {
  checks: (call) => [checkOn(call, 'UpdateRole', 'roles', call.params.RoleName)],
  run: (call) => {
    const { RoleName, Description, MaxSessionDuration } = call.params;
    return changeRole(call, RoleName, (role) => ({
      ...role,
      ...(Description === undefined ? {} : { description: Description }),
      ...(MaxSessionDuration === undefined ? {} : { maxSessionDuration: MaxSessionDuration }),
    }));
  },
});

/** The older call for the description alone. It also accepts service-linked roles. */
const updateRoleDescription = iamOperation('UpdateRoleDescription', {
  checks: (call) => [checkOn(call, 'UpdateRoleDescription', 'roles', call.params.RoleName)],
  run: (call) => {
    const { RoleName, Description } = call.params;
    const role = namedEntity(call, 'roles', RoleName);
    if (isFailure(role)) return role;
    const refused = isServiceLinked(role) ? undefined : refuseProtected(role);
    if (refused) return refused;
    const after = { ...role, description: Description };
    return done({ Role: roleItem(call.world, after) }, [replaced('roles', role, after)]);
  },
});

const updateAssumeRolePolicy = iamOperation('UpdateAssumeRolePolicy', {
  checks: (call) => [checkOn(call, 'UpdateAssumeRolePolicy', 'roles', call.params.RoleName)],
  run: (call) => {
    const { RoleName, PolicyDocument } = call.params;
    const role = entityToChange(call, 'roles', RoleName);
    if (isFailure(role)) return role;
    const trust = savedTrustPolicy(call, PolicyDocument);
    return isFailure(trust) ? trust : done({}, [replaced('roles', role, { ...role, ...trust })]);
  },
});

const deleteRole = iamOperation('DeleteRole', {
  checks: (call) => [checkOn(call, 'DeleteRole', 'roles', call.params.RoleName)],
  run: (call) => {
    const role = entityToChange(call, 'roles', call.params.RoleName);
    if (isFailure(role)) return role;
    const profiles = call.world.index.profilesOf.get(role.id)?.size ?? 0;
    if (profiles > 0) return fail('DeleteConflict', texts.removeRolesFirst);
    if (role.attachedPolicies.length > 0) return fail('DeleteConflict', texts.detachFirst);
    if (role.inlinePolicies.length > 0) return fail('DeleteConflict', texts.deletePoliciesFirst);
    return done({}, [deleted('roles', role)]);
  },
});

function changeRole(
  call: Call<unknown>,
  name: string,
  change: (role: RoleRecord) => RoleRecord,
): Result<Record<string, never>> {
  const role = entityToChange(call, 'roles', name);
  return isFailure(role) ? role : done({}, [replaced('roles', role, change(role))]);
}

export const roleOperations: Operation[] = [
  createRole,
  getRole,
  listRoles,
  updateRole,
  updateRoleDescription,
  updateAssumeRolePolicy,
  deleteRole,
];
