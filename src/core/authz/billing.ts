/**
 * IAM access to billing (N-45): off in a new account, and while it is off no policy lets a user or role see
 * billing; only the root user can switch it on. It works like a deny on the billing pages' actions, so that
 * is how it takes part in a decision, named for what it is. Accounts from files do not tell: nothing is
 * assumed about them.
 */

import { compile } from '../policy/compile.ts';
import type { World } from '../model/world/world.ts';
import type { NamedPolicy } from './decision.ts';
import type { Principal } from './principal.ts';

export const billingGuardName = 'IAM access to billing is off (account setting)';
const pages =
  /^(aws-portal|billing|consolidatedbilling|cur|freetier|invoicing|payments|sustainability|tax):/i;

export function billingGuard(world: World, principal: Principal, action: string): NamedPolicy | undefined {
  if (!pages.test(action)) return undefined;
  if (principal.kind !== 'user' && principal.kind !== 'role-session' && principal.kind !== 'federated-user') {
    return undefined;
  }
  const account = world.accounts.get(principal.account);
  if (!account || account.settings?.iamAccessToBilling || account.unknown) return undefined;
  return { name: billingGuardName, document: compile(guard) };
}

const guard = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'IAMAccessToBillingIsOff',
      Effect: 'Deny',
      Action: [
        'aws-portal:*',
        'billing:*',
        'consolidatedbilling:*',
        'cur:*',
        'freetier:*',
        'invoicing:*',
        'payments:*',
        'sustainability:*',
        'tax:*',
      ],
      Resource: '*',
    },
  ],
});
