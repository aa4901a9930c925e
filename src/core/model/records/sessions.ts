/**
 * Temporary credentials (S-05…S-10): a session is a row, its key is the access key id. What AWS freezes when
 * it issues one is here (E-63: session policies, tags, source identity, issue time, MFA); what it reads anew
 * at every request (the role's or user's own policies, tags and boundary) is not. The secret is in the table
 * of secrets.
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
   * Key of the user or role behind the session; absent for root. E-62: when that row is gone, the session is
   * dead, also after a namesake was created.
   */
  readonly entity?: EntityId;
  /** Session name of a role, name of a federated user. */
  readonly name?: string;
  /** ISO 8601 in UTC seconds. */
  readonly issueTime: string;
  readonly expiration: string;
  /** Of a role: session tags and inherited transitive ones; they win over the role's own (S-31). */
  readonly tags: readonly Tag[];
  /** Keys of `tags` that the next role in the chain inherits (S-32). */
  readonly transitiveTagKeys: readonly string[];
  readonly sourceIdentity?: string;
  /** Inline and managed ones as they read at issue (S-21, S-24). Absent: none were passed. */
  readonly sessionPolicies?: readonly SessionPolicy[];
  /** When a code was validated for this session; absent: without MFA. */
  readonly mfaTime?: string;
  /** The SAML or OIDC provider that vouched: an ARN, or the name of a built-in one. */
  readonly federatedProvider?: string;
  /** Context keys of the federated login that stay available afterwards (K-20, K-22). */
  readonly federationKeys?: Readonly<Record<string, string | readonly string[]>>;
  /** Made by AssumeRole from a role session: bound to an hour (S-05), its MFA forgotten (F-11). */
  readonly chained?: true;
  /** ARN of who asked for the session; the door out of a chain leads back over it. */
  readonly caller?: string;
  /** Access key id of the session that asked for this one. */
  readonly callerSession?: EntityId;
  /** Made by signing in to the console (SI-07): API limits of GetSessionToken do not bind it. */
  readonly console?: true;
  /** Of a role switched to in the console: the session of the identity that signed in (SI-09). */
  readonly switchedFrom?: EntityId;
}

export interface SessionPolicy {
  /** ARN of a managed policy, or `{session ARN}#Policy`. */
  readonly name: string;
  readonly document: string;
}

export const isExpired = (session: SessionRecord, now: number): boolean =>
  Date.parse(session.expiration) <= now;

/**
 * The pruning rule: an expired session is kept for a day, in which its use answers ExpiredToken; after that
 * the next session that its account is given removes it, and its use answers InvalidClientTokenId.
 */
export const isPrunable = (session: SessionRecord, now: number): boolean =>
  Date.parse(session.expiration) + 24 * 3_600_000 <= now;
