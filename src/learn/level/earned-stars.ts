/** Stars as a file holds them: in any order, and read in ours. */

import * as v from 'valibot';
import { list, oneOf } from '../../core/model/schema/words.ts';
import { stars } from './stars.ts';

export const earnedStars = v.pipe(
  list(oneOf(stars)),
  v.transform((earned) => stars.filter((star) => earned.includes(star))),
);
