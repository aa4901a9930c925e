/** Saves the person's progress as a file with the date of today in its name. */

import { progressText } from '../../../../app/learn/progress-file.ts';
import type { LearnProgress } from '../../../../app/learn/progress.svelte.ts';
import { saveFile } from '../../../ui/controls/clipboard.svelte.ts';

export async function saveProgress(progress: LearnProgress): Promise<void> {
  const text = await progressText(progress);
  saveFile(`iam-playground-progress-${new Date().toISOString().slice(0, 10)}.json`, text);
}
