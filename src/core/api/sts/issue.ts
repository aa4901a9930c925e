/** Issues temporary credentials: the row and its secret. Removes sessions that ended long ago. */

import { type Change, created, deleted } from '../../model/world/change.ts';
import { type AccountId, type EntityId, idPrefixes, newUniqueId } from '../../model/ids.ts';
import type { SecretRecord } from '../../model/records/credentials.ts';
import { type Env, isoSeconds } from '../../model/request/request.ts';
import type { SessionRecord } from '../../model/records/sessions.ts';
import { isPrunable } from '../../model/world/expiry.ts';
import { type World, ownedInOrder } from '../../model/world/world.ts';
import { base64Alphabet, randomText } from '../base64.ts';
import type { Credentials } from '../model/generated/sts-types.ts';
import { tokenBytes } from './token-size.ts';

export interface Issued {
  readonly session: SessionRecord;
  readonly credentials: Credentials;
  readonly changes: readonly Change[];
}

export type SessionDraft = Omit<SessionRecord, 'id' | 'issueTime' | 'expiration'>;

interface Lifetime {
  readonly seconds: number;
  /** Milliseconds; the session ends then if that is earlier (SAML-16: SessionNotOnOrAfter). */
  readonly end?: number;
  /** The size that the call asks the token to have at least (token-size.ts). */
  readonly leastTokenBytes?: number | undefined;
}

export function issueSession(world: World, env: Env, draft: SessionDraft, lifetime: Lifetime): Issued {
  const { session, secret, credentials } = newSession(env, draft, lifetime);
  const changes = [
    ...prune(world, draft.account, env.now),
    created('sessions', session),
    created('secrets', secret),
  ];
  return { session, credentials, changes };
}

const tokenStart = 'IQoJb3JpZ2luX2Vj';

export interface NewSession {
  readonly session: SessionRecord;
  readonly secret: SecretRecord;
  readonly credentials: Credentials;
}

export function newSession(env: Env, draft: SessionDraft, lifetime: Lifetime): NewSession {
  const { seconds, end = Infinity, leastTokenBytes } = lifetime;
  const id = newUniqueId(idPrefixes.temporaryKey, env.random, 20);
  const expiration = isoSeconds(Math.min(env.now + seconds * 1000, end));
  const SecretAccessKey = randomText(env.random, 40, base64Alphabet);
  const size = tokenBytes(draft, leastTokenBytes);
  const SessionToken = `${tokenStart}${randomText(env.random, size - tokenStart.length, base64Alphabet)}`;
  return {
    session: { ...draft, id, issueTime: isoSeconds(env.now), expiration },
    secret: {
      id,
      account: draft.account,
      kind: 'session',
      secretAccessKey: SecretAccessKey,
      sessionToken: SessionToken,
    },
    credentials: { AccessKeyId: id, SecretAccessKey, SessionToken, Expiration: expiration },
  };
}

/**
 * Follows the rule of records/sessions.ts. The sign-in service prunes the console's sessions itself: they are
 * no part of history, and undo must never meet a row that others wrote.
 */
function prune(world: World, account: AccountId, now: number): Change[] {
  const changes: Change[] = [];
  // Sessions are in order of expiration, so the first one that is not over ends the search.
  for (const { id } of ownedInOrder(world, 'sessions', account)) {
    const session = world.sessions.get(id);
    if (!session || !isPrunable(session, now)) break;
    if (session.console !== true) changes.push(...withSecret(world, session));
  }
  return changes;
}

export function withSecret(world: World, session: SessionRecord): Change[] {
  const secret = world.secrets.get(session.id);
  return [deleted('sessions', session), ...(secret ? [deleted('secrets', secret)] : [])];
}

/** Members for sessions without anything special. */
export const plainDraft = (account: AccountId, entity: EntityId | undefined) => ({
  account,
  tags: [],
  transitiveTagKeys: [],
  ...(entity === undefined ? {} : { entity }),
});
