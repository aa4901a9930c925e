/** A context under construction. */

import type { Tag } from '../model/records/tables.ts';
import type { SessionRecord } from '../model/records/sessions.ts';
import type { Principal } from './principal.ts';

export type Keys = Record<string, string | readonly string[]>;

/**
 * The context keys that temporary credentials add or replace (K-32): what the session froze when it was
 * issued, over what the role or user behind it says today.
 */
export function addSessionKeys(keys: Keys, principal: Principal, session: SessionRecord, now: number): void {
  keys['aws:TokenIssueTime'] = session.issueTime;
  addMfaKeys(keys, session, now);
  if (principal.kind === 'federated-user' && principal.user) {
    for (const { key, value } of principal.user.tags) keys[`aws:PrincipalTag/${key}`] = value;
  }
  for (const tag of session.tags) setTag(keys, tag);
  if (session.sourceIdentity !== undefined) keys['aws:SourceIdentity'] = session.sourceIdentity;
  if (session.federatedProvider !== undefined) keys['aws:FederatedProvider'] = session.federatedProvider;
  if (session.kind === 'assumed-root') keys['aws:AssumedRoot'] = 'true';
  Object.assign(keys, session.federationKeys);
}

/** Absent for federated identities; `false` for other temporary credentials without MFA. */
function addMfaKeys(keys: Keys, session: SessionRecord, now: number): void {
  delete keys['aws:MultiFactorAuthPresent'];
  if (session.mfaTime !== undefined) {
    keys['aws:MultiFactorAuthPresent'] = 'true';
    keys['aws:MultiFactorAuthAge'] = String(
      Math.max(0, Math.floor((now - Date.parse(session.mfaTime)) / 1000)),
    );
  } else if (session.federatedProvider === undefined && carriesMfa.has(session.kind)) {
    keys['aws:MultiFactorAuthPresent'] = 'false';
  }
}

const carriesMfa: ReadonlySet<SessionRecord['kind']> = new Set(['user', 'root', 'role']);

/** S-31: session tags win over the role's, keys compared ignoring case (T-38). */
function setTag(keys: Keys, { key, value }: Tag): void {
  const name = `aws:PrincipalTag/${key}`;
  const lower = name.toLowerCase();
  for (const given of Object.keys(keys)) if (given.toLowerCase() === lower) delete keys[given];
  keys[name] = value;
}

/** Keys of a code that is validated in this very call (K-35). */
export const mfaJustNow = { 'aws:MultiFactorAuthPresent': 'true', 'aws:MultiFactorAuthAge': '0' } as const;
