/**
 * Notes what a student does in a level of the class that they joined. Work in the level of the path, or in the variant of
 * another student, is not of the class.
 */

import type { LevelProgress } from '../../learn/progress/file.ts';
import type { Session } from '../session/session.svelte.ts';
import { defined } from '../../core/model/defined.ts';

interface PlayedLevel {
  readonly id: string;
  /** Absent for the level of the path. */
  readonly variant: string | undefined;
}

export async function noteInClass(
  session: Session,
  { id, variant }: PlayedLevel,
  { stars, seconds, hints, watched }: Partial<LevelProgress>,
): Promise<void> {
  if (variant === undefined) return;
  const joined = await session.joined();
  await joined.latest();
  await joined.note(id, variant, {
    ...defined({ stars, seconds, hints, watched }),
  });
}

/** `at`: the number of the prediction. */
export async function guessInClass(
  session: Session,
  { id, variant }: PlayedLevel,
  at: number,
  right: boolean,
): Promise<void> {
  if (variant === undefined) return;
  const joined = await session.joined();
  await joined.latest();
  await joined.guess(id, variant, at, right);
}
