/** Says whether what a method needs beside permissions is so, is not so, or is not known of an imported account. */

import { knowsPart, lacksMembership } from '../../model/world/known-parts.ts';
import type { UnknownPart } from '../../model/records/lists.ts';
import { namedPrincipals } from '../../model/trust-principals.ts';
import { type World, credentialsOf } from '../../model/world/world.ts';
import { type AllowedCall, isMade } from './changes.ts';
import { type Choice, type Entity, isFull, entityKindOf, lacksProvider } from './choices.ts';
import type { Circumstance, Method, Need } from './format.ts';
import { isOverQuota } from './making/room.ts';
import { lacksProfile, profileNeeds } from './making/profiles.ts';

/** `unknown`: the world does not hold that part of the account. */
export type CircumstanceFact = boolean | 'unknown';

/** Returns false when the kinds of actor or target do not fit, or a circumstance is surely not so. */
export function fits(world: World, method: Method, self: Entity, target: Entity): boolean {
  const { by, gain, given = [], retired } = method;
  if (retired || (by !== undefined && by !== entityKindOf(self))) return false;
  const isOther = gain === 'user' || gain === 'role';
  if (isOther && (gain !== entityKindOf(target) || self.id === target.id)) return false;
  return given.every((one) => factOf[one](world, self, target) !== false);
}

export const doubtsAbout = (world: World, { given = [] }: Method, self: Entity, target: Entity): string[] =>
  given.flatMap((one) => {
    const sentence = sentences[one];
    return sentence && factOf[one](world, self, target) === 'unknown' ? [sentence(nameOf(target))] : [];
  });

/** Returns those of the doubts that most accounts would end: few users have two access keys, which is the most. */
export const likelyDoubts = (world: World, method: Method, self: Entity, target: Entity): string[] =>
  doubtsAbout(
    world,
    { ...method, given: (method.given ?? []).filter((one) => one === 'key-free') },
    self,
    target,
  );

/** Returns a sentence when nobody knows whether the provider is there, which the method makes or changes. */
export function doubtsAboutProvider(world: World, { needs }: Method, { provider }: Choice): string[] {
  if (provider === undefined || !lacksProvider(world, provider)) return [];
  const isNew = needs.some(({ action }) => action.startsWith('iam:Create'));
  return [`${provider} ${isNew ? 'does not exist' : 'exists'}.`];
}

const nameOf = (entity: Entity): string =>
  'userName' in entity ? `user/${entity.userName}` : `role/${entity.roleName}`;

const sentences: Readonly<Partial<Record<Circumstance, (target: string) => string>>> = {
  'key-free': (target) => `${target} has fewer than two access keys.`,
  'two-keys': (target) => `${target} has two access keys.`,
  'inactive-key': (target) => `${target} has an inactive access key.`,
  'no-password': (target) => `${target} has no password for the console.`,
  password: (target) => `${target} has a password for the console.`,
  'management-account': () => 'The account manages IAM Identity Center.',
};

const reserved = '/aws-reserved/sso.amazonaws.com/';

/** The target is the actor itself where a method gives the actor more rights. */
const factOf: Readonly<
  Record<Circumstance, (world: World, self: Entity, target: Entity) => CircumstanceFact>
> = {
  'key-free': (world, _, target) =>
    keysOf(world, target).length < 2 && (knows(world, target, 'access-keys') || 'unknown'),
  'two-keys': (world, _, target) =>
    keysOf(world, target).length >= 2 || (knows(world, target, 'access-keys') ? false : 'unknown'),
  'inactive-key': (world, _, target) =>
    keysOf(world, target).some(({ status }) => status === 'Inactive') ||
    (knows(world, target, 'access-keys') ? false : 'unknown'),
  'no-password': (world, _, target) =>
    !world.loginProfiles.has(target.id) && (knows(world, target, 'passwords') || 'unknown'),
  password: (world, _, target) =>
    world.loginProfiles.has(target.id) || (knows(world, target, 'passwords') ? false : 'unknown'),
  boundary: (_world, _, { permissionsBoundary }) => permissionsBoundary !== undefined,
  // The actor may make a profile, so its absence is a matter of permissions.
  'instance-profile': () => true,
  'other-account': (_, self, target) => self.account !== target.account,
  'trusts-everybody': (_world, _, target) =>
    'assumeRolePolicyDocument' in target &&
    namedPrincipals(target.assumeRolePolicyDocument).some(({ value }) => value === '*'),
  'permission-set': (_world, self) => self.path.startsWith(reserved),
  'management-account': (world, self) => {
    const { membership } = world.accounts.get(self.account) ?? {};
    const organization = membership && world.organizations.get(membership.organization);
    if (organization) return organization.account === self.account;
    return lacksMembership(world, self.account) ? 'unknown' : false;
  },
};

/** Nothing that a way has made has a part that nobody knows of. */
const knows = (world: World, target: Entity, part: UnknownPart): boolean =>
  isMade(target) || knowsPart(world, target, part);

const keysOf = (world: World, { id }: Entity) => credentialsOf(world, 'accessKeys', id);

/** A role without an instance profile gets into one first, and a policy full of versions loses one. */
export function neededFor(world: World, method: Method, target: Entity, choice: Choice): readonly Need[] {
  const { needs } = method;
  const { policy } = choice;
  if (lacksProfile(world, method, target)) return [...profileNeeds(world, choice), ...needs];
  // Whoever signs in with a new password takes the MFA device away first.
  if (needs.some(({ action }) => setsPassword.test(action)) && hasDevice(world, target))
    return [{ action: 'iam:DeactivateMFADevice', on: 'target' }, ...needs];
  const isVersion = needs.some(({ action }) => action === 'iam:CreatePolicyVersion');
  return isVersion && policy !== undefined && isFull(world, policy)
    ? [{ action: 'iam:DeletePolicyVersion', on: 'policy' }, ...needs]
    : needs;
}

const setsPassword = /^iam:(Create|Update)LoginProfile$/;
const hasDevice = (world: World, { id }: Entity): boolean =>
  credentialsOf(world, 'mfaDevices', id).length > 0;

const makes: ReadonlySet<string> = new Set([
  'iam:CreateUser',
  'iam:CreateRole',
  'iam:CreateGroup',
  'iam:CreatePolicy',
  'iam:CreateInstanceProfile',
  'lambda:CreateFunction',
  'dynamodb:CreateTable',
]);

/** Returns true for a call that changes, makes or hands over a role below a path that belongs to AWS. */
const isOfAws = (action: string, resource: string): boolean =>
  /^iam:(?!Tag)/.test(action) && /:role\/aws-(?:service-role|reserved)\//.test(resource);

/** Returns true for a call that AWS refuses whatever policies say. */
export function isRefusedAnyway(world: World, call: AllowedCall): boolean {
  const { action, resource } = call;
  const isTaken = makes.has(action) && world.index.byArn.has(resource);
  return isTaken || isOfAws(action, resource) || isOverQuota(world, call);
}
