/** A tag as a record stores it. AWS calls its members `Key` and `Value`. */

import { type Stated, text } from '../schema/words.ts';
import { list, row } from '../schema/members.ts';

const tag = row({ key: text, value: text });
export const tags = list(tag);
export interface Tag extends Stated<typeof tag> {}
