/** Progress as a file of its own, and what the progress of any file brings. */

import { type Result, err, ok } from '../../core/model/result.ts';
import { type Progress, progress as schema } from '../../learn/progress/file.ts';
import { writeProgress } from '../../learn/progress/merge.ts';
import { isLockedFile, isWorkspaceFile, textOfFile } from '../import/file-kinds.ts';
import { readFileJson } from '../workspaces/file-json.ts';
import type { LearnProgress } from './progress.svelte.ts';
import { gainWords } from './progress-words.ts';

/** A file of a thousand levels and ten thousand guesses has a megabyte. */
const mostBytes = 2 * 1024 * 1024;

export async function gainOf(part: Progress, progress: LearnProgress): Promise<string> {
  const before = await progress.latest();
  await progress.add(part);
  return gainWords(before, progress.current);
}

export const progressText = async (progress: LearnProgress): Promise<string> =>
  writeProgress(await progress.latest());

/** Merges the file, and returns what is new or what is wrong, in one sentence. A bad file changes nothing. */
export async function openProgress(file: File, progress: LearnProgress): Promise<Result<string, string>> {
  if (file.size > mostBytes) return err('The file is larger than 2 MB, and no file of progress is.');
  const text = await textOfFile(file);
  if (!text.ok) return text;
  if (isWorkspaceFile(text.value.slice(0, 2000)) || isLockedFile(text.value.slice(0, 2000)))
    return err('This is a backup. You restore it in Workspaces, under Import.');
  const read = readFileJson(text.value, schema);
  return read.ok ? ok(await gainOf(read.value, progress)) : read;
}
