/** Says why a message's Undo cannot take its act back now: what came later, by name, or that it is undone already. */

import type { HistoryEntry } from '../../app/history/history.svelte.ts';
import type { Session } from '../../app/session/session.svelte.ts';

/** Changes that are named before the rest is counted. */
const named = 3;

/** Returns undefined when the act is the next to be undone. */
export function undoRefusal(session: Session, entry: HistoryEntry): string | undefined {
  const { history, readOnlyWorld } = session;
  if (readOnlyWorld) return readOnlyWorld.refusal;
  const later = history.after(entry);
  if (later) return later.length > 0 ? laterWords(later.map(({ label }) => label)) : undefined;
  return `“${entry.label}” ${history.isUndone(entry) ? 'is already undone' : 'is too old to undo'}.`;
}

/** `“Tag bob” and “Create user eve” came later. Undo them first.` */
function laterWords(labels: readonly string[]): string {
  const rest = labels.length - named;
  const parts = labels.slice(0, named).map((label) => `“${label}”`);
  if (rest > 0) parts.push(`${rest} more ${rest === 1 ? 'change' : 'changes'}`);
  const last = parts.pop() ?? '';
  const all = parts.length > 0 ? `${parts.join(', ')} and ${last}` : last;
  return `${all} came later. Undo ${labels.length === 1 ? 'it' : 'them'} first.`;
}
