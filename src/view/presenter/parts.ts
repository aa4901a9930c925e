/** Goes from part to part of the lesson: the notes follow, and the projector shows the scenario of the part. */

import { guideProgress } from '../../app/guide/progress.ts';
import { type StepNow, shownGuide } from '../../app/guide/guide.ts';
import { lessonRun } from '../../app/lesson/run.svelte.ts';
import type { Session } from '../../app/session/session.svelte.ts';
import { openFromGallery } from '../../app/share/open.ts';
import { guideViewOf } from '../guide/shown.svelte.ts';
import { type LessonPart, lessonParts } from '../../content/lessons/lesson.ts';

/** Does nothing before the first part and after the last. */
export async function openPart(session: Session, number: number): Promise<void> {
  const part = lessonParts[number];
  if (!part) return;
  lessonRun.goTo(number);
  if (part.scenario !== undefined) await openFromGallery(session, part.scenario);
  guideViewOf(session).makeRoom();
}

/** Begins the lesson anew: no time spent, nothing ticked, and the first part's scenario on the projector. */
export async function openFirstPart(session: Session): Promise<void> {
  lessonRun.reset();
  await openPart(session, 0);
}

/** The answers of the screen, by the id of the goal or pinned answer, and the steps of its guide. */
interface OnScreen {
  readonly answers: ReadonlyMap<string | undefined, boolean>;
  readonly steps: readonly StepNow[];
}

/** Returns what the screen says about the checkpoints of a part; `undefined` where another scenario is open. */
export function onScreen(session: Session, { checkpoints }: LessonPart): OnScreen | undefined {
  const guide = session.status === 'ready' ? shownGuide(session) : undefined;
  if (!guide) return undefined;
  const { goals, pins, steps } = guideProgress(session, guide);
  const answers = new Map<string | undefined, boolean>([
    ...goals.map(({ goal, now }) => [goal.id, now === 'allowed'] as const),
    ...pins.map(({ pin, now }) => [pin.id, now === 'allowed'] as const),
  ]);
  return checkpoints.every(({ pin }) => answers.has(pin)) ? { answers, steps } : undefined;
}
