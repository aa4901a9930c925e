/**
 * IAM access to billing (N-45). It is off in a new account; then no policy lets a user or role see billing,
 * and only the root user can switch it on. It has the effect of a deny on the billing pages' actions, so it
 * takes part in a decision as a policy with its own name. The setting of an imported account is unknown, so
 * nothing is assumed about it.
 */

import { compile } from '../policy/compile.ts';
import type { World } from '../model/world/world.ts';
import type { NamedPolicy } from './decision.ts';
import type { Principal } from './principal.ts';

const billingGuardName = 'IAM access to billing is off (account setting)';
/** True for the name that decisions give to the switched-off setting, which is no policy that anybody wrote. */
export const isBillingGuard = (policy: string): boolean => policy === billingGuardName;

const pages =
  /^(aws-portal|billing|consolidatedbilling|cur|freetier|invoicing|payments|sustainability|tax):/i;

export const isBillingAction = (action: string): boolean => pages.test(action);

export function billingGuard(world: World, principal: Principal, action: string): NamedPolicy | undefined {
  if (!isBillingAction(action)) return undefined;
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
