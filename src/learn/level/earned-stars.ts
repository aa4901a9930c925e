/** Stars as a file holds them: in any order, and read in ours. */

import * as v from 'valibot';
import { oneOf } from '../../core/model/schema/words.ts';
import { list } from '../../core/model/schema/members.ts';
import { stars } from './stars.ts';

export const earnedStars = v.pipe(
  list(oneOf(stars)),
  v.transform((earned) => stars.filter((star) => earned.includes(star))),
);
