/** Lists what an actor can choose in a method: the group, the policy, the version, the policy to attach. */

import { principalRecord, resolvePrincipal } from '../../authz/principal.ts';
import { quotaOf } from '../../model/quotas.ts';
import type { PolicyRecord, RoleRecord, UserRecord } from '../../model/records/tables.ts';
import { namedPrincipals } from '../../model/trust-principals.ts';
import { type World, credentialsOf, findByArn, ownedBy } from '../../model/world/world.ts';
import { administratorAccess } from './changes.ts';
import type { Circumstance, Method } from './format.ts';

/** ARNs; a version is an id. Absent: the method has nothing to choose of that kind. */
export interface Choice {
  readonly group?: string;
  readonly policy?: string;
  readonly version?: string;
  readonly attaches?: string;
  /** The thing that must exist; absent also where none is known. */
  readonly resource?: string;
}

export type Entity = UserRecord | RoleRecord;

/** Returns the user or role behind a principal: of a session, its role. */
export const entityBehind = (world: World, principal: string): Entity | undefined =>
  principalRecord(resolvePrincipal(world, principal));

/** Returns the principals that could be gained with the method. */
export function targetsOf(world: World, { gain, given }: Method, from: string): readonly string[] {
  const self = entityBehind(world, from);
  if (!self) return [];
  if (gain === 'self') return [from];
  if (gain === 'user') return others(ownedBy(world, 'users', self.account), self);
  const anywhere = given?.some((one) => one === 'other-account' || one === 'trusts-everybody');
  return others(anywhere ? [...world.roles.values()] : ownedBy(world, 'roles', self.account), self);
}

const others = (entities: readonly Entity[], self: Entity): string[] =>
  entities.flatMap(({ id, arn }) => (id === self.id ? [] : [arn]));

/** Returns true when the kinds of actor and target fit and all circumstances of the method are so. */
export function fits(world: World, method: Method, self: Entity, target: Entity): boolean {
  const { by, gain, given = [] } = method;
  if (by !== undefined && by !== kindOf(self)) return false;
  if (gain !== 'self' && (gain !== kindOf(target) || self.id === target.id)) return false;
  return given.every((one) => isSo[one](world, self, target));
}

const kindOf = (entity: Entity): 'user' | 'role' => ('userName' in entity ? 'user' : 'role');

/** The target is the actor itself where a method gives the actor more rights. */
const isSo: Readonly<Record<Circumstance, (world: World, self: Entity, target: Entity) => boolean>> = {
  'key-free': (world, _, { id }) => credentialsOf(world, 'accessKeys', id).length < 2,
  'two-keys': (world, _, { id }) => credentialsOf(world, 'accessKeys', id).length >= 2,
  'no-password': (world, _, { id }) => !world.loginProfiles.has(id),
  password: (world, _, { id }) => world.loginProfiles.has(id),
  boundary: (_world, _, { permissionsBoundary }) => permissionsBoundary !== undefined,
  'instance-profile': (world, _, { id }) => (world.index.profilesOf.get(id)?.size ?? 0) > 0,
  'same-account': (_, self, target) => self.account === target.account,
  'other-account': (_, self, target) => self.account !== target.account,
  'trusts-everybody': (_world, _, target) =>
    'assumeRolePolicyDocument' in target &&
    namedPrincipals(target.assumeRolePolicyDocument).some(({ value }) => value === '*'),
};

/** Returns what can be chosen. `strengthened`: the actor itself, or the target of the method. */
export function choicesOf(world: World, { needs }: Method, self: Entity, strengthened: Entity): Choice[] {
  const action = needs[0]?.action ?? '';
  switch (action) {
    case 'iam:CreatePolicyVersion':
      return policiesOf(world, strengthened)
        .filter(({ versions }) => versions.length < versionsOf(world, strengthened))
        .map(({ arn }) => ({ policy: arn }));
    case 'iam:SetDefaultPolicyVersion':
      return policiesOf(world, strengthened).flatMap(({ arn, versions, defaultVersionId }) =>
        versions.flatMap(({ versionId }) =>
          versionId === defaultVersionId ? [] : [{ policy: arn, version: versionId }],
        ),
      );
    case 'iam:AddUserToGroup':
      return ownedBy(world, 'groups', self.account)
        .filter(({ id }) => !ownGroups(self).includes(id))
        .map(({ arn }) => ({ group: arn }));
    case 'iam:PutGroupPolicy':
      return groupsOf(world, self).map(({ arn }) => ({ group: arn }));
    case 'iam:AttachGroupPolicy':
      return groupsOf(world, self).flatMap(({ arn, attachedPolicies }) =>
        attachable(world, self, attachedPolicies).map((attaches) => ({ group: arn, attaches })),
      );
    case 'iam:AttachUserPolicy':
    case 'iam:AttachRolePolicy':
      return attachable(world, self, strengthened.attachedPolicies).map((attaches) => ({ attaches }));
    default:
      return [{}];
  }
}

const ownGroups = (entity: Entity): readonly string[] => ('groups' in entity ? entity.groups : []);
const groupsOf = (world: World, entity: Entity) =>
  ownGroups(entity).flatMap((id) => world.groups.get(id) ?? []);

const versionsOf = (world: World, { account }: Entity): number =>
  quotaOf(world.accounts.get(account) ?? { quotas: {} }, 'VersionsPerPolicy');

/** Returns the customer policies that the rights of the entity come from, its boundary among them. */
function policiesOf(world: World, entity: Entity): PolicyRecord[] {
  const holders = [entity, ...groupsOf(world, entity)];
  const arns = new Set<string>(holders.flatMap(({ attachedPolicies }) => attachedPolicies));
  if (entity.permissionsBoundary !== undefined) arns.add(entity.permissionsBoundary);
  return [...arns].flatMap((arn) => {
    const policy = findByArn(world, 'policies', arn);
    return policy?.account === entity.account ? [policy] : [];
  });
}

/** Returns the policies that can be attached, AdministratorAccess first. */
function attachable(world: World, { account }: Entity, attached: readonly string[]): string[] {
  const own = ownedBy(world, 'policies', account).map(({ arn }) => arn);
  const known = [...world.policies.values()].filter(
    (one) => one.account !== account && one.arn.startsWith('arn:aws:iam::aws:'),
  );
  const all = new Set<string>([administratorAccess, ...own, ...known.map(({ arn }) => arn)]);
  return [...all].filter((arn) => !attached.includes(arn));
}
