/** Finds the scenario of the gallery that a guide names as the next. */

import type { ScenarioGuide } from '../../share/scenario/format.ts';

/** `undefined` where the guide names none, or one that this version of the page does not have. */
export async function nextScenario({
  next,
}: ScenarioGuide): Promise<{ readonly id: string; readonly title: string } | undefined> {
  if (next === undefined) return undefined;
  const { findInGallery } = await import('../../share/gallery/cards.ts');
  return findInGallery(next);
}
