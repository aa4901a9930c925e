/** Takes the steps of a way again in another world, with the decisions of that world. */

import type { AttackPath, WayStep } from '../../analysis/ways/attack-path.ts';
import { attempt } from '../../analysis/ways/method-works.ts';
import type { Aim } from '../../analysis/ways/search/aims.ts';
import { entriesOf, isOutsider } from '../../analysis/ways/search/outsiders.ts';
import type { SearchEnv } from '../../analysis/ways/search-env.ts';
import type { World } from '../../model/world/world.ts';

/** Returns `undefined` when a step is refused, or the aim is not reached at the end. */
export function wayAgain(
  world: World,
  way: AttackPath,
  env: SearchEnv,
  { isMetBy, isMetWith }: Pick<Aim, 'isMetBy' | 'isMetWith'>,
): AttackPath | undefined {
  let after = world;
  const steps: WayStep[] = [];
  for (const step of way.steps) {
    if (isOutsider(step.from)) {
      const entry = entriesOf(world, step.from, env).find(({ to }) => to === step.to);
      if (!entry) return undefined;
      steps.push(entry);
      continue;
    }
    // A principal that the method makes is not there before.
    const pair = step.method.gain === 'new' ? { ...step, to: step.from } : step;
    const { works, decided, choice, assumes, after: next } = attempt(after, step.method, pair, env, 'stop');
    if (!works || (assumes.length > 0 && step.assumes.length === 0)) return undefined;
    steps.push({ ...step, decided, choice, assumes });
    after = next;
  }
  const end = endOf(way);
  const isMet = isMetBy(after, end) || (way.onlyWith !== undefined && isMetWith?.(after, end) !== undefined);
  return isMet ? { ...way, steps } : undefined;
}

/** Returns the principal that the actor is after the last step. */
function endOf({ from, steps }: AttackPath): string {
  const last = steps.at(-1);
  if (!last) return from;
  // A step that only strengthens leaves the actor who it is, unless it strengthens whom the actor was first.
  return last.method.isPreparation && last.to !== steps[0]?.from ? last.from : last.to;
}
