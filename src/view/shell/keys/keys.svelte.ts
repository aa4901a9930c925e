/** The keyboard of the whole page. Keys typed into a field belong to the field. */

import { go } from '../../../app/navigation/routes.svelte.ts';
import type { Session } from '../../../app/session/session.svelte.ts';
import { places } from '../places.ts';

/** Milliseconds for which `g` waits for its letter. */
const patience = 1500;

const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

export class Keys {
  listOpen = $state(false);
  #leaderUntil = 0;
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  press(event: KeyboardEvent): void {
    if (event.defaultPrevented || typing(event.target)) return;
    if (this.#take(event)) event.preventDefault();
  }

  #take(event: KeyboardEvent): boolean {
    const key = event.key.toLowerCase();
    if (event.ctrlKey || event.metaKey) return key === 'z' ? this.#history(event.shiftKey) : false;
    if (event.altKey) return false;
    if (event.timeStamp < this.#leaderUntil) return this.#goTo(key);
    if (key === '/') return focusSearch();
    if (key === '?') return (this.listOpen = true);
    if (key === 'g') this.#leaderUntil = event.timeStamp + patience;
    return false;
  }

  #history(redo: boolean): boolean {
    void (redo ? this.#session.redo() : this.#session.undo());
    return true;
  }

  #goTo(letter: string): boolean {
    this.#leaderUntil = 0;
    const place = places.find((one) => one.letter === letter);
    if (place) go(place.name);
    return place !== undefined;
  }
}

function focusSearch(): boolean {
  const field = document.querySelector<HTMLElement>('main [data-search], main [role="combobox"]');
  field?.focus();
  return field !== null;
}
