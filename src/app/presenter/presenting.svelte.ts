/**
 * Presenter view: whether it is on, which answer the class may see already, and whether the QR code is up. It stays on
 * over a reload of the tab. The page holds it from its first screen on, so it must stay small.
 */

import { embedded } from '../navigation/embed.ts';
import { remember, rememberedInTab } from '../../platform/browser-memory.ts';

const key = 'presenter';

class Presenting {
  #isOn = $state(!embedded && rememberedInTab(key) === 'on');
  #revealed = $state<string>();
  showsCode = $state(false);

  get isOn(): boolean {
    return this.#isOn;
  }

  turn(on: boolean): void {
    this.#isOn = on && !embedded;
    this.#revealed = undefined;
    this.showsCode = false;
    remember(key, this.#isOn ? 'on' : undefined);
  }

  /** Returns whether the answer to this question is still covered. A new question is covered again. */
  covers(question: string): boolean {
    return this.#isOn && this.#revealed !== question;
  }

  reveal(question: string): void {
    this.#revealed = question;
  }
}

export const presenting = new Presenting();
