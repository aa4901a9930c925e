/**
 * Effective permissions: all that a principal may do after every limit, where each permission comes from, and what a
 * limit took away. Made of the same regions as every other answer here, action by action.
 */

import type { DecisionEnv } from '../../authz/authorize.ts';
import type { World } from '../../model/world/world.ts';
import {
  type QuestionPrincipal,
  isLasting,
  layersOf,
  type LayerRegions,
  type PrincipalLayers,
  type StatementSource,
} from '../layers/principal-layers.ts';
import { type Actions, actionClasses } from './action-classes.ts';
import type { Reaches } from './collected.ts';
import { finderOf } from './find-reaches.ts';
import { JoinedParts, isWholeLevel } from './joined.ts';
import type { EffectivePermissions, Limit, Permission } from './permission.ts';
import { type PermissionPart, type TakenPart, permissionsOf, takenOf } from './rows.ts';
import type { Steps } from '../../model/steps.ts';

/** `asked.principal`: the ARN of a root user, user, role, session or group (a member that has nothing else). */
export function effective(
  world: World,
  asked: QuestionPrincipal,
  env: DecisionEnv,
  reference: Actions,
): EffectivePermissions {
  const steps = effectiveInSteps(world, asked, env, reference);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** Does the same in short steps: an administrator has all actions of AWS. */
export function* effectiveInSteps(
  world: World,
  asked: QuestionPrincipal,
  env: DecisionEnv,
  reference: Actions,
): Steps<EffectivePermissions> {
  const layers = layersOf(world, asked, env, undefined, undefined, isLasting);
  yield;
  const finder = finderOf(layers);
  void finder.resources;
  yield;
  void finder.trusts;
  yield;
  const permissions = new JoinedParts<PermissionPart>();
  const taken = new JoinedParts<TakenPart>();
  const counted: Counted[] = [];
  const known = new Map<string, Found>();
  const free: string[] = [];
  let at = 0;
  for (const one of actionClasses(finder.statements(), reference)) {
    let found = known.get(one.key);
    if (!found) {
      const reaches = finder.find(one.sample, one.forms);
      const needs = one.service === 'kms' ? 'key' : 'trust';
      const telling = { takes: finder.takesPattern(one), isHeld: finder.isHeld };
      found = {
        reaches,
        rows: permissionsOf(reaches, needs, telling),
        taken: takenOf(reaches, telling),
      };
      known.set(one.key, found);
      yield;
    } else if ((at += 1) % 50 === 0) yield;
    if (needsNothing(found.reaches)) {
      free.push(...one.actions);
      continue;
    }
    permissions.add(one, found.rows);
    taken.add(one, found.taken);
    counted.push({ count: one.actions.length, found: found.reaches });
  }
  yield;
  const rows = permissions.rows().map((row) => ({ ...row, isWholeLevel: isWholeLevel(row, reference) }));
  yield;
  const { limits, granted, left } = limitsOf(layers, counted);
  return {
    principal: asked.principal,
    permissions: rows,
    taken: taken.rows(),
    limits,
    granted,
    left,
    isEverything: isEverything(rows, free, reference),
  };
}

/** AWS asks for no permission, so no policy tells who may call it. */
const needsNothing = ({ allowed }: Reaches): boolean => allowed.some(({ owner }) => owner === undefined);

interface Found {
  readonly reaches: Reaches;
  readonly rows: readonly PermissionPart[];
  readonly taken: readonly TakenPart[];
}

function isEverything(
  rows: readonly Permission[],
  needNothing: readonly string[],
  reference: Actions,
): boolean {
  const free = new Set([
    ...needNothing,
    ...rows
      .filter(
        ({ resources, except, conditions, needs }) =>
          except.length === 0 && conditions === undefined && (needs !== undefined || resources.includes('*')),
      )
      .flatMap(({ actions }) => actions),
  ]);
  const services = reference.services?.() ?? [];
  return (
    services.length > 0 &&
    services.every((service) =>
      reference.service?.(service)?.actions.every(({ name }) => free.has(named(service, name))),
    )
  );
}

const named = (service: string, name: string): string => `${service}:${name.slice(name.indexOf(':') + 1)}`;

interface Counted {
  readonly count: number;
  readonly found: Reaches;
}

function limitsOf(
  { identity, limits, resourceControls }: PrincipalLayers,
  counted: readonly Counted[],
): Pick<EffectivePermissions, 'limits' | 'granted' | 'left'> {
  const given = counted.filter(
    ({ found }) => found.allowed.length + found.taken.length + found.open.length > 0,
  );
  const isLeft = ({ found }: Counted) => found.allowed.length + found.open.length > 0;
  const denying = identity.deny.length > 0 ? [identity] : [];
  return {
    granted: total(given),
    left: total(given.filter(isLeft)),
    limits: [...limits, ...denying, ...resourceControls].map((limit): Limit => {
      const touched = given.filter(({ found }) => takes(limit, found));
      return {
        layer: limit.layer,
        ...(limit.level !== undefined && { level: limit.level }),
        policies: limit.policies,
        removed: total(touched.filter((one) => !isLeft(one))),
        narrowed: total(touched.filter(isLeft)),
      };
    }),
  };
}

const total = (classes: readonly Counted[]): number => classes.reduce((sum, { count }) => sum + count, 0);

function takes(limit: LayerRegions, { allowed, taken, open }: Reaches): boolean {
  const isOf = ({ layer, level }: Pick<StatementSource, 'layer' | 'level'>) =>
    layer === limit.layer && level === limit.level;
  return (
    taken.some(({ by }) => isOf('source' in by ? by.source : by)) ||
    [...allowed, ...open].some(
      ({ limits, except }) => limits.some(isOf) || except.some(({ source }) => isOf(source)),
    )
  );
}
