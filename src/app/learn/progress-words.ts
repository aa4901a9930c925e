/** Puts progress into words: how much there is, and how much a file brought. */

import type { Progress } from '../../learn/progress/file.ts';

function sumOf({ levels }: Progress): { readonly levels: number; readonly stars: number } {
  const all = Object.values(levels);
  return {
    levels: all.filter(({ solvedAt }) => solvedAt !== undefined).length,
    stars: all.reduce((sum, { stars }) => sum + stars.length, 0),
  };
}

const counted = (count: number, word: string) => `${count} ${word}${count === 1 ? '' : 's'}`;

/** `5 levels, 12 stars` */
export function progressWords(progress: Progress): string {
  const { levels, stars } = sumOf(progress);
  return `${counted(levels, 'level')}, ${counted(stars, 'star')}`;
}

export const isNothing = ({ levels, guesses, arcade }: Progress): boolean =>
  Object.keys(levels).length + Object.keys(guesses).length === 0 && arcade === undefined;

export function gainWords(before: Progress, after: Progress): string {
  const [had, has] = [sumOf(before), sumOf(after)];
  const gains = [
    ...(has.levels > had.levels ? [counted(has.levels - had.levels, 'level')] : []),
    ...(has.stars > had.stars ? [counted(has.stars - had.stars, 'star')] : []),
  ];
  const many = has.levels - had.levels + has.stars - had.stars > 1;
  if (gains.length > 0) return `${gains.join(' and ')} ${many ? 'are' : 'is'} new.`;
  // Both are results of a merge, whose members have one order.
  if (JSON.stringify(before) === JSON.stringify(after)) return 'Nothing in it is new.';
  return 'No level and no star is new, but some guesses, hints or times are.';
}
