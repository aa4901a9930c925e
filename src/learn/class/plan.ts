/** Makes a new class: its id and its key come from random numbers. */

import { base32Alphabet, randomText } from '../../core/api/base64.ts';
import type { ClassPlan } from './read.ts';
import { plainLetters } from './student.ts';

/** `random`: uniform in [0, 1). */
export const newPlan = (plan: Omit<ClassPlan, 'id' | 'key'>, random: () => number): ClassPlan => ({
  id: randomText(random, 8, plainLetters),
  key: randomText(random, 26, base32Alphabet),
  ...plan,
});
