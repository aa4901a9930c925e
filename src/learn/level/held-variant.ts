/** Gives a student the variant of a level that a person made, if the recorded solution holds in it. */

import type { Scenario } from '../../share/scenario/format/scenario.ts';
import { ownLevel } from './own.ts';
import { Played, type PlayMeans } from './played.ts';
import { variantOfScenario } from './variant.ts';

/**
 * Returns a level in the variant of a student. Where its solution says a name in part, as `*roll/*` does, other names make
 * it wrong: then the student gets the names of the teacher, because a level that cannot be solved is worse.
 */
export async function heldVariant(scenario: Scenario, seed: string, means: PlayMeans): Promise<Scenario> {
  const variant = variantOfScenario(scenario, seed);
  const level = ownLevel(variant);
  if (!level) return variant;
  const { solved } = await (await Played.begin(level, means)).after(level.solution);
  return solved ? variant : { ...scenario, variant: seed };
}
