/** Names the stars, and says in one sentence how each is earned. */

import type { Star } from '../../app/learn/path.ts';

export const starNames: Readonly<Record<Star, string>> = {
  solved: 'solved',
  'least-privilege': 'least privilege',
  'few-steps': 'few changes',
};

export const starTexts: Readonly<Record<Star, string>> = {
  solved: 'Every goal is reached.',
  'least-privilege': 'Nothing that was checked gives too much.',
  'few-steps': 'No more changes than the solution has.',
};
