/**
 * Looks for a way from a principal to administrator, method after method. It goes in rounds: whatever works for the
 * principals that are gained so far is done in a copy of the world, until one of them is an administrator. Rights only
 * grow on such a way, so nothing is missed; at the end the steps that are not needed are left out.
 */

import type { DecisionEnv } from '../../authz/authorize.ts';
import type { World } from '../../model/world/world.ts';
import { isAdministrator } from './administrator.ts';
import { targetsOf } from './choices.ts';
import type { Method } from './format.ts';
import { attempt, attempts, type ChosenPair, type Decided, type MethodResult } from './method-works.ts';
import { methods } from './methods/list.ts';

export interface WayStep extends ChosenPair {
  readonly method: Method;
  readonly decided: readonly Decided[];
}

export interface Way {
  /** The steps in their order; empty for a principal that is an administrator already. */
  readonly steps: readonly WayStep[];
  /** The principal that is an administrator at the end. */
  readonly administrator: string;
}

/** Returns a way without needless steps; `undefined` when there is none, as far as methods are known. */
export function wayUp(world: World, principal: string, env: DecisionEnv): Way | undefined {
  if (isAdministrator(world, principal, env)) return { steps: [], administrator: principal };
  const steps = search({ world, gained: new Set([principal]), steps: [] }, env);
  return steps && withoutDetours(world, principal, steps, env);
}

interface Standing {
  readonly world: World;
  readonly gained: ReadonlySet<string>;
  readonly steps: readonly WayStep[];
}

/** Returns steps that end in an administrator; the way may have more than are needed. */
function search(start: Standing, env: DecisionEnv): readonly WayStep[] | undefined {
  let standing = start;
  for (;;) {
    const found = workingSteps(standing, env);
    const direct = found.find(({ administrator }) => administrator);
    if (direct) return [...standing.steps, direct.step];
    const lasting = found.filter(({ step }) => !isSwitch(step)).map(({ step }) => step);
    if (lasting.length === 0) return throughSwitches(standing, found, env);
    for (const step of lasting) standing = taken(standing, step, env) ?? standing;
    for (const gained of standing.gained)
      if (isAdministrator(standing.world, gained, env)) return standing.steps;
  }
}

/** Another version can also take rights away, so each is tried apart and last. */
const isSwitch = ({ method }: WayStep): boolean =>
  method.needs.some(({ action }) => action === 'iam:SetDefaultPolicyVersion');

function throughSwitches(
  standing: Standing,
  found: readonly Working[],
  env: DecisionEnv,
): readonly WayStep[] | undefined {
  for (const { step } of found) {
    const next = taken(standing, step, env);
    const steps = next && search(next, env);
    if (steps) return steps;
  }
  return undefined;
}

interface Working {
  readonly step: WayStep;
  readonly administrator: boolean;
}

/** Returns each step that works now, was not taken yet, and could bring more. */
function workingSteps({ world, gained, steps }: Standing, env: DecisionEnv): Working[] {
  const done = new Set(steps.map(keyOf));
  const found: Working[] = [];
  for (const from of gained)
    for (const method of methods)
      for (const to of targetsOf(world, method, from)) {
        if (gained.has(to) && !changesRights(method)) continue;
        for (const result of attempts(world, method, { from, to }, env, 'stop')) {
          const step = stepOf(method, { from, to }, result);
          if (result.works && !done.has(keyOf(step)))
            found.push({ step, administrator: result.administrator });
        }
      }
  return found;
}

const changesRights = ({ needs }: Method): boolean =>
  needs.some(({ action }) => /^iam:(Attach|Put|Add|Create[P]|Set|Delete\w+Boundary)/.test(action));

const stepOf = (
  method: Method,
  pair: Pick<ChosenPair, 'from' | 'to'>,
  { choice, decided }: MethodResult,
): WayStep => ({ ...pair, method, choice, decided });

const keyOf = ({ method, from, to, choice }: WayStep): string =>
  [method.id, from, to, choice.group, choice.policy, choice.version, choice.attaches].join(' ');

/** Takes a step where it still works. */
function taken({ world, gained, steps }: Standing, step: WayStep, env: DecisionEnv): Standing | undefined {
  if (!gained.has(step.from)) return undefined;
  const result = attempt(world, step.method, step, env, 'stop');
  return result.works
    ? {
        world: result.after,
        gained: new Set([...gained, step.to]),
        steps: [...steps, stepOf(step.method, step, result)],
      }
    : undefined;
}

/** Leaves out each step without which the others still lead to an administrator. */
function withoutDetours(
  world: World,
  principal: string,
  steps: readonly WayStep[],
  env: DecisionEnv,
): Way | undefined {
  let kept = steps;
  for (const step of steps.toReversed()) {
    const fewer = kept.filter((one) => one !== step);
    if (fewer.length > 0 && replayed(world, principal, fewer, env)) kept = fewer;
  }
  return replayed(world, principal, kept, env);
}

/** Takes all steps again from the beginning; `undefined` when one fails or none ends in an administrator. */
function replayed(
  world: World,
  principal: string,
  steps: readonly WayStep[],
  env: DecisionEnv,
): Way | undefined {
  let standing: Standing | undefined = { world, gained: new Set([principal]), steps: [] };
  for (const step of steps) standing = standing && taken(standing, step, env);
  if (!standing) return undefined;
  const { world: end, gained, steps: again } = standing;
  const administrator = [...gained].toReversed().find((one) => isAdministrator(end, one, env));
  return administrator === undefined ? undefined : { steps: again, administrator };
}
