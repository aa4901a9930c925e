/**
 * Keeps apart what Redo must not bring back: an answer has the changes that were recorded, and the start of its level has
 * those that were made before. What was taken back at the end of a recording stays taken back.
 */

import type { History } from '../history/history.svelte.ts';
import type { WorkspaceMemory } from '../workspaces/memory.ts';
import type { RunningRecording } from './running.ts';

const key = 'taken-back';

/** The parts of a session that decide it. */
interface Redoing {
  readonly history: Pick<History, 'snapshot' | 'redoable'>;
  readonly memory: Pick<WorkspaceMemory, 'keep' | 'recall'>;
  readonly recording?: RunningRecording | undefined;
}

/** Notes the changes that can be redone now: none of them belongs to the start. */
export async function keepTakenBack({ history, memory }: Redoing): Promise<void> {
  const { entries, cursor } = history.snapshot;
  await memory.keep(
    key,
    entries.filter(({ position }) => position > cursor).map(({ revision }) => revision),
  );
}

/** Returns whether Redo may make its next change again. */
export async function isRedoable({ history, memory, recording }: Redoing): Promise<boolean> {
  const next = history.redoable;
  if (recording?.isHere === true) return recording.isRecorded(next);
  const takenBack = await memory.recall(key);
  return !Array.isArray(takenBack) || !takenBack.includes(next?.revision);
}
