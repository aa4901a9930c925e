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
import {
  attempt,
  attempts,
  isThinkable,
  type ChosenPair,
  type Decided,
  type MethodResult,
} from './method-works.ts';
import { type SearchEnv, searchEnv } from './search-env.ts';
import { methods } from './methods/list.ts';
import { preparations } from './methods/preparations.ts';

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
export function wayUp(world: World, principal: string, own: DecisionEnv): Way | undefined {
  const env = searchEnv(own);
  if (isAdministrator(world, principal, env)) return { steps: [], administrator: principal };
  const start = { world, gained: new Set([principal]), steps: [] };
  const steps =
    search(start, methods, env) ??
    // Seldom needed and much work, so they come second.
    search(start, [...preparations, ...methods], env);
  return steps && withoutDetours(world, principal, steps, env);
}

interface Standing {
  readonly world: World;
  readonly gained: ReadonlySet<string>;
  readonly steps: readonly WayStep[];
}

/**
 * Returns steps that end in an administrator; the way may have more than are needed. Another version can also take
 * rights away, so each is tried apart and last, those that need the fewest switches first.
 */
function search(start: Standing, known: readonly Method[], env: SearchEnv): readonly WayStep[] | undefined {
  const seen = new Set<string>();
  const isNew = (standing: Standing) => seen.size < seen.add(stateOf(standing)).size;
  const waiting = [start];
  for (const begun of waiting) {
    if (!isNew(begun)) continue;
    const { standing, switches, steps } = grown(begun, known, env);
    if (steps) return steps;
    if (standing !== begun && !isNew(standing)) continue;
    waiting.push(...switches.map((one) => after(standing, one)));
  }
  return undefined;
}

/** Standings with the same text have the same ways: only the order of their steps can differ. */
function stateOf({ world, gained, steps }: Standing): string {
  const versions = [...world.policies.values()].map(({ defaultVersionId }) => defaultVersionId);
  return JSON.stringify([[...gained].toSorted(), versions, [...doneIn(steps)].toSorted()]);
}

interface Grown {
  /** Nothing more works in it but another version of a policy. */
  readonly standing: Standing;
  readonly switches: readonly Working[];
  /** The whole way, when one of the gained is an administrator. */
  readonly steps?: readonly WayStep[];
}

/** Takes all steps that only add rights, round after round. */
function grown(begun: Standing, known: readonly Method[], env: SearchEnv): Grown {
  let standing = begun;
  for (;;) {
    const found = workingSteps(standing, known, env);
    const direct = found.find(({ administrator }) => administrator);
    if (direct) return { standing, switches: [], steps: [...standing.steps, direct.step] };
    const lasting = found.filter(({ step }) => !isSwitch(step));
    if (lasting.length === 0) return { standing, switches: found };
    for (const { step } of lasting) standing = taken(standing, step, env) ?? standing;
    for (const gained of standing.gained)
      if (isAdministrator(standing.world, gained, env))
        return { standing, switches: [], steps: standing.steps };
  }
}

const isSwitch = ({ method }: WayStep): boolean =>
  method.needs.some(({ action }) => action === 'iam:SetDefaultPolicyVersion');

/** A version can be chosen again later; everything else is done once. */
const doneIn = (steps: readonly WayStep[]): ReadonlySet<string> =>
  new Set(steps.filter((step) => !isSwitch(step)).map(keyOf));

interface Working {
  readonly step: WayStep;
  readonly administrator: boolean;
  /** The world after the step. */
  readonly world: World;
}

/** Returns each step that works now, was not taken yet, and could bring more. */
function workingSteps(
  { world, gained, steps }: Standing,
  known: readonly Method[],
  env: SearchEnv,
): Working[] {
  const done = doneIn(steps);
  const found: Working[] = [];
  for (const from of gained)
    for (const method of known.filter((one) => one.makes === undefined && isThinkable(world, one, from, env)))
      for (const to of targetsOf(world, method, from)) {
        if (gained.has(to) && !changesRights(method)) continue;
        for (const result of attempts(world, method, { from, to }, env, 'stop')) {
          const step = stepOf(method, { from, to }, result);
          if (result.works && result.assumes.length === 0 && !done.has(keyOf(step)))
            found.push({ step, administrator: result.administrator, world: result.after });
        }
      }
  return found;
}

const changesRights = ({ gain, needs }: Method): boolean =>
  gain === 'self' ||
  needs.some(({ action }) => /^iam:(Attach|Put|Add|Create[P]|Set|Delete\w+Boundary)/.test(action));

const stepOf = (
  method: Method,
  pair: Pick<ChosenPair, 'from' | 'to'>,
  { choice, decided }: MethodResult,
): WayStep => ({ ...pair, method, choice, decided });

const keyOf = ({ method, from, to, choice }: WayStep): string =>
  [method.id, from, to, choice.group, choice.policy, choice.version, choice.attaches].join(' ');

/** Takes a step where it still works. */
function taken(standing: Standing, step: WayStep, env: SearchEnv): Standing | undefined {
  if (!standing.gained.has(step.from)) return undefined;
  const result = attempt(standing.world, step.method, step, env, 'stop');
  if (!result.works) return undefined;
  return after(standing, { step: stepOf(step.method, step, result), world: result.after });
}

const after = ({ gained, steps }: Standing, { step, world }: Pick<Working, 'step' | 'world'>): Standing => ({
  world,
  gained: step.method.isPreparation ? gained : new Set([...gained, step.to]),
  steps: [...steps, step],
});

/** Leaves out each step without which the others still lead to an administrator. */
function withoutDetours(
  world: World,
  principal: string,
  steps: readonly WayStep[],
  env: SearchEnv,
): Way | undefined {
  const near = stepsTowards(steps);
  let kept = replayed(world, principal, near, env) ? near : steps;
  for (const step of steps.toReversed()) {
    const fewer = kept.filter((one) => one !== step);
    if (fewer.length > 0 && replayed(world, principal, fewer, env)) kept = fewer;
  }
  return replayed(world, principal, kept, env);
}

/** Returns the steps that have to do with the principals of the last one. */
function stepsTowards(steps: readonly WayStep[]): readonly WayStep[] {
  const needed = new Set([steps.at(-1)?.to]);
  const near = steps.toReversed().filter(({ from, to }) => needed.has(to) && needed.add(from));
  return near.toReversed();
}

/** Takes all steps again from the beginning; `undefined` when one fails or none ends in an administrator. */
function replayed(
  world: World,
  principal: string,
  steps: readonly WayStep[],
  env: SearchEnv,
): Way | undefined {
  let standing: Standing | undefined = { world, gained: new Set([principal]), steps: [] };
  for (const step of steps) standing = standing && taken(standing, step, env);
  if (!standing) return undefined;
  const { world: end, gained, steps: again } = standing;
  const administrator = [...gained].toReversed().find((one) => isAdministrator(end, one, env));
  return administrator === undefined ? undefined : { steps: again, administrator };
}
