/** Lists the policies of an identity and where each comes from; the engine decides what they allow. */

import type { AccountId, Arn } from '../../model/ids.ts';
import type { GroupRecord, PolicyRecord, RoleRecord, UserRecord } from '../../model/records/identities.ts';
import {
  type Holder,
  type World,
  attachedIn,
  boundaryIn,
  findByArn,
  holder,
} from '../../model/world/world.ts';
import { resolvePrincipal } from '../../authz/principal.ts';

export type PermissionSource =
  | { readonly kind: 'attached'; readonly arn: Arn; readonly name: string }
  | { readonly kind: 'inline'; readonly name: string }
  | { readonly kind: 'group-attached'; readonly arn: Arn; readonly name: string; readonly group: string }
  | { readonly kind: 'group-inline'; readonly name: string; readonly group: string }
  | { readonly kind: 'boundary'; readonly arn: Arn; readonly name: string };

/** Returns the name of a managed policy; for one that the world does not hold, the last part of its ARN. */
export const policyNameOf = (world: World, arn: Arn): string =>
  findByArn(world, 'policies', arn)?.policyName ?? arn.slice(arn.lastIndexOf('/') + 1);

export function permissionSources(
  world: World,
  identity: UserRecord | GroupRecord | RoleRecord,
): PermissionSource[] {
  const named = (arn: Arn) => ({ arn, name: policyNameOf(world, arn) });
  const own: PermissionSource[] = [
    ...identity.attachedPolicies.map((arn) => ({ kind: 'attached', ...named(arn) }) as const),
    ...identity.inlinePolicies.map(({ policyName }) => ({ kind: 'inline', name: policyName }) as const),
  ];
  const groups = 'groups' in identity ? identity.groups.flatMap((id) => world.groups.get(id) ?? []) : [];
  const throughGroups = groups.flatMap((group): PermissionSource[] => [
    ...group.attachedPolicies.map(
      (arn) => ({ kind: 'group-attached', ...named(arn), group: group.groupName }) as const,
    ),
    ...group.inlinePolicies.map(
      ({ policyName }) => ({ kind: 'group-inline', name: policyName, group: group.groupName }) as const,
    ),
  ]);
  const boundary =
    'permissionsBoundary' in identity && identity.permissionsBoundary !== undefined
      ? [{ kind: 'boundary', ...named(identity.permissionsBoundary) } as const]
      : [];
  return [...own, ...throughGroups, ...boundary];
}

export function groupMembers(world: World, group: GroupRecord): UserRecord[] {
  return [...(world.index.members.get(group.id) ?? [])]
    .flatMap((id) => world.users.get(id) ?? [])
    .sort((a, b) => (a.userName < b.userName ? -1 : 1));
}

export function policyHolders(
  world: World,
  policy: Pick<PolicyRecord, 'arn'>,
  account: AccountId,
): { readonly attached: readonly Holder[]; readonly boundary: readonly Holder[] } {
  const rows = (keys: Parameters<typeof holder>[1][]) => keys.flatMap((key) => holder(world, key) ?? []);
  return {
    attached: rows([...(attachedIn(world, policy.arn, account) ?? [])]),
    boundary: rows([...(boundaryIn(world, policy.arn, account) ?? [])]),
  };
}

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
