/** Permissions boundaries of users and roles (N-28): any managed policy. Removing one widens permissions. */

import type { RequestContext } from '../../../authz/decision.ts';
import { parseArn } from '../../../model/arn.ts';
import { type Change, replaced } from '../../../model/world/change.ts';
import type { Arn } from '../../../model/ids.ts';
import type { RoleRecord, UserRecord } from '../../../model/records/tables.ts';
import { type Failure, fail } from '../../errors/codes.ts';
import { type Call, type Operation, done, iamOperation, isFailure } from '../../operation.ts';
import { texts, unverifiedTexts } from '../../errors/texts.ts';
import { checkOn, findEntity, noSuchEntity } from '../entities.ts';
import { usablePolicy } from './usable-policies.ts';
import { refuseProtected } from '../identities/protected-roles.ts';

export const boundaryKeys = (arn: string | undefined): RequestContext =>
  arn === undefined ? {} : { 'iam:PermissionsBoundary': arn };

interface Boundary {
  /** The record's member, to be spread into it. */
  readonly held: { readonly permissionsBoundary?: Arn };
  readonly changes: readonly Change[];
}

/** Returns the boundary that a request names. It must be a managed policy that this account may use. */
export function boundaryChanges(call: Call<unknown>, arn: string | undefined): Boundary | Failure {
  if (arn === undefined) return { held: {}, changes: [] };
  if (!parseArn(arn)?.resource.startsWith('policy/')) {
    return fail('InvalidParameterValue', texts.invalidParameter(arn, 'PermissionsBoundary'));
  }
  const used = usablePolicy(call, arn);
  if (!used) return fail('NoSuchEntity', texts.notAttachable(arn));
  return { held: { permissionsBoundary: used.policy.arn }, changes: used.changes };
}

const withoutBoundary = <R extends UserRecord | RoleRecord>(record: R): R => {
  const { permissionsBoundary: _, ...rest } = record;
  return rest as R;
};

const putUserBoundary = iamOperation('PutUserPermissionsBoundary', {
  checks: (call) => {
    const { UserName, PermissionsBoundary } = call.params;
    return [
      checkOn(call, 'PutUserPermissionsBoundary', 'users', UserName, boundaryKeys(PermissionsBoundary)),
    ];
  },
  run: (call) => {
    const { UserName, PermissionsBoundary } = call.params;
    const user = findEntity(call, 'users', UserName);
    if (!user) return noSuchEntity('users', UserName);
    const boundary = boundaryChanges(call, PermissionsBoundary);
    if (isFailure(boundary)) return boundary;
    return done({}, [...boundary.changes, replaced('users', user, { ...user, ...boundary.held })]);
  },
});

const deleteUserBoundary = iamOperation('DeleteUserPermissionsBoundary', {
  checks: (call) => [checkOn(call, 'DeleteUserPermissionsBoundary', 'users', call.params.UserName)],
  run: (call) => {
    const { UserName } = call.params;
    const user = findEntity(call, 'users', UserName);
    if (!user) return noSuchEntity('users', UserName);
    if (user.permissionsBoundary === undefined) {
      return fail('NoSuchEntity', unverifiedTexts.noBoundary('user', UserName));
    }
    return done({}, [replaced('users', user, withoutBoundary(user))]);
  },
});

const putRoleBoundary = iamOperation('PutRolePermissionsBoundary', {
  checks: (call) => {
    const { RoleName, PermissionsBoundary } = call.params;
    return [
      checkOn(call, 'PutRolePermissionsBoundary', 'roles', RoleName, boundaryKeys(PermissionsBoundary)),
    ];
  },
  run: (call) => {
    const { RoleName, PermissionsBoundary } = call.params;
    const role = findEntity(call, 'roles', RoleName);
    if (!role) return noSuchEntity('roles', RoleName);
    const refused = refuseProtected(role);
    if (refused) return refused;
    const boundary = boundaryChanges(call, PermissionsBoundary);
    if (isFailure(boundary)) return boundary;
    return done({}, [...boundary.changes, replaced('roles', role, { ...role, ...boundary.held })]);
  },
});

const deleteRoleBoundary = iamOperation('DeleteRolePermissionsBoundary', {
  checks: (call) => [checkOn(call, 'DeleteRolePermissionsBoundary', 'roles', call.params.RoleName)],
  run: (call) => {
    const { RoleName } = call.params;
    const role = findEntity(call, 'roles', RoleName);
    if (!role) return noSuchEntity('roles', RoleName);
    const refused = refuseProtected(role);
    if (refused) return refused;
    if (role.permissionsBoundary === undefined) {
      return fail('NoSuchEntity', unverifiedTexts.noBoundary('role', RoleName));
    }
    return done({}, [replaced('roles', role, withoutBoundary(role))]);
  },
});

export const boundaryOperations: Operation[] = [
  putUserBoundary,
  deleteUserBoundary,
  putRoleBoundary,
  deleteRoleBoundary,
];
