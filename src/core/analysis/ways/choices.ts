/** Lists what an actor can choose in a method: the group, the policy, the version, the policy to attach, the thing. */

import { principalRecord, resolvePrincipal } from '../../authz/principal.ts';
import { parseArn } from '../../model/arn.ts';
import { hasMostVersions } from '../../model/policy-document.ts';
import { lacksPart } from '../../model/world/known-parts.ts';
import { resourcesRunningAs } from '../../model/world/running-roles.ts';
import type { PolicyRecord, RoleRecord, UserRecord } from '../../model/records/identities.ts';
import { compile } from '../../policy/compile.ts';
import { namedPrincipals } from '../../model/trust-principals.ts';
import { type Holder, type World, findByArn, ownedBy } from '../../model/world/world.ts';
import { administratorAccess, strongPolicies } from '../everything.ts';
import type { Method } from './format.ts';
import { actorTags } from './making/actor-tags.ts';
import { makings, tagsForInstances, tagsToSet, tagsToTakeAway } from './making/choices.ts';
import type { MadeKind } from './making/names.ts';
import { sparePolicies, spareGroups, spareInline, type Taking } from './making/sparing.ts';
import { hasRoomInline } from './making/room.ts';
import { remembered, type SearchEnv } from './search-env.ts';
import { lacksProfile, profileChoices, type ProfileChoice } from './making/profiles.ts';
import { besideChoices, mayBelong, thingChoices } from './things.ts';
import { memoBy } from '../../model/memo.ts';

/** ARNs; a version is an id. Absent: the method has nothing to choose of that kind. */
export interface Choice extends ProfileChoice {
  readonly group?: string;
  readonly policy?: string;
  readonly version?: string;
  readonly attaches?: string;
  /** The thing that must exist; absent also where none is known. */
  readonly resource?: string;
  /** The second thing that must exist. */
  readonly beside?: string;
  readonly passed?: string;
  readonly provider?: string;
  /** The name of an inline policy that is deleted, or replaced because it denies. */
  readonly inline?: string;
  /** `{key}={value}`: the tag that is set; `{key}` alone: the tag that is taken away. */
  readonly tag?: string;
  readonly made?: string;
  readonly boundary?: string;
  /** Its tags, `{key}={value}` each. */
  readonly tags?: readonly string[];
}

export type Entity = UserRecord | RoleRecord;

/** Returns the user or role behind a principal: of a session, its role. */
export const entityBehind = (world: World, principal: string): Entity | undefined =>
  principalRecord(resolvePrincipal(world, principal));

/** Returns the principals that could be gained with the method. Of `new`, the actor stands for what is made. */
export function targetsOf(world: World, method: Method, from: string): readonly string[] {
  const { gain, needs, exists, through } = method;
  const self = entityBehind(world, from);
  if (!self || method.retired) return [];
  if (gain === 'self' || gain === 'new') return [from];
  if (gain === 'user') return others(ownedBy(world, 'users', self.account), self);
  const anywhere = through === true || needs.every((need) => need.action === 'sts:AssumeRole');
  // A thing of another account may be open to the actor by its own policy.
  if (!anywhere && exists?.role === 'target')
    return others(
      [...world.roles.values()].filter(
        ({ account, arn }) => account === self.account || resourcesRunningAs(world, arn).length > 0,
      ),
      self,
    );
  return others(anywhere ? [...world.roles.values()] : ownedBy(world, 'roles', self.account), self);
}

const others = (entities: readonly Entity[], self: Entity): string[] =>
  entities.flatMap(({ id, arn }) => (id === self.id ? [] : [arn]));

export const entityKindOf = (entity: Entity): 'user' | 'role' => ('userName' in entity ? 'user' : 'role');

