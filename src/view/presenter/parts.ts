/** The parts of the lesson: how long each takes, and at which moment a checkpoint belongs to the screen. */

import { guideProgress } from '../../app/guide/progress.ts';
import { type StepNow, shownGuide } from '../../app/guide/guide.ts';
import { lessonRun } from '../../app/lesson/run.svelte.ts';
import type { Session } from '../../app/session/session.svelte.ts';
import { openFromGallery } from '../../app/share/open.ts';
import type { LessonCheckpoint } from '../../content/lessons/lesson.ts';
import { type LessonPart, lessonParts } from '../../content/lessons/lesson.ts';

/** Does nothing before the first part and after the last. */
export async function openPart(session: Session, number: number): Promise<void> {
  const part = lessonParts[number];
  if (!part) return;
  lessonRun.goTo(number);
  if (part.scenario !== undefined) await openFromGallery(session, part.scenario);
}

/** Begins the lesson anew: no time spent, nothing ticked, and the first part's scenario on the projector. */
export async function openFirstPart(session: Session): Promise<void> {
  lessonRun.reset();
  await openPart(session, 0);
}

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

export type Moment = 'now' | 'earlier' | 'later';

/** Returns when the screen must read the checkpoint. `all`: the checkpoints of its part. */
export function presenterMoment(
  { after }: Pick<LessonCheckpoint, 'after'>,
  all: readonly Pick<LessonCheckpoint, 'after'>[],
  steps: readonly StepNow[],
): Moment {
  const isDone = (numbers: readonly number[]) => numbers.every((number) => steps[number - 1]?.done);
  if (!isDone(after)) return 'later';
  const isPast = all.some(
    (other) =>
      other.after.length > after.length &&
      after.every((one) => other.after.includes(one)) &&
      isDone(other.after),
  );
  return isPast ? 'earlier' : 'now';
}

/** Returns `7:05 of 12 min`, or `13:40 of 12 min, 2 min over`. */
export function presenterTimeWords(milliseconds: number, minutes: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  const clock = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  const over = Math.ceil(seconds / 60 - minutes);
  return `${clock} of ${minutes} min${over > 0 ? `, ${over} min over` : ''}`;
}
