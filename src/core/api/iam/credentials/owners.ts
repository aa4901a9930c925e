/**
 * Finds the owner of the credential that a call is about. Most calls may omit `UserName`: then a user or the
 * root user means itself (N-21). A role has no credentials of its own.
 */

import type { RequestContext } from '../../../authz/decision.ts';
import { rootArn } from '../../../model/arn.ts';
import { type Arn, type EntityId, unsafeEntityId } from '../../../model/ids.ts';
import type { UserRecord } from '../../../model/records/tables.ts';
import { type Failure, fail } from '../../errors/codes.ts';
import { type Call, type Check, isFailure } from '../../operation.ts';
import { unverifiedTexts } from '../../errors/texts.ts';
import { checkOn, findEntity, namedEntity } from '../entities.ts';

export interface Owner {
  /** The user's unique id; for the root user the account id. */
  readonly id: EntityId;
  readonly arn: Arn;
  /** The name that answers show. */
  readonly name: string;
  /** Absent for the root user. */
  readonly user?: UserRecord;
}

export const rootId = ({ account }: Call<unknown>): EntityId => unsafeEntityId(account.id);

/** Returns the calling user's name, for calls without UserName; `undefined` for the root user. */
export function ownName({ principal }: Call<unknown>): string | undefined | Failure {
  if (principal.kind === 'user') return principal.user.userName;
  if (principal.kind === 'root') return undefined;
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
export function ownerOf(call: Call<unknown>, given: string | undefined): Owner | Failure {
  const name = given ?? ownName(call);
  if (typeof name === 'object') return name;
  if (name === undefined || namesRoot(call, name)) return asRoot(call);
  const user = namedEntity(call, 'users', name);
  return isFailure(user) ? user : ownerOfUser(user);
}

/** Returns the check of a call on an owner's credentials, on the user's ARN or the root user's. */
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

/** Finds the owner by the key that credentials hold: a user's id, or the account id for the root user. */
export function ownerByKey(call: Call<unknown>, key: string): Owner | undefined {
  if (key === (call.account.id as string)) return asRoot(call);
  const user = call.world.users.get(key);
  return user?.account === call.account.id ? ownerOfUser(user) : undefined;
}

/** Returns the row if it is the owner's; `undefined` when it is somebody else's. */
export const ownRow = <Row extends { readonly owner?: EntityId }>(
  row: Row | undefined,
  owner: Owner | Failure,
): Row | undefined => (row && !isFailure(owner) && row.owner === owner.id ? row : undefined);