export function choicesOf(
  world: World,
  method: Method,
  self: Entity,
  strengthened: Entity,
  env: SearchEnv,
): Choice[] {
  let choices = ownChoices(world, method, self, strengthened, env);
  if (method.exists) choices = crossed(choices, thingChoices(world, method.exists, self, strengthened));
  if (method.beside !== undefined) choices = crossed(choices, besideChoices(world, method.beside, self));
  // Only a thing that is known can be told a tag.
  if (method.needs[0]?.action === 'ec2:CreateTags') choices = choices.filter(({ resource }) => resource);
  choices = choices.filter((one) => mayBelong(world, one));
  if (method.through) choices = crossed(choices, passedRoles(world, method, self));
  if (lacksProfile(world, method, strengthened))
    choices = crossed(choices, profileChoices(world, { principal: self.arn }, self, env));
  return choices;
}

const crossed = (some: readonly Choice[], more: readonly Choice[]): Choice[] =>
  some.flatMap((one) => more.map((other) => ({ ...one, ...other })));

/** Returns the roles that the service takes, to assume the one that is gained. A role can assume itself where it trusts itself. */
function passedRoles(world: World, { trusts }: Method, self: Entity): Choice[] {
  const found: Choice[] = [];
  for (const id of world.index.trustedBy.get(trusts ?? '') ?? []) {
    const role = world.roles.get(id);
    if (role?.account === self.account) found.push({ passed: role.arn });
  }
  return found;
}

function ownChoices(
  world: World,
  { needs, withTag }: Method,
  self: Entity,
  strengthened: Entity,
  env: SearchEnv,
): Choice[] {
  if (withTag)
    return [...wantedTags(world, strengthened, env), ...actorTags(world, strengthened, env)].map((tag) => ({
      tag,
    }));
  const { action = '', on } = needs[0] ?? {};
  const taking = { actor: self.arn, action };
  if (on === 'made') return makings(world, madeBy(action), self, env);
  switch (action) {
    case 'iam:CreatePolicyVersion':
      return policiesOf(world, strengthened).map(({ arn }) => ({ policy: arn }));
    case 'iam:SetDefaultPolicyVersion':
      return policiesOf(world, strengthened).flatMap(({ arn, versions, defaultVersionId }) =>
        versions.flatMap(({ versionId }) =>
          versionId === defaultVersionId ? [] : [{ policy: arn, version: versionId }],
        ),
      );
    case 'iam:AddUserToGroup':
      return ownedBy(world, 'groups', self.account)
        .filter(({ id }) => !ownGroups(strengthened).includes(id))
        .map(({ arn }) => ({ group: arn }));
    case 'iam:PutGroupPolicy':
      return groupsOf(world, strengthened).flatMap((one) =>
        writable(world, one).map((choice) => ({ group: one.arn, ...choice })),
      );
    case 'iam:PutUserPolicy':
    case 'iam:PutRolePolicy':
      return writable(world, strengthened);
    case 'iam:AttachGroupPolicy':
      return groupsOf(world, strengthened).flatMap(({ arn, attachedPolicies }) =>
        attachable(world, self, attachedPolicies).map((attaches) => ({ group: arn, attaches })),
      );
    case 'iam:AttachUserPolicy':
    case 'iam:AttachRolePolicy':
      return attachable(world, self, strengthened.attachedPolicies).map((attaches) => ({ attaches }));
    case 'iam:PutUserPermissionsBoundary':
    case 'iam:PutRolePermissionsBoundary': {
      const { permissionsBoundary } = strengthened;
      const now = permissionsBoundary === undefined ? [] : [permissionsBoundary];
      return attachable(world, self, now, [administratorAccess]).map((attaches) => ({ attaches }));
    }
    case 'iam:DetachUserPolicy':
    case 'iam:DetachRolePolicy':
      return detachable(world, strengthened, taking, env);
    case 'iam:DetachGroupPolicy':
      return groupsOf(world, strengthened).flatMap((one) =>
        detachable(world, one, taking, env).map((choice) => ({ group: one.arn, ...choice })),
      );
    case 'iam:DeleteUserPolicy':
    case 'iam:DeleteRolePolicy':
      return denyingInline(strengthened).map((inline) => ({ inline }));
    case 'iam:DeleteGroupPolicy':
      return groupsOf(world, strengthened).flatMap((one) =>
        denyingInline(one).map((inline) => ({ group: one.arn, inline })),
      );
    case 'iam:RemoveUserFromGroup':
      return leavable(world, strengthened, taking, env);
    case 'iam:TagUser':
    case 'iam:TagRole':
      return [
        ...new Set([
          ...wantedTags(world, strengthened, env),
          ...tagsToSet(world, self, strengthened.tags, env),
          ...(self.id === strengthened.id ? actorTags(world, self, env) : []),
        ]),
      ].map((tag) => ({ tag }));
    case 'ec2:CreateTags':
      return tagsForInstances(world, self, env).map((tag) => ({ tag }));
    case 'iam:UntagUser':
    case 'iam:UntagRole':
      return tagsToTakeAway(world, self, strengthened.tags, env).map((tag) => ({ tag }));
    case 'iam:TagPolicy':
      return policiesOf(world, strengthened).flatMap(({ arn, tags }) =>
        tagsToSet(world, self, tags, env).map((tag) => ({ policy: arn, tag })),
      );
    case 'iam:UpdateSAMLProvider':
      return providersOf(world, strengthened, ':saml-provider/', true);
    case 'iam:CreateSAMLProvider':
      return providersOf(world, strengthened, ':saml-provider/', false);
    case 'iam:CreateOpenIDConnectProvider':
      return providersOf(world, strengthened, ':oidc-provider/', false);
    case 'iam:AddClientIDToOpenIDConnectProvider':
      return providersOf(world, strengthened, ':oidc-provider/', true);
    default:
      return [{}];
  }
}

