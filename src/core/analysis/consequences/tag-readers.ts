/** Finds the users and roles for whom it matters which tags a user, role or policy has that they act on. */

import { inlinePolicies, managedPolicy } from '../../authz/gather.ts';
import type { NamedPolicy } from '../../authz/decision.ts';
import type { Holder, World } from '../../model/world/world.ts';
import { compile, keysOfPolicy } from '../../policy/compile.ts';

/** Returns their ARNs. A policy that counts for many makes it all of them. */
export function tagReaders(world: World): string[] {
  const all = [...world.users.values(), ...world.roles.values()];
  const shared = [
    ...[...world.controlPolicies.values()].map(({ content }) => content),
    ...[...world.resources.values()].flatMap(({ policy }) => policy ?? []),
    ...[...world.roles.values()].map(({ assumeRolePolicyDocument }) => assumeRolePolicyDocument),
  ];
  if (shared.some(readsTags)) return all.map(({ arn }) => arn);
  const known = new Map<string, boolean>();
  const ofPolicy = (arn: string): boolean => {
    const found = known.get(arn) ?? readsTags(managedPolicy(world, arn)?.document ?? '{"Statement":[]}');
    known.set(arn, found);
    return found;
  };
  const ofHolder = (holder: Holder): boolean =>
    holder.attachedPolicies.some(ofPolicy) ||
    inlinePolicies(holder).some(({ document }) => readsTags(document));
  const groups = new Set([...world.groups.values()].filter(ofHolder).map(({ id }) => id));
  return all
    .filter(
      (row) =>
        ofHolder(row) ||
        ('groups' in row && row.groups.some((id) => groups.has(id))) ||
        (row.permissionsBoundary !== undefined && ofPolicy(row.permissionsBoundary)),
    )
    .map(({ arn }) => arn);
}

const readsTags = (document: NamedPolicy['document']): boolean =>
  keysOfPolicy(compile(document)).some(isResourceTag);

export const isResourceTag = (key: string): boolean => /:(resource|bucket|existingobject)tag\//i.test(key);
