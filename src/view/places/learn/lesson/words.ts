/** Words and addresses of the lesson: after which steps of the guide a checkpoint is read, and where a level is. */

import type { LessonCheckpoint } from '#content/lessons/lesson.ts';

export const afterWords = ({ after }: Pick<LessonCheckpoint, 'after'>): string =>
  after.length === 0
    ? 'At the beginning'
    : after.length === 1
      ? `After step ${after.join('')}`
      : `After steps ${after.slice(0, -1).join(', ')} and ${after.at(-1)}`;

/** Returns the address of a level for its code on the sheet; `undefined` when the address of the page is none. */
export function levelAddress(page: string, hash: string): string | undefined {
  const address = page.trim().replace(/#.*$/s, '');
  return /^https?:\/\/./.test(address) && URL.canParse(address) ? new URL(hash, address).href : undefined;
}
