/** Roles: create with a trust policy, read, change, delete (N-29, N-42). Roles cannot be renamed (N-05). */

import { roleArn } from '#core/model/arn.ts';
import { created, deleted, replaced } from '#core/model/world/change.ts';
import { idPrefixes, newUniqueId } from '#core/model/ids.ts';
import type { RoleRecord } from '#core/model/records/identities.ts';
import { lastUse } from '#core/model/world/dates.ts';
import { type ApiFailure, fail } from '../../errors/codes.ts';
import { type Operation, done, iamOperation } from '../../operation.ts';
import { errorTexts } from '../../errors/texts.ts';
import { boundaryKeys } from '../policies/boundaries.ts';
import { savedTrustPolicy } from '../policies/documents.ts';
import { checkNew, entityToChange, isReservedPath, isServiceLinked, refuseProtected } from '../entities.ts';
import { listOperation, onEntity } from '../entity-operation.ts';
import { creationTagKeys, refuseTags } from '../tag-rules.ts';
import { newRoleView, roleItem, roleView } from '../views.ts';
import { newPrincipal, principalTagRules } from './users.ts';
import { defined } from '#core/model/defined.ts';

const defaultSessionSeconds = 3600;

const createRole = iamOperation('CreateRole', {
  checks: (call) => {
    const { RoleName: name, Path: path, PermissionsBoundary, Tags } = call.params;
    const context = { ...creationTagKeys(Tags), ...boundaryKeys(PermissionsBoundary) };
    return [checkNew(call, 'CreateRole', 'roles', { name, path }, context)];
  },
  run: (call) => {
    const { RoleName: name, Path: path = '/', Tags = [], Description } = call.params;
    const refused = refuseTags(Tags, principalTagRules);
    if (refused) return refused;
    if (isReservedPath(path)) return fail('InvalidParameterValue', errorTexts.invalidParameter(path, 'Path'));
    const trust = savedTrustPolicy(call, call.params.AssumeRolePolicyDocument);
    if (!trust.ok) return trust;
    const fresh = newPrincipal(call, 'roles', name);
    if (!fresh.ok) return fresh;
    const { tags, boundary } = fresh.value;
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
      ...defined({ description: Description }),
      ...trust.value,
      ...boundary.held,
    };
    return done({ Role: newRoleView(call.world, role) }, [...boundary.changes, created('roles', role)]);
  },
});

const getRole = onEntity('GetRole', 'roles', (call, role) =>
  done({ Role: roleView(call.world, role, lastUse(call.world, role.id)) }),
);

const listRoles = listOperation('ListRoles', 'roles', (roles, world) => ({
  Roles: roles.map((role) => roleItem(world, role)),
}));

/** The description of a service-linked role can change, and nothing else of it. */
const refuseDescribing = (role: RoleRecord): ApiFailure | undefined =>
  isServiceLinked(role) ? undefined : refuseProtected(role);

const updateRole = onEntity('UpdateRole', 'roles', (call, role) => {
  const { Description, MaxSessionDuration } = call.params;
  const refused = MaxSessionDuration === undefined ? refuseDescribing(role) : refuseProtected(role);
  if (refused) return refused;
  const after = {
    ...role,
    ...defined({ description: Description, maxSessionDuration: MaxSessionDuration }),
  };
  return done({}, [replaced('roles', role, after)]);
});

/** The older call for the description alone. */
const updateRoleDescription = onEntity('UpdateRoleDescription', 'roles', (call, role) => {
  const { Description } = call.params;
  const refused = refuseDescribing(role);
  if (refused) return refused;
  const after = { ...role, description: Description };
  return done({ Role: roleItem(call.world, after) }, [replaced('roles', role, after)]);
});

const updateAssumeRolePolicy = onEntity(
  'UpdateAssumeRolePolicy',
  'roles',
  (call, role) => {
    const { PolicyDocument } = call.params;
    const trust = savedTrustPolicy(call, PolicyDocument);
    return trust.ok ? done({}, [replaced('roles', role, { ...role, ...trust.value })]) : trust;
  },
  entityToChange,
);

const deleteRole = onEntity(
  'DeleteRole',
  'roles',
  (call, role) => {
    const profiles = call.world.index.profilesOf.get(role.id)?.size ?? 0;
    if (profiles > 0) return fail('DeleteConflict', errorTexts.removeRolesFirst);
    if (role.attachedPolicies.length > 0) return fail('DeleteConflict', errorTexts.detachFirst);
    if (role.inlinePolicies.length > 0) return fail('DeleteConflict', errorTexts.deletePoliciesFirst);
    return done({}, [deleted('roles', role)]);
  },
  entityToChange,
);

export const roleOperations: Operation[] = [
  createRole,
  getRole,
  listRoles,
  updateRole,
  updateRoleDescription,
  updateAssumeRolePolicy,
  deleteRole,
];
