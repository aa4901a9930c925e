/** Finds the level of the open workspace: one of the path, its variant, or one that a person made. */

import type { LevelText } from '../../learn/level/format.ts';
import { isOwnLevel, ownLevelText } from '../../learn/level/own.ts';
import { findLevel, loadLevel } from '../../learn/level/path.ts';
import type { Session } from '../session/session.svelte.ts';

/** Throws where this page has no such level. */
export async function levelTextOf(
  { workspaces }: Session,
  id: string,
  variant: string | undefined,
): Promise<LevelText> {
  const own = isOwnLevel(id) && workspaces.current?.guide;
  const card = findLevel(id);
  const level = own ? ownLevelText(workspaces.current.name, own) : card && (await loadLevel(card, variant));
  if (!level) throw new Error(`This page has no level \`${id}\`.`);
  return level;
}
