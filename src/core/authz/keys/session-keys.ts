/** The context keys that temporary credentials add or replace. */

import type { Tag } from '../../model/records/tag.ts';
import type { SessionRecord } from '../../model/records/sessions.ts';
import type { Principal } from '../principal.ts';

/** A context under construction. */
export type ConditionKeyValues = Record<string, string | readonly string[]>;

/** Values that were frozen at issue replace those that the role or user behind it has today (K-32). */
export function addSessionKeys(
  keys: ConditionKeyValues,
  principal: Principal,
  session: SessionRecord,
  now: number,
): void {
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

/** Adds nothing for federated identities, and `false` for other temporary credentials without MFA. */
function addMfaKeys(keys: ConditionKeyValues, session: SessionRecord, now: number): void {
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

/** Adds a session tag. It wins over the role's (S-31); keys are compared ignoring case (T-38). */
function setTag(keys: ConditionKeyValues, { key, value }: Tag): void {
  const name = `aws:PrincipalTag/${key}`;
  const lower = name.toLowerCase();
  for (const given of Object.keys(keys)) if (given.toLowerCase() === lower) delete keys[given];
  keys[name] = value;
}

/** Keys for a code that this very call validates (K-35). */
export const mfaJustNow = { 'aws:MultiFactorAuthPresent': 'true', 'aws:MultiFactorAuthAge': '0' } as const;
