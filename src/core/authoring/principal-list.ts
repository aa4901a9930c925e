/**
 * Reads the value of a Principal as a list and writes it again, for the visual editor, and offers what can be added to
 * it by name. A value that a list cannot show (`"*"`, an element that AWS does not know) stays JSON.
 */

import type { AccountId } from '../model/ids.ts';
import { type TrustedPrincipal, principalsIn } from '../model/trust-principals.ts';
import type { World } from '../model/world/world.ts';
import { principalOffers } from './principal-offers.ts';

/** Returns the principals of the value; `undefined` when writing them again would lose something. */
export function listedPrincipals(json: string): readonly TrustedPrincipal[] | undefined {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const named = principalsIn(value);
  const written = Object.values(value).flat();
  const isWhole = written.length === named.length && new Set(written).size === written.length;
  return isWhole ? named : undefined;
}

/** Writes `{"AWS":"…"}`: one value without a list. */
export function withPrincipals(principals: readonly TrustedPrincipal[]): string {
  const byType: Partial<Record<TrustedPrincipal['type'], string[]>> = {};
  for (const { type, value } of principals) (byType[type] ??= []).push(value);
  return JSON.stringify(byType, (_, values: unknown) =>
    Array.isArray(values) && values.length === 1 ? (values[0] as unknown) : values,
  );
}

export interface PrincipalOption extends TrustedPrincipal {
  readonly label: string;
  readonly detail: string;
}

/** Returns the users, roles, accounts and services that a person can add, the users first. */
export function principalChoices(world: World, account: AccountId): PrincipalOption[] {
  const found = (['AWS', 'Service'] as const).flatMap((type) =>
    principalOffers(type, { world, account })
      .filter(({ label }) => label !== '*')
      // The name that people know comes first, then what is written.
      .map(({ label: value, detail = '' }) => ({ type, value, label: detail, detail: value })),
  );
  const rank = ({ label }: PrincipalOption) => (label.startsWith('user ') ? 0 : 1);
  return found.toSorted((a, b) => rank(a) - rank(b));
}
