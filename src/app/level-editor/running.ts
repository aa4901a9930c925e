/** A recording that runs, as the session and the screen know it. */

import type { AnswerRef } from '../../learn/level/proof.ts';
import type { ScenarioCall } from '../../share/scenario/format/guide.ts';
import type { HistoryEntry } from '../history/history.svelte.ts';

/**
 * `back`: the account is the start again. `changed`: it is not, and the recording is over. `unsaved`: the answer could
 * not be saved, so nothing was taken back and the recording goes on. `away`: its workspace is not there any more.
 */
export type RecordingEnd = 'back' | 'changed' | 'unsaved' | 'away';

export interface RunningRecording {
  readonly answer: AnswerRef;
  /** The workspace of the level is on screen. In another one nothing is recorded. */
  readonly isHere: boolean;
  readonly calls: readonly ScenarioCall[];
  /** Sentences that say what is not recorded. */
  readonly unrecorded: readonly string[];
  /** The workspace of the level can be opened: nobody deleted or archived it. */
  readonly isThere: boolean;
  /** Undo would take back a change of the level's start, which no recording may do. */
  readonly keepsStart: boolean;
  /** It was begun before the page was opened, or in another tab. Nothing is recorded until it goes on. */
  readonly isLeft: boolean;
  /** The change in the history is one of the recorded ones. */
  isRecorded(entry: HistoryEntry | undefined): boolean;
  /** Records again, after it was left. */
  goOn(): void;
  /** Opens the workspace of the level again. */
  comeBack(): Promise<void>;
  /** Keeps the recorded calls as the answer, and takes back their changes. */
  stop(): Promise<RecordingEnd>;
  /** Takes back the changes of the recorded calls, and keeps nothing. */
  discard(): Promise<RecordingEnd>;
}
