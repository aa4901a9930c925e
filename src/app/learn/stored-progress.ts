/** The progress as a setting of the browser. Loaded with the first question for it, so that a first visit goes without. */

import { pathText } from '../../core/model/schema/fault.ts';
import { type Progress, readProgress } from '../../learn/progress/file.ts';
import { mergedProgress, progressFile } from '../../learn/progress/merge.ts';
import { noProgress } from '../../learn/progress/none.ts';
import { progressProblem } from '../problems/problem.ts';
import { BrowserSetting, type SettingKind, type SettingMeans } from '../session/browser-setting.svelte.ts';
import { isNothing, progressWords } from './progress-words.ts';

export const progressKind: SettingKind<Progress> = {
  key: 'learn/progress',
  none: noProgress,
  read: (value) => {
    const read = readProgress(value);
    return read.ok ? { ...read, value: mergedProgress(read.value, read.value) } : read;
  },
  file: progressFile,
  merged: mergedProgress,
  problem: progressProblem,
  refused: progressProblem,
};

export class ProgressSetting extends BrowserSetting<Progress> {
  constructor(means: SettingMeans) {
    super(progressKind, means);
  }

  /** Merges a plain copy of `part`. Throws where it is no progress: that is a bug of the page. */
  async add(part: Progress): Promise<void> {
    const read = progressKind.read(progressFile(part));
    if (!read.ok) throw new Error(`no progress, at ${pathText(read.error.path)}: ${read.error.message}`);
    const copy = read.value;
    if (isNothing(copy)) await this.settled();
    else await this.change((held) => mergedProgress(held, copy));
  }

  async words(): Promise<string> {
    const progress = await this.latest();
    return isNothing(progress) ? '' : progressWords(progress);
  }
}
