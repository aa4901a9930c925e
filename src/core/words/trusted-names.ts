/** The names that a role's trust policy trusts, in words, each once; cached by record. */

import type { RoleRecord } from '../model/records/identities.ts';
import { namedPrincipals } from '../model/trust-principals.ts';
import { principalLabel } from '../model/labels.ts';

const known = new WeakMap<RoleRecord, readonly string[]>();

export function trustedNames(role: RoleRecord): readonly string[] {
  let names = known.get(role);
  if (!names) {
    const named = namedPrincipals(role.assumeRolePolicyDocument).map(({ value }) => nameOf(value));
    known.set(role, (names = [...new Set(named)]));
  }
  return names;
}

function nameOf(value: string): string {
  const [, account] = /^(?:arn:aws[\w-]*:iam::)?(\d{12})(?::root)?$/.exec(value) ?? [];
  return account ? `account ${account}` : principalLabel(value);
}
