/**
 * Short messages after an act, with Undo or another button. A toast stays long enough to reach its button (10
 * s), longer while the pointer or the focus is on it.
 */

import { getContext, setContext } from 'svelte';

export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly action?: { readonly label: string; readonly run: () => void } | undefined;
  /** The command line that does the same, folded. */
  readonly command?: string | undefined;
}

const lifetime = 10_000;

export class Toasts {
  list = $state.raw<readonly Toast[]>([]);
  #next = 1;
  // Nothing on screen follows the timers.
  // eslint-disable-next-line svelte/prefer-svelte-reactivity -- not state
  readonly #timers = new Map<number, ReturnType<typeof setTimeout>>();

  show(text: string, action?: Toast['action'], command?: string): void {
    const toast = { id: this.#next++, text, action, command };
    for (const old of this.list.slice(0, -2)) this.dismiss(old.id);
    this.list = [...this.list, toast];
    this.resume(toast.id);
  }

  dismiss(id: number): void {
    this.hold(id);
    this.list = this.list.filter((toast) => toast.id !== id);
  }

  hold(id: number): void {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
  }

  resume(id: number): void {
    this.hold(id);
    this.#timers.set(
      id,
      setTimeout(() => this.dismiss(id), lifetime),
    );
  }
}

const key = Symbol('toasts');
export const setToasts = (toasts: Toasts): Toasts => setContext(key, toasts);
export const useToasts = (): Toasts => getContext<Toasts>(key);
