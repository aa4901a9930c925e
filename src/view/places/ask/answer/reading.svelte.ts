/**
 * Brings a changed answer to a person who does not see it, once: after a fix the focus goes to the answer, and a screen
 * reader reads it there. Any other change is said, because the focus stays where the person works.
 */

import { getContext, setContext, tick, untrack } from 'svelte';
import type { Toasts } from '#view/ui/overlay/toasts.svelte.ts';

interface Reading {
  readonly answer: string;
  readonly text: string;
}

export class AnswerReading {
  heading: HTMLElement | undefined;
  /** The request is allowed with a circumstance that it can state, so no change of the account comes first. */
  hasCircumstance = $state(false);
  #isFixing = false;
  #read: string | undefined;

  constructor(toasts: Toasts, reading: () => Reading) {
    $effect(() => {
      const { answer, text } = reading();
      if (this.#read === answer) return;
      this.#read = answer;
      if (this.#isFixing) this.heading?.focus();
      else untrack(() => toasts.say(text));
    });
  }

  /** Leads to the answer when `fix` is made. A refused fix leaves the focus on its button. */
  async after<Refusal>(fix: () => Promise<Refusal | undefined>): Promise<Refusal | undefined> {
    this.#isFixing = true;
    const refusal = await fix();
    await tick();
    this.#isFixing = false;
    if (refusal === undefined) this.heading?.focus();
    return refusal;
  }
}

const key = Symbol('answer');
export const setAnswerReading = (reading: AnswerReading): AnswerReading => setContext(key, reading);
export const useAnswerReading = (): AnswerReading => getContext<AnswerReading>(key);
