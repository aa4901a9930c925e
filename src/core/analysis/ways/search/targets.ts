/**
 * Lists whom one principal could gain with a method, from indexes: roles by whom they trust, roles that things run as,
 * users and roles that a pattern of its policies may cover. It never pairs every principal with every other.
 */

import { rootArn, sessionArn } from '#core/model/arn.ts';
import type { AccountId } from '#core/model/ids.ts';
import type { RoleRecord } from '#core/model/records/identities.ts';
import { namedPrincipals } from '#core/model/trust-principals.ts';
import { resourcesKnown, resourcesOfType, rolesRunBy } from '#core/model/world/running-roles.ts';
import { type World, ownedBy } from '#core/model/world/world.ts';
import { type Entity, entityBehind, targetsOf, wantedTags } from '../choices.ts';
import type { Method } from '../format.ts';
import { tagsForInstances } from '../making/choices.ts';
import { type SearchEnv, remembered } from '../search-env.ts';
import type { Edges } from './edges.ts';
import { assumeRoleAction, grantingOf } from './granted-besides.ts';
import { memoBy } from '#core/model/memo.ts';

/** Returns ARNs; the engine has decided nothing about them. `counts`: others are left out before any policy is read. */
export function thinkableTargets(
  world: World,
  method: Method,
  from: string,
  edges: Edges,
  counts: (arn: string) => boolean = () => true,
): readonly string[] {
  const self = entityBehind(world, from);
  if (!self) return [];
  if (method.gain === 'self') return [from];
  if (method.gain === 'new') return targetsOf(world, method, from);
  const wanting = method.withTag && wantingTags(world, edges);
  if (wanting?.size === 0) return [];
  // No rule of the actor asks for a tag of an instance, so it has none to set.
  if (tagsInstances(method) && tagsForInstances(world, self, edges.env).length === 0) return [];
  const near = method.gain === 'user' ? usersNear(world, self) : rolesNear(world, method, self, edges);
  const takeable = edges.takeable.by(world, method);
  const onTarget = method.needs.filter(({ on, action }) => on === 'target' && action !== assumeRoleAction);
  return near.filter(
    (arn) =>
      arn !== self.arn &&
      takeable?.has(arn) !== false &&
      counts(arn) &&
      (!wanting || wanting.has(arn)) &&
      onTarget.every(({ action }) => edges.own.mayHave(world, from, action, arn)),
  );
}

/** Returns the roles whose policies ask for a tag; a tag on the session of another one helps nobody. */
const wantingTags = (world: World, { env }: Edges): ReadonlySet<string> =>
  remembered(env, world, 'roles that want tags', () => new Set(wanting(world, 'roles', env)));

export const wantingTagsOf = (world: World, gain: 'user' | 'role', edges: Edges): Iterable<string> =>
  gain === 'role'
    ? wantingTags(world, edges)
    : remembered(edges.env, world, 'users that want tags', () => wanting(world, 'users', edges.env));

const wanting = (world: World, table: 'users' | 'roles', env: SearchEnv): string[] =>
  [...world[table].values()].filter((one) => wantedTags(world, one, env).size > 0).map(({ arn }) => arn);

const usersNear = (world: World, { account }: Entity): string[] =>
  ownedBy(world, 'users', account).map(({ arn }) => arn);

function rolesNear(world: World, method: Method, self: Entity, edges: Edges): string[] {
  const { exists, trusts, needs, through } = method;
  if (through) return [...world.roles.values()].map(({ arn }) => arn);
  if (exists?.role === 'target') {
    const run = [...resourcesOfType(world, self.account, exists.type), ...grantingOf(world, exists.type)];
    const roles = new Set<string>(run.flatMap((one) => rolesRunBy(world, one)));
    if (edges.isConditional && !resourcesKnown(world, self.account))
      for (const arn of rolesOf(world, self.account, trusts)) roles.add(arn);
    return [...roles];
  }
  if (needs.some(({ action }) => action === assumeRoleAction)) return assumable(world, self);
  return rolesOf(world, self.account, trusts);
}

/** Returns the roles of the account, only those that trust the service where one is named. */
function rolesOf(world: World, account: AccountId, service: string | undefined): string[] {
  if (service === undefined) return ownedBy(world, 'roles', account).map(({ arn }) => arn);
  return [...rolesTrusting(world, [service, '*'])].flatMap((role) =>
    role.account === account ? [role.arn] : [],
  );
}

function assumable(world: World, self: Entity): string[] {
  const names = [...ownNames(self), self.account, rootArn(self.account), '*'];
  return [...rolesTrusting(world, names)].map(({ arn }) => arn);
}

const ownNames = (entity: Entity): string[] =>
  'userName' in entity
    ? [entity.arn, entity.id]
    : [entity.arn, entity.id, sessionArn(entity.account, entity.roleName, 'session')];

function rolesTrusting(world: World, names: readonly string[]): Set<RoleRecord> {
  const found = new Set<RoleRecord>(rolesThatTrustAllBut(world.roles));
  for (const name of names)
    for (const id of world.index.trustedBy.get(name) ?? []) {
      const role = world.roles.get(id);
      if (role) found.add(role);
    }
  return found;
}

/** Returns the roles whose trust policy says who is not trusted, which no index has. */
const rolesThatTrustAllBut = memoBy((roles: World['roles']) =>
  [...roles.values()].filter((role) => role.assumeRolePolicyDocument.includes('NotPrincipal')),
);

/** Call it before a search: a table stays the same object when its rows change. */
export const forgetTrusts = ({ roles }: World): boolean => rolesThatTrustAllBut.forget(roles);

/** Returns the names that the trust policy of a role has; `NotPrincipal` stands for everybody. */
export function namesTrustedBy({ assumeRolePolicyDocument: text }: RoleRecord): ReadonlySet<string> {
  const names = namedPrincipals(text).map(({ value }) => value);
  return new Set(text.includes('NotPrincipal') ? [...names, '*'] : names);
}

export const tagsInstances = ({ needs: [first] }: Method): boolean => first?.action === 'ec2:CreateTags';
