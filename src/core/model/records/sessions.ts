/**
 * Temporary credentials (S-05…S-10). A session is a row; its key is the access key id. The row has what AWS
 * freezes when it issues the session (E-63: session policies, tags, source identity, issue time, MFA), and
 * not what AWS reads anew at every request (the role's or user's own policies, tags and boundary). The secret
 * is in the table `secrets`.
 */

import type { AccountId, Arn, EntityId } from '../ids.ts';
import type { Tag } from './tag.ts';

export const sessionKinds = ['user', 'root', 'role', 'federated-user', 'assumed-root'] as const;
export type SessionKind = (typeof sessionKinds)[number];

export interface SessionRecord {
  /** The access key id, `ASIA…`. */
  readonly id: EntityId;
  readonly account: AccountId;
  readonly kind: SessionKind;
  /** The principal as messages name it (K-31). */
  readonly arn: Arn;
  /**
   * Key of the user or role behind the session; absent for root. When that row is gone the session is dead,
   * even if a new entity has the same name (E-62).
   */
  readonly entity?: EntityId;
  /** Session name of a role, name of a federated user. */
  readonly name?: string;
  /** ISO 8601 in UTC seconds. */
  readonly issueTime: string;
  readonly expiration: string;
  /** Roles only: session tags and inherited transitive tags. They win over the role's own tags (S-31). */
  readonly tags: readonly Tag[];
  /** Keys of `tags` that the next role in the chain inherits (S-32). */
  readonly transitiveTagKeys: readonly string[];
  readonly sourceIdentity?: string;
  /** Inline and managed policies as they were at issue (S-21, S-24); absent: none were passed. */
  readonly sessionPolicies?: readonly SessionPolicy[];
  /** Made by GetScopedCredentials (Y-01); absent: by another call. */
  readonly scope?: SessionScope;
  /** The moment at which a code was validated for this session; absent: without MFA. */
  readonly mfaTime?: string;
  /** The SAML or OIDC provider that vouched: an ARN, or the name of a built-in one. */
  readonly federatedProvider?: string;
  /** Context keys of the federated login that stay available afterwards (K-20, K-22). */
  readonly federationKeys?: Readonly<Record<string, string | readonly string[]>>;
  /** Made by AssumeRole from a role session: limited to an hour (S-05), its MFA forgotten (F-11). */
  readonly chained?: true;
  /** ARN of the caller that asked for the session. Leaving a role chain goes back to it. */
  readonly caller?: string;
  /** Access key id of the session that asked for this one. */
  readonly callerSession?: EntityId;
  /** Made by a sign-in to the console (SI-07). The API limits of GetSessionToken do not apply to it. */
  readonly console?: true;
  /** The session that signed in, when the console switched from it to this role (SI-09). */
  readonly switchedFrom?: EntityId;
}

export interface SessionScope {
  /** One policy for each call that passed one, oldest first; at most three. */
  readonly policies: readonly SessionPolicy[];
  readonly description?: string;
  /** The first session was the console's (SI-07), so the API limits of GetSessionToken do not apply. */
  readonly ofConsole?: true;
}

export interface SessionPolicy {
  /** ARN of a managed policy, `{session ARN}#Policy`, or `{session ARN}#scope-down/{number}/{any}`. */
  readonly name: string;
  readonly document: string;
}

export const isExpired = (session: SessionRecord, now: number): boolean =>
  Date.parse(session.expiration) <= now;

/**
 * An expired session is stored for one more day, in which its use answers ExpiredToken. After that the next
 * session of its account removes it, and its use answers InvalidClientTokenId.
 */
export const isPrunable = (session: SessionRecord, now: number): boolean =>
  Date.parse(session.expiration) + 24 * 3_600_000 <= now;
