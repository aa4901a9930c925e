/**
 * A recording that runs, as the session and the screen know it, and what Redo must not bring back: an answer has the
 * changes that were recorded, and the start of its level has those that were made before. What was taken back at the end
 * of a recording stays taken back.
 */

import type { AnswerRef } from '../../learn/level/proof.ts';
import type { ScenarioCall } from '../../share/scenario/format/guide.ts';
import type { History, HistoryEntry } from '../history/history.svelte.ts';
import type { WorkspaceMemory } from '../workspaces/memory.ts';

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
  goOn(): void;
  comeBack(): Promise<void>;
  stop(): Promise<RecordingEnd>;
  discard(): Promise<RecordingEnd>;
}

const key = 'taken-back';

interface Redoing {
  readonly history: Pick<History, 'snapshot' | 'redoable'>;
  readonly memory: Pick<WorkspaceMemory, 'keep' | 'recall'>;
  readonly recording?: RunningRecording | undefined;
}

export async function keepTakenBack({ history, memory }: Redoing): Promise<void> {
  const { entries, cursor } = history.snapshot;
  await memory.keep(
    key,
    entries.filter(({ position }) => position > cursor).map(({ revision }) => revision),
  );
}

export async function isRedoable({ history, memory, recording }: Redoing): Promise<boolean> {
  const next = history.redoable;
  if (recording?.isHere === true) return recording.isRecorded(next);
  const takenBack = await memory.recall(key);
  return !Array.isArray(takenBack) || !takenBack.includes(next?.revision);
}
