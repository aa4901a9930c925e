/**
 * Finds the owner of the credential that a call is about. Most calls may omit `UserName`: then a user or the
 * root user means itself (N-21). A role has no credentials of its own.
 */

import type { RequestContext } from '#core/authz/decision.ts';
import { rootArn } from '#core/model/arn.ts';
import { type Arn, type EntityId, unsafeEntityId } from '#core/model/ids.ts';
import type { UserRecord } from '#core/model/records/identities.ts';
import type { AwsError } from '#core/model/request/request.ts';
import { type Result, ok } from '#core/model/result.ts';
import { type ApiFailure, fail } from '../../errors/codes.ts';
import {
  type Answer,
  type Call,
  type PermissionCheck,
  type Operation,
  iamOperation,
} from '../../operation.ts';
import type { IamInputs, IamOutputs } from '../../model/generated/iam-types.ts';
import { unverifiedTexts } from '../../errors/texts.ts';
import { checkOn, findEntity, namedEntity } from '../entities.ts';
import { defined } from '#core/model/defined.ts';

export interface Owner {
  /** The user's unique id; for the root user the account id. */
  readonly id: EntityId;
  readonly arn: Arn;
  readonly name: string;
  /** Absent for the root user. */
  readonly user?: UserRecord;
}

export const rootId = ({ account }: Call<unknown>): EntityId => unsafeEntityId(account.id);

/** Returns the given UserName, or else the calling user's; `undefined` for the root user. */
export function nameOrOwn(
  { principal }: Call<unknown>,
  given: string | undefined,
): Result<string | undefined, AwsError> {
  if (given !== undefined) return ok(given);
  if (principal.kind === 'user') return ok(principal.user.userName);
  if (principal.kind === 'root') return ok(undefined);
  return fail('ValidationError', unverifiedTexts.userNameNeeded);
}

/** The root user's name in answers that must name a user. */
export const rootName = ({ account }: Call<unknown>): string => account.alias ?? '<root_account>';

const asRoot = (call: Call<unknown>): Owner => ({
  id: rootId(call),
  arn: rootArn(call.account.id),
  name: rootName(call),
});

const ownerOfUser = (user: UserRecord): Owner => ({
  id: user.id,
  arn: user.arn,
  name: user.userName,
  user,
});

/** Some calls (MFA) must name a user: root gives its account id or alias, unless a user has that name. */
const namesRoot = (call: Call<unknown>, name: string): boolean =>
  call.principal.kind === 'root' &&
  (name === call.account.id || name === call.account.alias) &&
  !findEntity(call, 'users', name);

/** Returns the owner, or `NoSuchEntity`. */
export function credentialOwnerOf(call: Call<unknown>, given: string | undefined): Result<Owner, AwsError> {
  const found = nameOrOwn(call, given);
  if (!found.ok) return found;
  const name = found.value;
  if (name === undefined || namesRoot(call, name)) return ok(asRoot(call));
  const user = namedEntity(call, 'users', name);
  return user.ok ? ok(ownerOfUser(user.value)) : user;
}

/** Returns the check of a call on an owner's credentials, on the user's ARN or the root user's. */
export function checkOwner(
  call: Call<unknown>,
  action: string,
  given: string | undefined,
  context?: RequestContext,
): readonly PermissionCheck[] | ApiFailure {
  const found = nameOrOwn(call, given);
  if (!found.ok) return found;
  const name = found.value;
  if (name !== undefined && !namesRoot(call, name)) return [checkOn(call, action, 'users', name, context)];
  const resource = rootArn(call.account.id);
  return [{ action: `iam:${action}`, resource, printed: resource, ...defined({ context }) }];
}

/** Makes an operation on credentials of `UserName`, or of the caller itself. */
export const ownerOperation = <Name extends keyof IamInputs>(
  name: Name,
  run: (call: Call<IamInputs[Name]>) => Answer<IamOutputs[Name]>,
): Operation =>
  iamOperation(name, {
    checks: (call) => checkOwner(call, name, (call.params as { readonly UserName?: string }).UserName),
    run,
  });

/** Finds the owner by the key that credentials hold: a user's id, or the account id for the root user. */
export function ownerByKey(call: Call<unknown>, key: string): Owner | undefined {
  if (key === (call.account.id as string)) return asRoot(call);
  const user = call.world.users.get(key);
  return user?.account === call.account.id ? ownerOfUser(user) : undefined;
}

/** Returns the row if it is the owner's; `undefined` when it is somebody else's. */
export const ownRow = <Row extends { readonly owner?: EntityId }>(
  row: Row | undefined,
  owner: Owner,
): Row | undefined => (row && row.owner === owner.id ? row : undefined);
