/**
 * Temporary credentials (S-05…S-10). A session is a row; its key is the access key id. The row has what AWS
 * freezes when it issues the session (E-63: session policies, tags, source identity, issue time, MFA), and
 * not what AWS reads anew at every request (the role's or user's own policies, tags and boundary). The secret
 * is in the table `secrets`.
 */

import { mapOf, optional, list, row } from '../schema/members.ts';
import {
  accountId,
  arn,
  date,
  entityId,
  isTrue,
  oneOf,
  policyDocument,
  type Stated,
  text,
  textOrTexts,
} from '../schema/words.ts';
import { sessionKinds } from './lists.ts';
import { tags } from './tag.ts';

const sessionPolicy = row({
  /** ARN of a managed policy, `{session ARN}#Policy`, or `{session ARN}#scope-down/{number}/{any}`. */
  name: text,
  document: policyDocument,
});
export interface SessionPolicy extends Stated<typeof sessionPolicy> {}

const sessionScope = row({
  /** One policy for each call that passed one, oldest first; at most three. */
  policies: list(sessionPolicy),
  description: optional(text),
  /** The first session was the console's (SI-07), so the API limits of GetSessionToken do not apply. */
  ofConsole: optional(isTrue),
});
export interface SessionScope extends Stated<typeof sessionScope> {}

export const session = row({
  /** The access key id, `ASIA…`. */
  id: entityId,
  account: accountId,
  kind: oneOf(sessionKinds),
  /** The principal as messages name it (K-31). */
  arn,
  /**
   * Key of the user or role behind the session; absent for root. When that row is gone the session is dead,
   * even if a new entity has the same name (E-62).
   */
  entity: optional(entityId),
  /** Session name of a role, name of a federated user. */
  name: optional(text),
  /** ISO 8601 in UTC seconds. */
  issueTime: date,
  expiration: date,
  /** Roles only: session tags and inherited transitive tags. They win over the role's own tags (S-31). */
  tags,
  /** Keys of `tags` that the next role in the chain inherits (S-32). */
  transitiveTagKeys: list(text),
  sourceIdentity: optional(text),
  /** Inline and managed policies as they were at issue (S-21, S-24); absent: none were passed. */
  sessionPolicies: optional(list(sessionPolicy)),
  /** Made by GetScopedCredentials (Y-01); absent: by another call. */
  scope: optional(sessionScope),
  /** The moment at which a code was validated for this session; absent: without MFA. */
  mfaTime: optional(date),
  /** The SAML or OIDC provider that vouched: an ARN, or the name of a built-in one. */
  federatedProvider: optional(text),
  /** Context keys of the federated login that stay available afterwards (K-20, K-22). */
  federationKeys: optional(mapOf(textOrTexts)),
  /** Made by AssumeRole from a role session: limited to an hour (S-05), its MFA forgotten (F-11). */
  chained: optional(isTrue),
  /** ARN of the caller that asked for the session. Leaving a role chain goes back to it. */
  caller: optional(text),
  /** Access key id of the session that asked for this one. */
  callerSession: optional(entityId),
  /** Made by a sign-in to the console (SI-07). The API limits of GetSessionToken do not apply to it. */
  console: optional(isTrue),
  /** The session that signed in, when the console switched from it to this role (SI-09). */
  switchedFrom: optional(entityId),
});
export interface SessionRecord extends Stated<typeof session> {}
