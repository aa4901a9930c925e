/** The names that a role's trust policy trusts, in words, each once; cached by record. */

import type { RoleRecord } from '../model/records/identities.ts';
import { namedPrincipals } from '../model/trust-principals.ts';
import { principalLabel } from '../model/labels.ts';
import { memoBy } from '../model/memo.ts';

export const trustedNames = memoBy((role: RoleRecord): readonly string[] => [
  ...new Set(namedPrincipals(role.assumeRolePolicyDocument).map(({ value }) => nameOf(value))),
]);

function nameOf(value: string): string {
  const [, account] = /^(?:arn:aws[\w-]*:iam::)?(\d{12})(?::root)?$/.exec(value) ?? [];
  return account ? `account ${account}` : principalLabel(value);
}
