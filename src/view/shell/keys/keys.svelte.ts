/** The keyboard of the whole page; keys typed into a field, menu or dialog are its own. Says what Undo and Redo did. */

import { untrack } from 'svelte';
import { go } from '#app/navigation/routes.svelte.ts';
import { presenting } from '#app/presenter/presenting.svelte.ts';
import type { Session } from '#app/session/session.svelte.ts';
import { noteKeys, takesText } from '../../ui/focus/focusable.ts';
import { places } from '../places.ts';
import type { Toasts } from '../../ui/overlay/toasts.svelte.ts';

/** Milliseconds for which `g` waits for its letter. */
const leaderMs = 1500;

/** True for what takes keys itself: a field, a menu, a dialog. A modal one takes those of the whole page. */
export const ownsKeys = (target: EventTarget | null): boolean =>
  takesText(target) ||
  (target instanceof Element &&
    (target.closest('[role="dialog"], [role="menu"]') ??
      target.ownerDocument.querySelector('dialog:modal')) !== null);

/** Returns the typed character. A layout without Latin letters has that of the key's place. */
export function characterOf({ key, code }: KeyboardEvent): string {
  const latin = /^Key([A-Z])$/.exec(code)?.[1];
  return (/^[\x20-\x7e]$/.test(key) ? key : (latin ?? key)).toLowerCase();
}

export class KeyboardShortcuts {
  listOpen = $state(false);
  #leaderUntil = 0;
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  press(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.isComposing || ownsKeys(event.target)) return;
    if (this.#take(event)) event.preventDefault();
  }

  #take(event: KeyboardEvent): boolean {
    // AltGr types characters. Windows reports it as Ctrl and Alt.
    if (event.altKey || event.getModifierState('AltGraph')) return false;
    const key = characterOf(event);
    if (event.ctrlKey || event.metaKey) return key === 'z' ? this.#history(event.shiftKey) : false;
    if (key.length > 1 || event.repeat) return false;
    if (event.timeStamp < this.#leaderUntil) return this.#goTo(key);
    if (key === '/') return focusSearch();
    if (key === '?') return (this.listOpen = true);
    if (key === 'p') return turnPresenting();
    if (key === 'g') this.#leaderUntil = event.timeStamp + leaderMs;
    return false;
  }

  #history(redo: boolean): boolean {
    void (redo ? this.#session.redo() : this.#session.undo());
    return true;
  }

  #goTo(letter: string): boolean {
    this.#leaderUntil = 0;
    const place = places.find((one) => one.letter === letter);
    if (!place) return false;
    noteKeys(true);
    go(place.name);
    return true;
  }
}

function turnPresenting(): boolean {
  presenting.turn(!presenting.isOn);
  return true;
}

function focusSearch(): boolean {
  const field = document.querySelector<HTMLElement>('main [data-search], main [role="combobox"]');
  field?.focus();
  return field !== null;
}

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
