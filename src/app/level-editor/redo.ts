/**
 * Keeps apart what Redo must not bring back: an answer has the changes that were recorded, and the start of its level has
 * those that were made before. What was taken back at the end of a recording stays taken back.
 */

import type { Session } from '../session/session.svelte.ts';

const key = 'taken-back';

/** Notes the changes that can be redone now: none of them belongs to the start. */
export async function keepTakenBack(session: Session): Promise<void> {
  const { entries, cursor } = session.history.snapshot;
  await session.memory.keep(
    key,
    entries.filter(({ position }) => position > cursor).map(({ revision }) => revision),
  );
}

/** Returns whether Redo may make its next change again. */
export async function isRedoable(session: Session): Promise<boolean> {
  const { recording, history } = session;
  const next = history.redoable;
  if (recording?.isHere === true) return recording.isRecorded(next);
  const takenBack = await session.memory.recall(key);
  return !Array.isArray(takenBack) || !takenBack.includes(next?.revision);
}
