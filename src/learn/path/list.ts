/**
 * The levels, in the order of the path. The cards are here, so that the map costs nothing; the files are in
 * public/levels, where a teacher can download and change them. Each is loaded by import when it is opened, so a copy of
 * the page on a disk has them too.
 */

import { type Level, readLevel } from '../level/format.ts';
import { attack } from './attack.ts';
import { basics } from './basics.ts';
import type { LevelCard, TierCards } from './card.ts';
import { federation } from './federation.ts';
import { incidents } from './incidents.ts';
import { organizations } from './organizations.ts';
import { policies } from './policies.ts';
import { roles } from './roles.ts';

export type { LevelCard, TierCards } from './card.ts';

export const tierCards: readonly TierCards[] = [
  basics,
  policies,
  roles,
  federation,
  organizations,
  incidents,
  attack,
];

export const levelCards: readonly LevelCard[] = tierCards.flatMap(({ levels }) => levels);

export const findLevel = (id: string): LevelCard | undefined => levelCards.find((one) => one.id === id);

/** Returns the level after that one; `undefined` after the last. */
export function levelAfter(id: string): LevelCard | undefined {
  const at = levelCards.findIndex((one) => one.id === id);
  return at < 0 ? undefined : levelCards[at + 1];
}

/** Returns a level, or its variant by seed. Throws when the file does not fit: a test opens all of them. */
export async function loadLevel({ id, file }: LevelCard, variant?: string): Promise<Level> {
  const result = readLevel((await file()).default);
  if (!result.ok) throw new Error(`level \`${id}\`: ${result.error.path.join('.')}: ${result.error.message}`);
  if (variant === undefined) return result.value;
  const [{ variantOfLevel }, { scenarioOfLevel }] = await Promise.all([
    import('../level/variant.ts'),
    import('../level/world.ts'),
  ]);
  return variantOfLevel(result.value, await scenarioOfLevel(result.value), variant);
}
