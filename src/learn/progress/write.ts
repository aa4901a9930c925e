/** Writes the file of one person's progress. */

import { type Progress, progressFormat, progressVersion } from './file.ts';
import { merged } from './merge.ts';

/** Returns the file as a value, for another file that holds it. The same progress is always the same file. */
export const progressFile = (of: Progress): object => ({
  format: progressFormat,
  version: progressVersion,
  ...merged(of, of),
});

export const writeProgress = (of: Progress): string => `${JSON.stringify(progressFile(of), null, 2)}\n`;
