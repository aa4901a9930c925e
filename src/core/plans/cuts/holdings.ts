/** Finds where the policies of a principal come from, and whether they bring more than ways to power. */

import type { GroupRecord } from '../../model/records/identities.ts';
import { defaultDocument } from '../../model/policy-document.ts';
import { enabling } from '#content/methods/enabling.ts';
import { methods } from '#content/methods/list.ts';
import { preparations } from '#content/methods/preparations.ts';
import { inlinePolicyName } from '../../authz/gather.ts';
import { standing } from '../../authz/organization.ts';
import { type AccountId, unsafeAccountId } from '../../model/ids.ts';
import {
  type Holder,
  type HolderKey,
  type World,
  attachedIn,
  boundaryIn,
  controlPolicyOf,
  findByArn,
  holder as holderOf,
  ownedBy,
} from '../../model/world/world.ts';
import { compile } from '../../policy/compile.ts';
import type { Entity } from '../../analysis/ways/choices.ts';

export const holds = (holder: Holder, policy: string): boolean =>
  holder.attachedPolicies.some((arn) => arn === policy) ||
  holder.inlinePolicies.some(({ policyName }) => policy === inlinePolicyName(holder, policyName));

interface GroupWith {
  readonly group: GroupRecord;
  readonly policies: readonly string[];
}

export const groupsWith = (world: World, actor: Entity, policy: string): GroupWith[] =>
  ('groups' in actor ? actor.groups : [])
    .flatMap((id) => world.groups.get(id) ?? [])
    .filter((group) => holds(group, policy))
    .map((group) => ({ group, policies: policiesOfGroup(group) }));

let known: ReadonlyMap<string, string> | undefined;

/**
 * Returns the actions that ways are made of, in AWS's spelling by the same in lower case. What only reads is useful for
 * other work too, so it is not among them.
 */
export const actionsOfWays = (): ReadonlyMap<string, string> =>
  (known ??= new Map(
    [...methods, ...preparations, ...enabling]
      .flatMap(({ needs }) => needs.map(({ action }) => [action.toLowerCase(), action] as const))
      .filter(([action]) => !/:(?:get|list|describe|read)/.test(action)),
  ));

/** A policy with a Deny stays, because without it others would be allowed more. */
export function onlyAllows(world: World, policy: string): boolean {
  const document = anyDocument(world, policy);
  return document !== undefined && compile(document).statements.every(({ effect }) => effect === 'Allow');
}

export function bringsOnlyWays(world: World, policy: string): boolean {
  const document = anyDocument(world, policy);
  return (
    document !== undefined &&
    onlyAllows(world, policy) &&
    compile(document).statements.every(
      ({ actions }) => actions?.every((one) => actionsOfWays().has(one.toLowerCase())) === true,
    )
  );
}

export const policiesOfGroup = (group: GroupRecord): string[] => [
  ...group.attachedPolicies,
  ...group.inlinePolicies.map(({ policyName }) => inlinePolicyName(group, policyName)),
];

/** AWS's policies can be detached as well. */
export function anyDocument(world: World, policy: string): string | undefined {
  const managed = findByArn(world, 'policies', policy);
  if (managed) return defaultDocument(managed);
  const hash = policy.indexOf('#');
  const ref = world.index.byArn.get(policy.slice(0, Math.max(hash, 0)));
  if (ref?.table !== 'users' && ref?.table !== 'groups' && ref?.table !== 'roles') return undefined;
  const holder = holderOf(world, `${ref.table}/${ref.id}`);
  return holder?.inlinePolicies.find(({ policyName }) => policyName === policy.slice(hash + 1))?.document;
}

/** Returns the ARNs of a group's users; of anybody else, its own. */
export function membersBehind(world: World, arn: string): readonly string[] {
  const group = findByArn(world, 'groups', arn);
  if (!group) return [arn];
  return [...(world.index.members.get(group.id) ?? [])].flatMap((id) => world.users.get(id)?.arn ?? []);
}

/** Returns the ARNs of the users and roles for which a policy counts: identity policies, boundaries, control policies. */
export function holdersOf(world: World, policy: string): readonly string[] {
  const hash = policy.indexOf('#');
  if (hash > 0) return membersBehind(world, policy.slice(0, hash));
  const managed = findByArn(world, 'policies', policy);
  if (managed) {
    const keys = new Set<HolderKey>([
      ...(attachedIn(world, managed.arn, managed.account) ?? []),
      ...(boundaryIn(world, managed.arn, managed.account) ?? []),
    ]);
    const arns = [...keys].flatMap((key) => membersBehind(world, holderOf(world, key)?.arn ?? ''));
    return [...new Set(arns)];
  }
  const control = controlPolicyOf(world, policy);
  const under = [...world.accounts.keys()].filter((id) =>
    standing(world, id)?.nodes.some((node) => control?.targets.includes(node)),
  );
  return under.flatMap((id) => everybodyIn(world, unsafeAccountId(id)));
}

export const everybodyIn = (world: World, account: AccountId): readonly string[] => [
  ...ownedBy(world, 'users', account).map(({ arn }) => arn),
  ...ownedBy(world, 'roles', account).map(({ arn }) => arn),
];
