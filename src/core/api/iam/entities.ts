/** The entities that IAM calls address by name: a table of their nouns and ARNs, and checks on them. */

import type { RequestContext } from '../../authz/decision.ts';
import { groupArn, instanceProfileArn, roleArn, serverCertificateArn, userArn } from '../../model/arn.ts';
import type { AccountId, Arn } from '../../model/ids.ts';
import type { TableRecords } from '../../model/records/tables.ts';
import type { AwsError } from '../../model/request/request.ts';
import { type Result, ok } from '../../model/result.ts';
import { findByName } from '../../model/world/world.ts';
import { type ApiFailure, fail } from '../errors/codes.ts';
import { type Answer, type Call, type PermissionCheck, type Operation, iamOperation } from '../operation.ts';
import type { IamInputs, IamOutputs } from '../model/generated/iam-types.ts';
import { errorTexts, unverifiedTexts } from '../errors/texts.ts';
import type { RoleRecord } from '../../model/records/identities.ts';
import { defined } from '../../model/defined.ts';

export type NamedTable = 'users' | 'groups' | 'roles' | 'instanceProfiles' | 'serverCertificates';

interface Naming {
  /** The noun in refusals (G-35) and other texts. */
  readonly noun: string;
  readonly arn: (account: AccountId, path: string, name: string) => Arn;
  readonly missing: (name: string) => string;
  readonly exists: (name: string) => string;
}

const entity = (noun: string, arn: Naming['arn']): Naming => ({
  noun,
  arn,
  missing: (name) => `The ${noun} with name ${name} cannot be found.`,
  exists: (name) => `${noun.charAt(0).toUpperCase()}${noun.slice(1)} with name ${name} already exists.`,
});

export const naming: Readonly<Record<NamedTable, Naming>> = {
  users: entity('user', userArn),
  groups: entity('group', groupArn),
  roles: entity('role', roleArn),
  instanceProfiles: {
    noun: 'instance profile',
    arn: instanceProfileArn,
    missing: unverifiedTexts.profileMissing,
    exists: (name) => `Instance Profile ${name} already exists.`,
  },
  serverCertificates: {
    noun: 'server certificate',
    arn: serverCertificateArn,
    missing: unverifiedTexts.serverCertificateMissing,
    exists: unverifiedTexts.serverCertificateExists,
  },
};

export const findEntity = <T extends NamedTable>(
  { world, account }: Call<unknown>,
  table: T,
  name: string,
): TableRecords[T] | undefined => findByName(world, table, account.id, name);

export const namedEntity = <T extends NamedTable>(
  call: Call<unknown>,
  table: T,
  name: string,
): Result<TableRecords[T], AwsError> => {
  const found = findEntity(call, table, name);
  return found ? ok(found) : fail('NoSuchEntity', naming[table].missing(name));
};

/** Returns the entity of that name, or a refusal when there is none or only AWS may change it (N-31, N-32). */
export function entityToChange<T extends NamedTable>(
  call: Call<unknown>,
  table: T,
  name: string,
): Result<TableRecords[T], AwsError> {
  const found = namedEntity(call, table, name);
  return (found.ok && 'roleName' in found.value && refuseProtected(found.value)) || found;
}

export const underPath = <Row extends { readonly path: string }>(
  row: Row | undefined,
  prefix: string,
): Row | undefined => (row?.path.startsWith(prefix) ? row : undefined);

export const entityExists = (table: NamedTable, name: string): ApiFailure =>
  fail('EntityAlreadyExists', naming[table].exists(name));

/** The ARN of a missing entity has no path, so that a refusal does not tell that it is missing (E-75). */
export function checkOn(
  call: Call<unknown>,
  action: string,
  table: NamedTable,
  name: string,
  context?: RequestContext,
): PermissionCheck {
  const { arn, noun } = naming[table];
  const resource = findEntity(call, table, name)?.arn ?? arn(call.account.id, '/', name);
  return { action: `iam:${action}`, resource, printed: `${noun} ${name}`, ...defined({ context }) };
}

export const checkNamed = (
  call: Call<unknown>,
  action: string,
  { table, name }: { readonly table: NamedTable; readonly name: string },
  context?: RequestContext,
): readonly PermissionCheck[] => [checkOn(call, action, table, name, context)];

/** Returns the check of a call that makes an entity, on its future ARN, which refusals print (G-35). */
export function checkNew(
  { account }: Call<unknown>,
  action: string,
  table: NamedTable,
  { name, path = '/' }: { readonly name: string; readonly path?: string | undefined },
  context?: RequestContext,
): PermissionCheck {
  const resource = naming[table].arn(account.id, path, name);
  return { action: `iam:${action}`, resource, printed: resource, ...defined({ context }) };
}

/** Lists are not bound to a resource (G-34); a refusal prints the collection's ARN (G-35). */
export function checkList(
  { account }: Call<unknown>,
  action: string,
  table: NamedTable,
  pathPrefix = '/',
): PermissionCheck {
  return { action: `iam:${action}`, resource: '*', printed: naming[table].arn(account.id, pathPrefix, '') };
}

export const checkAccount = (action: string): PermissionCheck => ({
  action: `iam:${action}`,
  resource: '*',
  printed: '*',
});

/** Makes an operation of the account, which is bound to no resource (G-34). */
export const accountOperation = <Name extends keyof IamInputs>(
  name: Name,
  run: (call: Call<IamInputs[Name]>) => Answer<IamOutputs[Name]>,
): Operation => iamOperation(name, { checks: () => [checkAccount(name)], run });

// Service-linked roles (N-31, E-53) and AWS-reserved ones (N-32, E-57): only AWS changes them.

export const isServiceLinked = (role: RoleRecord): boolean => role.path.startsWith('/aws-service-role/');

const isProtected = (role: RoleRecord): boolean =>
  isServiceLinked(role) || role.path.startsWith('/aws-reserved/');

export const refuseProtected = (role: RoleRecord): ApiFailure | undefined =>
  isProtected(role) ? fail('UnmodifiableEntity', errorTexts.protectedRole(role.roleName)) : undefined;

/** Tells if only AWS may make roles under that path. */
export const isReservedPath = (path: string): boolean => /^\/aws-(service-role|reserved)\//.test(path);
