/**
 * Finds levels on the path, and loads their files. The cards are content, so that the map costs nothing; a file of
 * public/levels is loaded by import when it is opened, so a copy of the page on a disk has it too.
 */

import { tierCards } from '../../content/levels/tiers.ts';
import { type Level, type LevelCard, readLevel } from './format.ts';

export const levelCards: readonly LevelCard[] = tierCards.flatMap(({ levels }) => levels);

export const findLevel = (id: string): LevelCard | undefined => levelCards.find((one) => one.id === id);

/** Returns the level after that one; `undefined` after the last. */
export function levelAfter(id: string): LevelCard | undefined {
  const at = levelCards.findIndex((one) => one.id === id);
  return at < 0 ? undefined : levelCards[at + 1];
}

/** Returns a level, or its variant by seed. Throws when the file does not fit: a test opens all of them. */
export async function loadLevel(card: LevelCard, variant?: string): Promise<Level> {
  const level = await levelIn(card);
  return variant === undefined ? level : inVariant(level, variant);
}

/** Returns the purpose of a card in the names of a variant. */
export async function purposeIn(card: LevelCard, variant: string): Promise<string> {
  const { purpose } = card;
  return (await inVariant({ ...(await levelIn(card)), purpose }, variant)).purpose;
}

async function levelIn({ id, file }: LevelCard): Promise<Level> {
  const result = readLevel((await file()).default);
  if (!result.ok) throw new Error(`level \`${id}\`: ${result.error.path.join('.')}: ${result.error.message}`);
  return result.value;
}

async function inVariant<L extends Level>(level: L, seed: string): Promise<L> {
  const [{ variantOfLevel }, { scenarioOfLevel }] = await Promise.all([
    import('./variant.ts'),
    import('./world.ts'),
  ]);
  return variantOfLevel(level, await scenarioOfLevel(level), seed);
}
