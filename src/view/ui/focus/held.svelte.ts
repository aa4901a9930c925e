/**
 * A button that becomes disabled while it has the focus keeps the focus: until the person leaves it, it only says that
 * it is disabled and does nothing. A browser would drop the focus, and never give it back.
 */

import type { MouseEventHandler } from 'svelte/elements';

type OnClick = MouseEventHandler<HTMLButtonElement> | null | undefined;

export class HeldButton {
  #hasFocus = $state(false);
  readonly #isOff: () => boolean;

  constructor(isOff: () => boolean) {
    this.#isOff = isOff;
  }

  get attributes() {
    const isOff = this.#isOff();
    return {
      disabled: isOff && !this.#hasFocus,
      'aria-disabled': (isOff && this.#hasFocus) || undefined,
      onfocus: () => (this.#hasFocus = true),
      onblur: () => (this.#hasFocus = false),
    };
  }

  /** Returns `onclick` for a button that does nothing, and sends no form, while it is off. */
  pressed(onclick: OnClick): MouseEventHandler<HTMLButtonElement> {
    return (event) => {
      if (this.#isOff()) event.preventDefault();
      else onclick?.(event);
    };
  }
}
