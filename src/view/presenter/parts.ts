/** Goes from part to part of the lesson: the notes follow, and the projector shows the scenario of the part. */

import { guideProgress } from '../../app/guide/progress.ts';
import { shownGuide } from '../../app/guide/guide.ts';
import { lessonRun } from '../../app/lesson/run.svelte.ts';
import type { Session } from '../../app/session/session.svelte.ts';
import { openFromGallery } from '../../app/share/open.ts';
import { guideView } from '../guide/shown.svelte.ts';
import { type LessonPart, lessonParts } from '../places/learn/lesson/script.ts';

/** Does nothing before the first part and after the last. */
export async function openPart(session: Session, number: number): Promise<void> {
  const part = lessonParts[number];
  if (!part) return;
  lessonRun.goTo(number);
  if (part.scenario !== undefined) await openFromGallery(session, part.scenario);
  guideView.makeRoom();
}

/** Returns the answers that the screen gives now, by the id of the goal or pinned answer; none where another scenario is open. */
export function answersOnScreen(
  session: Session,
  { checkpoints }: LessonPart,
): ReadonlyMap<string | undefined, boolean> {
  const guide = session.status === 'ready' ? shownGuide(session) : undefined;
  if (!guide) return new Map();
  const { goals, pins } = guideProgress(session, guide);
  const answers = new Map<string | undefined, boolean>([
    ...goals.map(({ goal, now }) => [goal.id, now === 'allowed'] as const),
    ...pins.map(({ pin, now }) => [pin.id, now === 'allowed'] as const),
  ]);
  return checkpoints.every(({ pin }) => answers.has(pin)) ? answers : new Map();
}
