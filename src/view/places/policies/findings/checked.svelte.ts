/** The checks of all policies on screen: run again when the account changes, with how far they are, and Cancel. */

import { type CheckedPolicy, checkedPolicies } from '../../../../app/session/policy-checks.ts';
import type { Session } from '../../../../app/session/session.svelte.ts';

/** Checks that end sooner show no bar, which would only flicker. In milliseconds. */
const soon = 200;

export class CheckedAccount {
  readonly #session: Session;
  /** `undefined` until all policies are checked once. The old ones stay while changed ones are checked. */
  found = $state.raw<readonly CheckedPolicy[]>();
  /** A number between 0 and 1; `undefined` while nothing runs, or not for long. */
  progress = $state<number>();
  failed = $state(false);
  isCancelled = $state(false);
  #checking: AbortController | undefined;

  constructor(session: Session) {
    this.#session = session;
  }

  /** Returns what ends it. */
  check(): () => void {
    this.#checking?.abort();
    const checking = new AbortController();
    this.#checking = checking;
    this.isCancelled = false;
    this.failed = false;
    void this.#run(checking.signal);
    return () => checking.abort();
  }

  cancel(): void {
    this.#checking?.abort();
    this.progress = undefined;
    this.isCancelled = true;
  }

  async #run(signal: AbortSignal): Promise<void> {
    const bar = setTimeout(() => (this.progress ??= 0), soon);
    const report = (done: number) => {
      if (!signal.aborted && this.progress !== undefined) this.progress = Math.min(done, 0.99);
    };
    signal.addEventListener('abort', () => clearTimeout(bar));
    try {
      const found = await checkedPolicies(this.#session, { signal, report });
      if (signal.aborted) return;
      this.found = found;
    } catch {
      if (signal.aborted) return;
      this.failed = true;
    }
    clearTimeout(bar);
    this.progress = undefined;
  }
}
