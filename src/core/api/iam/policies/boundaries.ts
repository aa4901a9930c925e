/** Permissions boundaries of users and roles (N-28): any managed policy. Removing one widens permissions. */

import type { RequestContext } from '#core/authz/decision.ts';
import { parseArn } from '#core/model/arn.ts';
import { type Change, replaced } from '#core/model/world/change.ts';
import type { Arn } from '#core/model/ids.ts';
import type { RoleRecord, UserRecord } from '#core/model/records/identities.ts';
import type { AwsError } from '#core/model/request/request.ts';
import { type Result, ok } from '#core/model/result.ts';
import { fail } from '../../errors/codes.ts';
import { type Call, type Operation, type Answer, done } from '../../operation.ts';
import { errorTexts, unverifiedTexts } from '../../errors/texts.ts';
import { checkNamed, entityToChange, naming } from '../entities.ts';
import { type Named, entityOperation } from '../entity-operation.ts';
import { usablePolicy } from './usable-policies.ts';

export const boundaryKeys = (arn: string | undefined): RequestContext =>
  arn === undefined ? {} : { 'iam:PermissionsBoundary': arn };

interface Boundary {
  /** The record's member, to be spread into it. */
  readonly held: { readonly permissionsBoundary?: Arn };
  readonly changes: readonly Change[];
}

/** Returns the boundary that a request names. It must be a managed policy that this account may use. */
export function boundaryChanges(call: Call<unknown>, arn: string | undefined): Result<Boundary, AwsError> {
  if (arn === undefined) return ok({ held: {}, changes: [] });
  if (!parseArn(arn)?.resource.startsWith('policy/')) {
    return fail('InvalidParameterValue', errorTexts.invalidParameter(arn, 'PermissionsBoundary'));
  }
  const used = usablePolicy(call, arn);
  if (!used) return fail('NoSuchEntity', errorTexts.notAttachable(arn));
  return ok({ held: { permissionsBoundary: used.policy.arn }, changes: used.changes });
}

type BoundaryTable = 'users' | 'roles';
type Empty = Record<string, never>;

function put(
  call: Call<{ readonly PermissionsBoundary: string }>,
  { table, name }: Named<BoundaryTable>,
): Answer<Empty> {
  const found = entityToChange<BoundaryTable>(call, table, name);
  if (!found.ok) return found;
  const boundary = boundaryChanges(call, call.params.PermissionsBoundary);
  if (!boundary.ok) return boundary;
  return done({}, [
    ...boundary.value.changes,
    replaced(table, found.value, { ...found.value, ...boundary.value.held }),
  ]);
}

function remove(call: Call<unknown>, { table, name }: Named<BoundaryTable>): Answer<Empty> {
  const found = entityToChange<BoundaryTable>(call, table, name);
  if (!found.ok) return found;
  if (found.value.permissionsBoundary === undefined) {
    return fail('NoSuchEntity', unverifiedTexts.noBoundary(naming[table].noun, name));
  }
  const { permissionsBoundary: _, ...rest } = found.value;
  return done({}, [replaced(table, found.value, rest as UserRecord & RoleRecord)]);
}

const putting = {
  checks: (
    call: Call<{ readonly PermissionsBoundary: string }>,
    action: string,
    named: Named<BoundaryTable>,
  ) => checkNamed(call, action, named, boundaryKeys(call.params.PermissionsBoundary)),
  run: put,
};
const deleting = { checks: checkNamed, run: remove };

export const boundaryOperations: Operation[] = [
  entityOperation('PutUserPermissionsBoundary', 'users', putting),
  entityOperation('PutRolePermissionsBoundary', 'roles', putting),
  entityOperation('DeleteUserPermissionsBoundary', 'users', deleting),
  entityOperation('DeleteRolePermissionsBoundary', 'roles', deleting),
];
