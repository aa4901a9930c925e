/**
 * Reloads the page after everything was wiped, so that nothing of the last person stays in memory or on
 * screen. The new page says what was wiped.
 */

import { forget, remember, rememberedInTab } from '../../platform/browser-memory.ts';

const wipedNote = 'wiped';

export function beginAnew(wiped?: string): void {
  forget();
  if (wiped !== undefined) remember(wipedNote, wiped);
  history.replaceState(null, '', location.href.replace(/#.*$/s, ''));
  location.reload();
}

/** Returns what was wiped before the page was loaded. A second call returns `undefined`. */
export function wipedJustNow(): string | undefined {
  const note = rememberedInTab(wipedNote);
  if (note !== undefined) remember(wipedNote, undefined);
  return note;
}
