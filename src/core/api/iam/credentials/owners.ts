/**
 * Whose credential a call is about. `UserName` is optional in most of these calls: without it a user means
 * itself, and the root user the root user's own (N-21); a role has no credentials of its own.
 */

import type { RequestContext } from '../../../authz/decision.ts';
import { rootArn } from '../../../model/arn.ts';
import { type Arn, type EntityId, unsafeEntityId } from '../../../model/ids.ts';
import type { UserRecord } from '../../../model/records/tables.ts';
import { type Failure, fail } from '../../errors/codes.ts';
import { type Call, type Check, isFailure } from '../../operation.ts';
import { unverifiedTexts } from '../../errors/texts.ts';
import { checkOn, findEntity, noSuchEntity } from '../entities.ts';

export interface Owner {
  /** The user's unique id; of the root user the account id. */
  readonly id: EntityId;
  readonly arn: Arn;
  /** As answers show it. */
  readonly name: string;
  /** Absent: the root user. */
  readonly user?: UserRecord;
}

export const rootId = ({ account }: Call<unknown>): EntityId => unsafeEntityId(account.id);

/** The user that a call without UserName means: the caller; undefined for root. */
export function ownName({ principal }: Call<unknown>): string | undefined | Failure {
  if (principal.kind === 'user') return principal.user.userName;
  if (principal.kind === 'root') return undefined;
  return fail('ValidationError', unverifiedTexts.userNameNeeded);
}

/** How answers that must name a user name the root user. */
export const rootName = ({ account }: Call<unknown>): string => account.alias ?? '<root_account>';

const asRoot = (call: Call<unknown>): Owner => ({
  id: rootId(call),
  arn: rootArn(call.account.id),
  name: rootName(call),
});

export const ownerOfUser = (user: UserRecord): Owner => ({
  id: user.id,
  arn: user.arn,
  name: user.userName,
  user,
});

/**
 * Some calls (MFA) must name a user: root names itself by account id or alias, unless a user has that name.
 */
const namesRoot = (call: Call<unknown>, name: string): boolean =>
  call.principal.kind === 'root' &&
  (name === call.account.id || name === call.account.alias) &&
  !findEntity(call, 'users', name);

/** The owner, or `NoSuchEntity`. */
export function ownerOf(call: Call<unknown>, given: string | undefined): Owner | Failure {
  const name = given ?? ownName(call);
  if (typeof name === 'object') return name;
  if (name === undefined || namesRoot(call, name)) return asRoot(call);
  const user = findEntity(call, 'users', name);
  return user ? ownerOfUser(user) : noSuchEntity('users', name);
}

/** The check of a call on an owner's credentials: bound to the user, or to the account's root. */
export function checkOwner(
  call: Call<unknown>,
  action: string,
  given: string | undefined,
  context?: RequestContext,
): readonly Check[] | Failure {
  const name = given ?? ownName(call);
  if (typeof name === 'object') return name;
  if (name !== undefined && !namesRoot(call, name)) return [checkOn(call, action, 'users', name, context)];
  const resource = rootArn(call.account.id);
  return [{ action: `iam:${action}`, resource, printed: resource, ...(context ? { context } : {}) }];
}

/** By key of a user or of the root user (the account id), as credentials hold it. */
export function ownerByKey(call: Call<unknown>, key: string): Owner | undefined {
  if (key === (call.account.id as string)) return asRoot(call);
  const user = call.world.users.get(key);
  return user?.account === call.account.id ? ownerOfUser(user) : undefined;
}

/** The owner's row of that key, or undefined where it is somebody else's. */
export const ownRow = <Row extends { readonly owner?: EntityId }>(
  row: Row | undefined,
  owner: Owner | Failure,
): Row | undefined => (row && !isFailure(owner) && row.owner === owner.id ? row : undefined);
