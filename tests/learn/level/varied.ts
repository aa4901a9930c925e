/** Levels in variants, and pieces of their texts, for the tests of variants. */

import { type WholeLevel, variantOfLevel } from '#learn/level/variant.ts';
import { scenarioOfLevel } from '#learn/level/world.ts';
import type { LevelCard } from '#learn/level/format.ts';
import { loadLevel } from '#learn/level/path.ts';
import type { Scenario } from '#share/scenario/format/scenario.ts';

/** Levels whose solution names no person, account number or bucket: it is the same for everybody. */
export const solvedAlike: Readonly<Record<string, string>> = {
  'billing-switch': 'the root user opens billing, and the call names nobody',
  'service-linked-role': 'the call names the service, and trust gets a policy that denies everybody',
};

/** A level with its scenario by value, and the way to its variants. */
export async function variable(card: LevelCard) {
  const level = await loadLevel(card);
  const scenario: Scenario = await scenarioOfLevel(level);
  const whole: WholeLevel = { ...level, scenario };
  return { whole, scenario, variant: (seed: string): WholeLevel => variantOfLevel(level, scenario, seed) };
}
