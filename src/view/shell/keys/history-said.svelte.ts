/** Says what Undo and Redo did, by whatever key or button: on screen only the labels of the two buttons change. */

import { untrack } from 'svelte';
import type { Session } from '../../../app/session/session.svelte.ts';
import type { Toasts } from '../../ui/overlay/toasts.svelte.ts';

/** Called once by the frame of the page. */
export function sayHistory(session: Session, toasts: Toasts): void {
  let before = untrack(() => session.history.snapshot);
  $effect(() => {
    const { snapshot } = session.history;
    const { entries, cursor } = before;
    before = snapshot;
    // A new batch and another workspace bring another list.
    if (snapshot.entries !== entries || snapshot.cursor === cursor) return;
    const isUndo = snapshot.cursor < cursor;
    const entry = entries.find(({ position }) => position === Math.max(cursor, snapshot.cursor));
    if (entry) untrack(() => toasts.say(`${isUndo ? 'Undone' : 'Done again'}: ${entry.label}`));
  });
}
