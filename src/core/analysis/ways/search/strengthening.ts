/**
 * Tells methods after which somebody has other rights from those that only gain the rights that somebody has, and whether
 * the first can help a principal.
 */

import { rootArn } from '#core/model/arn.ts';
import { type World, findByArn } from '#core/model/world/world.ts';
import { type Entity, entityBehind, entityKindOf } from '../choices.ts';
import type { Method } from '../format.ts';
import type { Edges } from './edges.ts';
import { assumeRoleAction, isGrantedBesides } from './granted-besides.ts';
import { little } from './pace.ts';
import { namesTrustedBy, thinkableTargets } from './targets.ts';
import type { AttackPath } from '../attack-path.ts';

/** Returns true for a method of which the actor, or the one that is gained, has other rights afterwards. */
export const isStrengthening = (method: Method): boolean =>
  method.gain === 'self' || method.isPreparation === true || strengthensTarget(method);

/** Returns true for a method that gives another one more rights and then gains it. */
export const strengthensTarget = ({ gain, isPreparation, needs, withTag }: Method): boolean =>
  (gain === 'user' || gain === 'role') &&
  !isPreparation &&
  (withTag === true || needs.some(({ action }) => changing.test(action)));

const changing =
  /^iam:((Attach|Put)(User|Role)Policy|CreatePolicyVersion|SetDefaultPolicyVersion|(Put|Delete)(User|Role)PermissionsBoundary)$/;

/** Whoever comes to more than these is not looked at further. */
const mostReached = 100;

/**
 * Returns true when nobody whom the principal may come to, itself among them, can be strengthened on the way. It reads Allows
 * only: a Deny or a condition may hold no more after other steps.
 */
export function* strengthensInVain(
  world: World,
  methods: readonly Method[],
  start: string,
  edges: Edges,
): Generator<undefined, boolean, undefined> {
  const { pace } = edges.env;
  const reached = new Set<string>([entityBehind(world, start)?.arn ?? start]);
  const prepared = new Set<string>();
  for (const from of reached)
    for (const method of methods) {
      pace.count(little);
      if (pace.isDue()) yield undefined;
      const targets = targetsOf(world, method, from, edges);
      if (targets.length === 0) continue;
      if (isForItself(method)) return false;
      if (isStrengthening(method)) for (const to of targets) prepared.add(to);
      if (!method.isPreparation) for (const to of targets) reached.add(to);
      if (reached.size > mostReached || [...prepared].some((one) => reached.has(one))) return false;
    }
  return true;
}

/** A method that hands over another role than the one that is gained counts, because that one could be strengthened. */
const isForItself = ({ gain, through }: Method): boolean =>
  gain === 'self' || gain === 'new' || through === true;

function targetsOf(world: World, method: Method, from: string, edges: Edges): readonly string[] {
  const self = entityBehind(world, from);
  const { by, needs, retired } = method;
  if (!self || retired || (by !== undefined && by !== entityKindOf(self))) return [];
  const isThinkable = needs.every(
    (one) => isGrantedBesides(world, method, one) || edges.own.mayHave(world, from, one.action),
  );
  if (!isThinkable) return [];
  const targets = thinkableTargets(world, method, from, edges);
  const isAssumedAsItIs =
    needs.some(({ action, on }) => action === assumeRoleAction && on === 'target') &&
    !needs.some(({ action }) => action === 'iam:UpdateAssumeRolePolicy');
  if (!isAssumedAsItIs) return targets;
  return targets.filter(
    (to) => !isLeftToItsPolicies(world, self, to) || edges.own.mayHave(world, from, assumeRoleAction, to),
  );
}

/** Returns true when the trust policy lets in whoever the account lets in, and says no more about this one. */
function isLeftToItsPolicies(world: World, self: Entity, to: string): boolean {
  const role = findByArn(world, 'roles', to);
  if (!role) return false;
  const trusted = namesTrustedBy(role);
  const account: readonly string[] = [self.account, rootArn(self.account)];
  const isNamed = [self.arn, self.id, '*'].some((name) => trusted.has(name));
  const isSessionNamed = [...trusted].some((name) => name.startsWith('arn:aws:sts:'));
  return account.some((name) => trusted.has(name)) && !isNamed && !isSessionNamed;
}

export function withoutNeedless(paths: readonly AttackPath[]): AttackPath[] {
  const calls = new Map(paths.map((path) => [path, callsOf(path)]));
  const assumed = new Map(paths.map((path) => [path, new Set(path.steps.flatMap(({ assumes }) => assumes))]));
  const isPart = (one: AttackPath, other: AttackPath) =>
    isWithin(calls.get(one), calls.get(other)) && isWithin(assumed.get(one), assumed.get(other));
  const isLess = (one: AttackPath, other: AttackPath) =>
    sizeOf(one, calls) - sizeOf(other, calls) || one.steps.length - other.steps.length;
  return paths.filter(
    (path) =>
      !path.steps.some(({ method }) => isStrengthening(method)) ||
      !paths.some((other) => other.to === path.to && isLess(other, path) < 0 && isPart(other, path)),
  );
}

type Calls = ReadonlyMap<AttackPath, ReadonlySet<string>>;

const sizeOf = (path: AttackPath, calls: Calls): number => calls.get(path)?.size ?? 0;

const isWithin = (some: ReadonlySet<string> = new Set(), all: ReadonlySet<string> = new Set()): boolean =>
  [...some].every((one) => all.has(one));

const callsOf = ({ steps }: AttackPath): ReadonlySet<string> =>
  new Set(
    steps.flatMap(({ from, decided }) =>
      decided.flatMap(({ principal, action, resource, context }) =>
        principal === from ? [[principal, action, resource, context['iam:PolicyARN'] ?? ''].join(' ')] : [],
      ),
    ),
  );
