/** Finds what follows a guide: the next level of the path, or the scenario of the gallery that it names. */

import type { ScenarioGuide } from '../../share/scenario/format/scenario.ts';

export interface NextAfter {
  readonly kind: 'level' | 'scenario';
  readonly id: string;
  readonly title: string;
}

/** `undefined` where nothing follows, or something that this version of the page does not have. */
export async function nextAfter({ level, next }: ScenarioGuide): Promise<NextAfter | undefined> {
  if (level !== undefined) {
    const { levelAfter } = await import('../../learn/level/path.ts');
    const found = levelAfter(level);
    return found && { kind: 'level', id: found.id, title: found.title };
  }
  if (next === undefined) return undefined;
  const { findInGallery } = await import('../../content/gallery/cards.ts');
  const found = findInGallery(next);
  return found && { kind: 'scenario', id: found.id, title: found.title };
}
