/** Makes the world that a level begins in, without a page: for predictions, the arcade, and the proof of a level. */

import type { AccountId } from '../../core/model/ids.ts';
import type { World } from '../../core/model/world/world.ts';
import { loadShipped } from '../../share/scenario/file.ts';
import type { Scenario } from '../../share/scenario/format/scenario.ts';
import { type StagingMeans, stagedRecords } from '../../share/staging/staged.ts';
import { worldOf } from '../../share/world-records.ts';
import type { Level } from './format.ts';

export async function scenarioOfLevel({ id, scenario }: Pick<Level, 'id' | 'scenario'>): Promise<Scenario> {
  if (typeof scenario !== 'string') return scenario;
  const { findInGallery } = await import('../../content/gallery/cards.ts');
  const card = findInGallery(scenario);
  if (!card) throw new Error(`level \`${id}\`: no scenario \`${scenario}\``);
  return loadShipped(card);
}

export async function worldOfLevel(
  level: Pick<Level, 'id' | 'scenario'>,
  means: StagingMeans,
): Promise<{ readonly world: World; readonly account: AccountId }> {
  const scenario = await scenarioOfLevel(level);
  const made = await stagedRecords(scenario, means);
  if (!made.ok) throw new Error(`level \`${level.id}\`: ${made.error}`);
  return { world: worldOf(made.value.records), account: made.value.account };
}
