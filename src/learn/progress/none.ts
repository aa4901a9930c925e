/** Progress where nothing was done yet. A first visit needs no more of it. */

import type { Progress } from './file.ts';

export const noProgress: Progress = { levels: {}, guesses: {} };
