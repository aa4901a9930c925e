/** Takes the steps of a way again in another world, with the decisions of that world. */

import { isAdministrator } from '../administrator.ts';
import type { AttackPath, WayStep } from '../attack-path.ts';
import { entityBehind } from '../choices.ts';
import { attempt } from '../method-works.ts';
import type { SearchEnv } from '../search-env.ts';
import type { World } from '../../../model/world/world.ts';

/** Returns `undefined` when a step is refused, or the power is not there at the end. */
export function wayAgain(world: World, way: AttackPath, env: SearchEnv): AttackPath | undefined {
  let after = world;
  const steps: WayStep[] = [];
  for (const step of way.steps) {
    // A principal that the method makes is not there before.
    const pair = step.method.gain === 'new' ? { ...step, to: step.from } : step;
    const { works, decided, choice, after: next } = attempt(after, step.method, pair, env, 'stop');
    if (!works) return undefined;
    steps.push({ ...step, decided, choice });
    after = next;
  }
  const isThere = entityBehind(after, way.to) === undefined || isAdministrator(after, way.to, env);
  return isThere ? { ...way, steps } : undefined;
}
