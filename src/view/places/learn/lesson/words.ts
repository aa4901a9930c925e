/** Says after which steps of the guide a checkpoint of the lesson is read. */

import type { Checkpoint } from '../../../../content/lessons/lesson.ts';

export const afterWords = ({ after }: Pick<Checkpoint, 'after'>): string =>
  after.length === 0
    ? 'At the beginning'
    : after.length === 1
      ? `After step ${after.join('')}`
      : `After steps ${after.slice(0, -1).join(', ')} and ${after.at(-1)}`;
