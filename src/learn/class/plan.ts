/** Makes a new class: its id and its key come from random numbers. */

import { base32Alphabet, randomText } from '../../core/api/base64.ts';
import type { ClassPlan } from './format.ts';

/** Letters and digits that nobody mixes up. */
export const plainLetters = 'abcdefghjkmnpqrstuvwxyz23456789';

/** `random`: uniform in [0, 1). */
export const newPlan = (plan: Omit<ClassPlan, 'id' | 'key'>, random: () => number): ClassPlan => ({
  id: randomText(random, 8, plainLetters),
  key: randomText(random, 26, base32Alphabet),
  ...plan,
});