/** A new inline policy where there is room; or one instead of a policy that denies, which the same call replaces. */
const writable = (world: World, holder: Holder): Choice[] => [
  ...(hasRoomInline(world, holder) ? [{}] : spareInline(world, holder).map((inline) => ({ inline }))),
  ...denyingInline(holder).map((inline) => ({ inline })),
];

/** A policy that denies, or one that leaves its place to another. */
const detachable = (world: World, holder: Holder, taking: Taking, env: SearchEnv): Choice[] =>
  [
    ...new Set([...deniers(world, holder.attachedPolicies), ...sparePolicies(world, holder, taking, env)]),
  ].map((attaches) => ({ attaches }));

function leavable(world: World, user: Entity, taking: Taking, env: SearchEnv): Choice[] {
  const groups = groupsOf(world, user);
  const denying = groups.filter(
    (one) => deniers(world, one.attachedPolicies).length + denyingInline(one).length > 0,
  );
  const spare = 'groups' in user ? spareGroups(world, user, groups, taking, env) : [];
  return [...new Set([...denying, ...spare])].map(({ arn }) => ({ group: arn }));
}

const madeBy = (action: string): MadeKind => action.slice('iam:Create'.length).toLowerCase() as MadeKind;

/** Most documents do not have the word, not even with a letter as an escape, so they need no reading. */
const denies = (document: string): boolean =>
  /Deny|\\u/.test(document) && compile(document).statements.some(({ effect }) => effect === 'Deny');

/** Records are replaced and never change. */
const isDenying = memoBy((policy: PolicyRecord, world: World) => textOf(world, policy.arn).some(denies));

const deniers = (world: World, attached: readonly string[]): string[] =>
  attached.filter((arn) => {
    const policy = findByArn(world, 'policies', arn);
    return policy !== undefined && isDenying(policy, world);
  });

const denyingInline = ({ inlinePolicies }: Pick<Entity, 'inlinePolicies'>): string[] =>
  inlinePolicies.flatMap(({ policyName, document }) => (denies(document) ? [policyName] : []));

function textOf(world: World, arn: string): string[] {
  const policy = findByArn(world, 'policies', arn);
  return (policy?.versions ?? []).flatMap(({ versionId, document }) =>
    versionId === policy?.defaultVersionId ? [document] : [],
  );
}

/** Returns the tags that a policy of the actor asks of it, with the first value that would do. */
export const wantedTags = (world: World, self: Entity, env: SearchEnv): ReadonlySet<string> =>
  remembered(env, world, `wanted tags ${self.arn}`, () => readWantedTags(world, self, env));

