/** The keys of presenter view, in the page and in the window of the notes. Keys typed into a field belong to it. */

import { lessonRun } from '../../app/lesson/run.svelte.ts';
import { presenting } from '../../app/presenter/presenting.svelte.ts';
import type { Session } from '../../app/session/session.svelte.ts';
import { characterOf, ownsKeys } from '../shell/keys/keys.svelte.ts';
import { takesText } from '../ui/focus/focusable.ts';
import { openPart } from './parts.ts';

export function pressed(event: KeyboardEvent, session: Session): void {
  const { altKey, ctrlKey, metaKey, repeat } = event;
  if (event.defaultPrevented || event.isComposing || repeat || altKey || ctrlKey || metaKey) return;
  const key = characterOf(event);
  if (isIn(event.target, 'dialog, [role="dialog"], [role="menu"], [popover]')) return;
  // A field of the page has no use for Escape once its list is closed.
  if (ownsKeys(event.target) && !(key === 'escape' && takesText(event.target))) return;
  if (take(key, session)) event.preventDefault();
}

const isIn = (target: EventTarget | null, selector: string): boolean =>
  target instanceof Element && target.closest(selector) !== null;

function take(key: string, session: Session): boolean {
  if (key === 'p') presenting.turn(!presenting.isOn);
  else if (key === 'b') presenting.showsCode = !presenting.showsCode;
  else if (key === 'n') void openPart(session, lessonRun.part + 1);
  else if (key !== 'escape' || !presenting.isOn) return false;
  else if (presenting.showsCode) presenting.showsCode = false;
  else presenting.turn(false);
  return true;
}
