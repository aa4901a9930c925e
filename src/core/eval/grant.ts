/**
 * Principal and NotPrincipal (G-50, G-56): the caller's identities that an element names, and the worth of a
 * grant to each inside one account (E-31). A grant to the account delegates, a grant to the role is limited
 * by boundary and session policy, a grant to the caller itself is direct.
 */

import type { PlainPrincipal } from '../policy/compile.ts';
import type { PrincipalView } from './principal.ts';
import type { ContextLookup } from './variables.ts';

export const grants = ['none', 'account', 'role', 'user-of-session', 'direct'] as const;
export type Grant = (typeof grants)[number];

const worth: Readonly<Record<Grant, number>> = {
  none: 0,
  account: 1,
  role: 2,
  'user-of-session': 2,
  direct: 3,
};

export const strongerGrant = (a: Grant, b: Grant): Grant => (worth[b] > worth[a] ? b : a);

/** Returns the strongest grant that any of the principals gives the caller (G-50). */
export function grantOf(
  entries: readonly PlainPrincipal[],
  principal: PrincipalView,
  lookup: ContextLookup,
): Grant {
  let best: Grant = 'none';
  for (const entry of entries) {
    const grant = entryGrant(entry, principal, lookup);
    if (grant === 'direct') return grant;
    best = strongerGrant(best, grant);
  }
  return best;
}

function entryGrant(entry: PlainPrincipal, principal: PrincipalView, lookup: ContextLookup): Grant {
  const { type, value } = entry;
  switch (type) {
    case 'AWS':
      return awsGrant(value, principal, lookup);
    case 'Service':
      return direct(
        isOutside(principal) && (value === principal.text || (value === '*' && principal.kind === 'service')),
      );
    case 'Federated':
      return direct(principal.kind === 'federated-provider' && (value === principal.text || value === '*'));
    case 'CanonicalUser':
      // S3's own name of an account. Nothing here tells which account it is.
      return 'none';
  }
}

const direct = (holds: boolean): Grant => (holds ? 'direct' : 'none');

// Cognito's name is both a service and a provider, so either entry may name it.
const isOutside = ({ kind }: PrincipalView) => kind === 'service' || kind === 'federated-provider';

function awsGrant(value: string, principal: PrincipalView, lookup: ContextLookup): Grant {
  if (value === '*') return 'direct';
  if (principal.account === '') return 'none';
  if (value === principal.account || value === principal.rootArn) return 'account';
  if (value === principal.text && principal.text !== principal.roleArn) return 'direct';
  if (value === principal.roleArn) return 'role';
  if (value === principal.userArn) return 'user-of-session';
  return value.startsWith('A') ? uniqueIdGrant(value, principal, lookup) : 'none';
}

/** A stored unique id names only the entity that has it, never a later one of the same name (G-52). */
function uniqueIdGrant(value: string, principal: PrincipalView, lookup: ContextLookup): Grant {
  const id = lookup.value('aws:userid');
  if (typeof id !== 'string') return 'none';
  if (principal.kind === 'user') return direct(id === value);
  if (principal.kind === 'role-session') return id.startsWith(`${value}:`) ? 'role' : direct(id === value);
  return 'none';
}

/**
 * Returns true when a Deny with NotPrincipal does not apply to the caller. All its identities must be listed:
 * the account and, for a session, the role too (G-56).
 */
export function isSpared(
  entries: readonly PlainPrincipal[],
  principal: PrincipalView,
  lookup: ContextLookup,
): boolean {
  if (entries.some(({ type, value }) => type === 'AWS' && value === '*')) return true;
  if (principal.account === '') return grantOf(entries, principal, lookup) !== 'none';
  const listed = (test: (grant: Grant) => boolean) =>
    entries.some((entry) => test(entryGrant(entry, principal, lookup)));
  if (!listed((grant) => grant === 'account')) return false;
  if (principal.kind === 'root') return true;
  if (principal.kind === 'role-session' && !listed((grant) => grant === 'role')) return false;
  // A role without a session has no session ARN that could be listed.
  return principal.text === principal.roleArn || listed((grant) => grant === 'direct');
}
