/** Issues temporary credentials: the row and its secret. Removes sessions that ended long ago. */

import { type Change, created, deleted } from '../../model/world/change.ts';
import { type AccountId, type EntityId, idPrefixes, newUniqueId } from '../../model/ids.ts';
import type { SecretRecord } from '../../model/records/credentials.ts';
import { type Env, isoSeconds } from '../../model/request/request.ts';
import type { SessionPolicy, SessionRecord } from '../../model/records/sessions.ts';
import { isPrunable } from '../../model/world/dates.ts';
import { type World, ownedInOrder } from '../../model/world/world.ts';
import { base64Alphabet, randomText } from '../base64.ts';
import type { Credentials } from '../model/generated/sts-types.ts';
import type { RoleRecord } from '../../model/records/identities.ts';
import { type ApiFailure, fail } from '../errors/codes.ts';
import { errorTexts } from '../errors/texts.ts';
import { policySize } from '../../policy/syntax/format.ts';
import { defined } from '../../model/defined.ts';

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
  /** The size that the call asks the token to have at least (`tokenBytes`). */
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
  ...defined({ entity }),
});

// Session durations (S-05, S-07): the role's maximum and the limit of chains. Ranges are in the shapes.

const chainLimit = 3600;

/** Checks the role's maximum first, then the limit of chains [obs]. */
export function refuseDuration(role: RoleRecord, seconds: number, chained: boolean): ApiFailure | undefined {
  if (seconds > role.maxSessionDuration) return fail('ValidationError', errorTexts.overRoleMaximum);
  return chained && seconds > chainLimit ? fail('ValidationError', errorTexts.overChainLimit) : undefined;
}

/** S-01: the root user gets an hour at most, and no error. */
export const longTermDuration = (isRoot: boolean, seconds: number | undefined): number =>
  isRoot ? Math.min(seconds ?? 3600, 3600) : (seconds ?? 43_200);

// The size of a session token (Y-01). AWS's packing is secret, so the numbers are `[choice]`: an empty token, the
// characters of the policies without white space, and the tags. A managed policy counts by its ARN, like in
// PackedPolicySize.

/** The largest value of `MinimumSessionTokenSize`. That no token is larger is a `[choice]`. */
export const mostTokenBytes = 4096;

const emptyToken = 176;

type Content = Pick<SessionRecord, 'sessionPolicies' | 'scope' | 'tags'>;

/** Returns the bytes of a token with this content, which a call can ask to be larger. */
export function tokenBytes({ sessionPolicies = [], scope, tags }: Content, minimum = 0): number {
  const policies = [...sessionPolicies, ...(scope?.policies ?? [])];
  const content =
    policies.reduce((sum, policy) => sum + bytesOf(policy), 0) +
    tags.reduce((sum, { key, value }) => sum + key.length + value.length, 0);
  return Math.max(minimum, emptyToken + content);
}

/** Only a policy that was passed as a text has a name with `#`. */
const bytesOf = ({ name, document }: SessionPolicy): number =>
  name.includes('#') ? policySize(document) : name.length;

/** Returns the size in bytes, and in percent of the largest token. */
export const tokenUse = ({ SessionToken }: { readonly SessionToken: string }) => ({
  SessionTokenUtilization: Math.ceil((SessionToken.length * 100) / mostTokenBytes),
  SessionTokenSize: SessionToken.length,
});
