/** Short messages after an act, with Undo: 10 s, longer under the pointer or focus. Each belongs to its workspace. */

import { getContext, setContext } from 'svelte';

interface ToastAction {
  readonly label: string;
  readonly run: () => unknown;
  /** False once there is nothing to act on any more; then the message goes. */
  readonly stands?: () => boolean;
}

export interface Toast {
  readonly id: number;
  readonly text: string;
  /** Absent for a message that only says something. */
  readonly action?: ToastAction | undefined;
  /** The command line that does the same, folded. */
  readonly command?: string | undefined;
  /** It says what an act led to, so it stays below the message of the act, which may come later. */
  readonly isOutcome: boolean;
  /** The same message of acts before it, oldest first. Each has its own action, which comes after the newest. */
  readonly before: readonly (ToastAction | undefined)[];
  readonly of: string | undefined;
}

const lifetime = 10_000;
/** Messages that stand at the same time. */
const mostToasts = 3;

/** Sentences that stand at the same time for screen readers: two acts may follow at once. */
const mostSaid = 4;

export class Toasts {
  /** Sorted by the time at which each was shown last. */
  #all = $state.raw<readonly Toast[]>([]);
  /** The sentences that screen readers read out once each, oldest first. */
  said = $state.raw<readonly { readonly id: number; readonly text: string }[]>([]);
  readonly #place: () => string | undefined;
  #next = 1;
  // Nothing on screen follows the timers.
  // eslint-disable-next-line svelte/prefer-svelte-reactivity -- not state
  readonly #timers = new Map<number, ReturnType<typeof setTimeout>>();

  constructor(place: () => string | undefined = () => undefined) {
    this.#place = place;
  }

  /** The messages of the open workspace that are still true, oldest first; those of an outcome come last. */
  get list(): readonly Toast[] {
    const here = this.#place();
    return this.#all
      .filter(({ of }) => of === here)
      .flatMap(standing)
      .toSorted((one, other) => Number(one.isOutcome) - Number(other.isOutcome));
  }

  /** Has a screen reader read a sentence out that neither the focus nor a message tells. */
  say(text: string): void {
    this.said = [...this.said, { id: this.#next++, text }].slice(-mostSaid);
  }

  /** A message that stands already is not repeated: it is counted, and comes last again. */
  show(text: string, action?: ToastAction, command?: string, isOutcome = false): void {
    const of = this.#place();
    const same = this.list.find((old) => old.text === text && old.action?.label === action?.label);
    const before = same ? [...same.before, same.action] : [];
    const toast = { id: same?.id ?? this.#next++, text, action, command, isOutcome, before, of };
    this.#all = [...this.#all.filter(({ id }) => id !== toast.id), toast];
    for (const old of this.#all.slice(0, -mostToasts)) this.dismiss(old.id);
    this.resume(toast.id);
  }

  /** Runs the action of the newest such act. What came before it can be taken back next. */
  async act(id: number): Promise<void> {
    const toast = this.list.find((one) => one.id === id);
    if (!toast?.action) return;
    const earlier = toast.before.at(-1);
    if (!earlier) {
      this.dismiss(id);
      await toast.action.run();
      return;
    }
    this.hold(id);
    await toast.action.run();
    const left = { ...toast, action: earlier, before: toast.before.slice(0, -1) };
    this.#all = this.#all.map((one) => (one.id === id ? left : one));
    this.resume(id);
  }

  dismiss(id: number): void {
    this.hold(id);
    this.#all = this.#all.filter((toast) => toast.id !== id);
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

/** Returns the message of the acts that still stand; nothing when none does. */
function standing(toast: Toast): Toast[] {
  const before = toast.before.filter((action) => action?.stands?.() !== false);
  if (toast.action?.stands?.() !== false) return [{ ...toast, before }];
  return before.length > 0 ? [{ ...toast, action: before.at(-1), before: before.slice(0, -1) }] : [];
}

const key = Symbol('toasts');
export const setToasts = (toasts: Toasts): Toasts => setContext(key, toasts);
export const useToasts = (): Toasts => getContext<Toasts>(key);
