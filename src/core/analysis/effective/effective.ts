/**
 * Effective permissions: all that a principal may do after every limit, where each permission comes from, and what a
 * limit took away. Made of the same regions as every other answer here, action by action.
 */

import type { DecisionEnv } from '../../authz/authorize.ts';
import { accessLevels } from '../../model/service-reference.ts';
import type { World } from '../../model/world/world.ts';
import { type Caller, type PrincipalLayers, layersOf } from '../layers/principal-layers.ts';
import { type ActionClass, type Actions, actionClasses } from './action-classes.ts';
import { type Reaches, finderOf } from './find-reaches.ts';
import { limitsOf, type Counted } from './limits.ts';
import type { EffectivePermissions, Permission, TakenAway } from './permission.ts';
import { permissionsOf, takenOf } from './rows.ts';

/** `asked.principal`: the ARN of a root user, user, role, session or group (a member that has nothing else). */
export function effective(
  world: World,
  asked: Caller,
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
  asked: Caller,
  env: DecisionEnv,
  reference: Actions,
): Generator<undefined, EffectivePermissions, undefined> {
  const layers = layersOf(world, asked, env);
  yield;
  const permissions = new Joined<Permission>();
  const taken = new Joined<TakenAway>();
  const counted: Counted[] = [];
  for (const [one, found] of classesWithReaches(layers, reference)) {
    for (const row of permissionsOf(one, found)) permissions.add(row);
    for (const row of takenOf(one, found)) taken.add(row);
    counted.push({ count: one.actions.length, found });
    yield;
  }
  const rows = permissions.rows(reference);
  const { limits, granted, left } = limitsOf(layers, counted);
  return {
    principal: asked.principal,
    permissions: rows,
    taken: taken.rows(reference),
    limits,
    granted,
    left,
    isEverything: isEverything(rows, reference),
  };
}

function* classesWithReaches(
  layers: PrincipalLayers,
  reference: Actions,
): Generator<readonly [ActionClass, Reaches]> {
  const finder = finderOf(layers);
  for (const one of actionClasses(finder.granting(), finder.regions(), reference))
    yield [one, finder.find(one.sample, one.forms)];
}

/** Joins rows that differ in their actions alone. */
class Joined<T extends Permission | TakenAway> {
  readonly #byKey = new Map<string, { readonly row: T; readonly actions: string[] }>();

  add(row: T): void {
    const key = JSON.stringify({ ...row, actions: [] });
    const known = this.#byKey.get(key);
    if (known) known.actions.push(...row.actions);
    else this.#byKey.set(key, { row, actions: [...row.actions] });
  }

  rows(reference: Actions): T[] {
    const all = [...this.#byKey.values()].map(({ row, actions }) => {
      const isWhole = 'isWholeLevel' in row && isWholeLevel(row, actions.length, reference);
      return { ...row, actions: actions.sort(), ...(isWhole && { isWholeLevel: true }) };
    });
    return all.sort((a, b) => compare(orderOf(a), orderOf(b)));
  }
}

const isWholeLevel = ({ service, level }: Permission, count: number, reference: Actions): boolean =>
  level !== undefined &&
  reference.service?.(service)?.actions.filter(({ accessLevel }) => accessLevel === level).length === count;

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const orderOf = (row: Permission | TakenAway): string => {
  const { service, level, resources } = row;
  const place = level === undefined ? accessLevels.length : accessLevels.indexOf(level);
  return `${level === undefined ? 1 : 0} ${service} ${place} ${'needs' in row ? 1 : 0} ${resources.join()}`;
};

/** Every action of the reference is in a row that needs nothing. */
function isEverything(rows: readonly Permission[], reference: Actions): boolean {
  const free = new Set(
    rows
      .filter(
        ({ resources, except, conditions, needs }) =>
          except.length === 0 && conditions === undefined && (needs !== undefined || resources.includes('*')),
      )
      .flatMap(({ actions }) => actions),
  );
  const services = reference.services?.() ?? [];
  return (
    services.length > 0 &&
    services.every((service) =>
      reference.service?.(service)?.actions.every(({ name }) => free.has(named(service, name))),
    )
  );
}

const named = (service: string, name: string): string => `${service}:${name.slice(name.indexOf(':') + 1)}`;
