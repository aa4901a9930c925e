/** Examples of the checks of this folder. */

import type { Examples } from '../facts.ts';

export const conditionExamples = {} as const satisfies Examples;
