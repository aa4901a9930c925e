/**
 * Finds the identity behind presented credentials, or AWS's refusal (E-77). src/core/wire has checked
 * signatures before; callers inside the page present ids only.
 */

import { rootArn } from '../model/arn.ts';
import type { AwsError, Caller } from '../model/request/request.ts';
import type { SessionRecord } from '../model/records/sessions.ts';
import { isExpired } from '../model/world/dates.ts';
import { type Result, err, ok } from '../model/result.ts';
import type { World } from '../model/world/world.ts';
import { type KnownPrincipal, authenticate, roleSession } from './principal.ts';

type Authenticated = Result<KnownPrincipal, AwsError>;

const forbidden = (code: string, message: string): Authenticated => err({ code, status: 403, message });
const missing = (): Authenticated =>
  forbidden('MissingAuthenticationToken', 'Request is missing Authentication Token');
const invalid = (): Authenticated =>
  forbidden('InvalidClientTokenId', 'The security token included in the request is invalid.');
const expired = (): Authenticated =>
  forbidden('ExpiredToken', 'The security token included in the request is expired');

export function authenticateCaller(world: World, caller: Caller, now: number): Authenticated {
  switch (caller.kind) {
    case 'anonymous':
    case 'service':
      return missing();
    case 'principal':
      return known(authenticate(world, caller.arn));
    case 'session':
      return ofSession(world, world.sessions.get(caller.id), now);
    case 'access-key':
      return ofAccessKey(world, caller, now);
  }
}

const known = (principal: KnownPrincipal | undefined): Authenticated =>
  principal ? ok(principal) : invalid();

function ofAccessKey(
  world: World,
  { accessKeyId, sessionToken }: Extract<Caller, { readonly kind: 'access-key' }>,
  now: number,
): Authenticated {
  const session = world.sessions.get(accessKeyId);
  if (session) {
    // A temporary key without its token, or with another session's, is no credential at all [obs].
    const secret = world.secrets.get(accessKeyId);
    const matches = secret?.kind === 'session' && secret.sessionToken === sessionToken;
    return matches ? ofSession(world, session, now) : invalid();
  }
  const key = world.accessKeys.get(accessKeyId);
  if (key?.status !== 'Active' || sessionToken !== undefined) return invalid();
  if (key.owner === (key.account as string)) {
    if (!world.accounts.has(key.account)) return invalid();
    const { account } = key;
    return known({ kind: 'root', arn: rootArn(account), account, accessKeyId });
  }
  const user = world.users.get(key.owner);
  return user ? known({ kind: 'user', arn: user.arn, account: user.account, user, accessKeyId }) : invalid();
}

function ofSession(world: World, session: SessionRecord | undefined, now: number): Authenticated {
  if (!session) return invalid();
  const principal = principalOfSession(world, session);
  if (!principal) return invalid();
  return isExpired(session, now) ? expired() : known(principal);
}

/** Returns the principal of a session; `undefined` when its role or user is gone (E-62, T-36). */
export function principalOfSession(world: World, session: SessionRecord): KnownPrincipal | undefined {
  const { account, arn, entity, id: accessKeyId, name = '' } = session;
  if (!world.accounts.has(account)) return undefined;
  const shown = { session, accessKeyId };
  switch (session.kind) {
    case 'root':
    case 'assumed-root':
      return { kind: 'root', arn: rootArn(account), account, ...shown };
    case 'user': {
      const user = world.users.get(entity ?? '');
      return user && { kind: 'user', arn: user.arn, account, user, ...shown };
    }
    case 'role': {
      const role = world.roles.get(entity ?? '');
      return role && { ...roleSession(role, name), ...shown };
    }
    case 'federated-user': {
      const user = entity === undefined ? undefined : world.users.get(entity);
      if (entity !== undefined && !user) return undefined;
      return { kind: 'federated-user', arn, account, name, ...(user ? { user } : {}), ...shown };
    }
  }
}
