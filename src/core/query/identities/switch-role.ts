/** Tells a learner which part of a refused switch-role form was wrong (SI-09), as AWS never does. */

import { roleArn } from '../../model/arn.ts';
import type { Arn } from '../../model/ids.ts';
import { type World, findByArn, findByName } from '../../model/world/world.ts';
import { accountTyped } from './sign-in.ts';

export interface SwitchTyped {
  /** Id or alias. */
  readonly account: string;
  readonly roleName: string;
}

export type WhyNotSwitched =
  | { readonly kind: 'no-account' }
  | { readonly kind: 'no-role' }
  | { readonly kind: 'other-path'; readonly wanted: string }
  /** Its trust policy or the caller's own policies did not allow it. */
  | { readonly kind: 'refused'; readonly role: Arn; readonly sameAccount: boolean };

/** `callerAccount` is the account of the identity that asks: the one that signed in. */
export function whyNotSwitched(world: World, typed: SwitchTyped, callerAccount: string): WhyNotSwitched {
  const account = accountTyped(world, typed.account);
  if (!account) return { kind: 'no-account' };
  const text = `/${typed.roleName.trim().replace(/^\//, '')}`;
  const slash = text.lastIndexOf('/') + 1;
  const arn = roleArn(account.id, text.slice(0, slash), text.slice(slash));
  const role = findByArn(world, 'roles', arn);
  if (role) return { kind: 'refused', role: role.arn, sameAccount: (account.id as string) === callerAccount };
  const named = findByName(world, 'roles', account.id, text.slice(slash));
  return named
    ? { kind: 'other-path', wanted: `${named.path}${named.roleName}`.slice(1) }
    : { kind: 'no-role' };
}
