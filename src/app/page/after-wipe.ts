/**
 * After everything was wiped the page is loaded anew, so that nothing of the person before stays in memory
 * or on a screen; what was wiped is said there.
 */

import { forget, remember, remembered } from '../../platform/tab-memory.ts';

const wipedNote = 'wiped';

export function beginAnew(wiped?: string): void {
  forget();
  if (wiped !== undefined) remember(wipedNote, wiped);
  history.replaceState(null, '', location.href.replace(/#.*$/s, ''));
  location.reload();
}

/** What was wiped just before the page was loaded; said once. */
export function wipedJustNow(): string | undefined {
  const note = remembered(wipedNote);
  if (note !== undefined) remember(wipedNote, undefined);
  return note;
}
