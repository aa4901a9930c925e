/** The keys of the arcade: `y` and `n` answer, Enter goes on. Where somebody types, they are letters. */

interface Acts {
  readonly answer: (said: boolean) => void;
  readonly next: () => void;
}

const typing = 'input, textarea, select, [contenteditable="true"], dialog *, [role="dialog"] *';
/** Enter presses these itself. */
const pressable = 'button, a, summary, [role="button"]';

export class ArcadeKeys {
  readonly #acts: Acts;

  constructor(acts: Acts) {
    this.#acts = acts;
  }

  press(event: KeyboardEvent): void {
    const { key, target } = event;
    if (event.defaultPrevented || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
    if (target instanceof Element && target.closest(typing)) return;
    if (key === 'y' || key === 'n') this.#acts.answer(key === 'y');
    else if (key === 'Enter' && !(target instanceof Element && target.closest(pressable))) this.#acts.next();
  }
}