function readWantedTags(world: World, self: Entity, env: SearchEnv): Set<string> {
  const holders = [self, ...groupsOf(world, self)];
  const texts = holders.flatMap(({ inlinePolicies, attachedPolicies }) => [
    ...inlinePolicies.map(({ document }) => document),
    ...attachedPolicies.flatMap((arn) => textOf(world, arn)),
  ]);
  const tags = new Set<string>();
  for (const text of [...texts.filter(readsTags), ...trustsReadingTags(world, self.account, env)])
    for (const { conditions = [] } of compile(text).statements)
      for (const { key, values } of conditions) {
        const name = /^aws:principaltag\/(.+)$/i.exec(key)?.[1];
        const value = values[0]?.replaceAll('*', 'new');
        if (name === undefined || value === undefined || value.includes('${')) continue;
        if (!self.tags.some((tag) => tag.key === name && tag.value === value)) tags.add(`${name}=${value}`);
      }
  return tags;
}

const readsTags = (text: string): boolean => /principaltag/i.test(text);

/** Returns the trust policies of an account that read tags of the caller. They are looked for once in each world. */
const trustsReadingTags = (world: World, account: string, env: SearchEnv): readonly string[] =>
  remembered(env, world, `trusts reading tags ${account}`, () =>
    [...world.roles.values()].flatMap((role) =>
      role.account === account && readsTags(role.assumeRolePolicyDocument)
        ? [role.assumeRolePolicyDocument]
        : [],
    ),
  );

/** Returns the providers of that kind that the role trusts and that the account has, or has not. */
function providersOf(world: World, target: Entity, kind: string, isThere: boolean): Choice[] {
  if (!('assumeRolePolicyDocument' in target)) return [];
  return namedPrincipals(target.assumeRolePolicyDocument).flatMap(({ type, value }) =>
    type === 'Federated' &&
    value.includes(`::${target.account}${kind}`) &&
    (world.index.byArn.has(value) === isThere || lacksProvider(world, value))
      ? [{ provider: value }]
      : [],
  );
}

/** Returns true when nobody knows whether the account has the provider. */
export const lacksProvider = (world: World, provider: string): boolean =>
  !world.index.byArn.has(provider) &&
  lacksPart(world, parseArn(provider)?.account ?? '', 'identity-providers');

const ownGroups = (entity: Entity): readonly string[] => ('groups' in entity ? entity.groups : []);
const groupsOf = (world: World, entity: Entity) =>
  ownGroups(entity).flatMap((id) => world.groups.get(id) ?? []);

/** Returns true for a policy that takes no further version before one of them is deleted. */
export function isFull(world: World, arn: string): boolean {
  const policy = findByArn(world, 'policies', arn);
  return policy !== undefined && hasMostVersions(world, policy);
}

function policiesOf(world: World, entity: Entity): PolicyRecord[] {
  const holders = [entity, ...groupsOf(world, entity)];
  const arns = new Set<string>(holders.flatMap(({ attachedPolicies }) => attachedPolicies));
  if (entity.permissionsBoundary !== undefined) arns.add(entity.permissionsBoundary);
  return [...arns].flatMap((arn) => {
    const policy = findByArn(world, 'policies', arn);
    return policy?.account === entity.account ? [policy] : [];
  });
}

/** Returns the policies that can be attached, AdministratorAccess first. `strong`: those of AWS that need no copy. */
function attachable(
  world: World,
  { account }: Entity,
  attached: readonly string[],
  strong: Iterable<string> = strongPolicies.keys(),
): string[] {
  const own = ownedBy(world, 'policies', account).map(({ arn }) => arn);
  const known = [...world.policies.values()].filter(
    (one) => one.account !== account && one.arn.startsWith('arn:aws:iam::aws:'),
  );
  const all = new Set<string>([...strong, ...own, ...known.map(({ arn }) => arn)]);
  return [...all].filter((arn) => !attached.includes(arn));
}
