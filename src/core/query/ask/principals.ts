/** The principals of an account that a question can be asked for. */

import { rootArn } from '../../model/arn.ts';
import type { AccountId } from '../../model/ids.ts';
import { type World, countOwned, ownedBy } from '../../model/world/world.ts';

export interface AskedPrincipal {
  readonly arn: string;
  /** `outside`: a service or a provider. */
  readonly kind: 'root' | 'user' | 'role' | 'outside';
  readonly name: string;
}

/** Returns root, then users, then roles, each in the order in which they were made. */
export function principalsOf(world: World, account: AccountId): AskedPrincipal[] {
  return [
    { arn: rootArn(account), kind: 'root', name: 'root' },
    ...ownedBy(world, 'users', account).map(({ arn, userName }) => ({
      arn,
      kind: 'user' as const,
      name: userName,
    })),
    ...ownedBy(world, 'roles', account).map(({ arn, roleName }) => ({
      arn,
      kind: 'role' as const,
      name: roleName,
    })),
  ];
}

const mostAtOnce = 120;

/** Returns true where a question about every principal takes longer than the page may be held. */
export const isLargeAccount = (world: World, account: AccountId): boolean =>
  1 + countOwned(world, 'users', account) + countOwned(world, 'roles', account) > mostAtOnce;
