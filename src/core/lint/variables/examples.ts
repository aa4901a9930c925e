/** Examples of the checks of this folder. */

import type { Examples } from '../facts.ts';

export const variableExamples = {} as const satisfies Examples;
