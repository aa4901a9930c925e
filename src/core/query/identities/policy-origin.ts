/** Finds the groups through which a user has a policy. */

import { resolvePrincipal } from '../../authz/principal.ts';
import type { World } from '../../model/world/world.ts';

/** Returns the names of groups; none for a policy of the principal's own. `policy`: the name in NamedPolicy. */
export function groupsGiving(world: World, principalArn: string, policy: string): string[] {
  const principal = resolvePrincipal(world, principalArn);
  const user = 'user' in principal ? principal.user : undefined;
  if (!user || user.attachedPolicies.some((arn) => arn === policy)) return [];
  return user.groups
    .flatMap((id) => world.groups.get(id) ?? [])
    .filter(
      ({ arn, attachedPolicies }) =>
        attachedPolicies.some((one) => one === policy) || policy.startsWith(`${arn}#`),
    )
    .map(({ groupName }) => groupName);
}
