/** Compares a checkpoint of the lesson with the guide on the projector: a checkpoint belongs to one moment of its part. */

import type { StepNow } from '../../app/guide/guide.ts';
import type { Checkpoint } from '../../content/lessons/lesson.ts';

export type Moment = 'now' | 'earlier' | 'later';

/** Returns when the screen must read the checkpoint. `all`: the checkpoints of its part. */
export function momentOf(
  { after }: Pick<Checkpoint, 'after'>,
  all: readonly Pick<Checkpoint, 'after'>[],
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
