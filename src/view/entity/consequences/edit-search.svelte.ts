/** Looks for what an edit means after a short pause in typing; a newer text ends the search for an older one. */

import type { EditMeaning, EditedText } from '../../../app/consequences/of-edit.ts';
import type { Session } from '../../../app/session/session.svelte.ts';

export class EditSearch {
  /** The last answer; while `isBusy`, it is that of an earlier text. */
  found = $state.raw<EditMeaning>();
  isBusy = $state(false);
  /** A number between 0 and 1. */
  done = $state(0);
  problem = $state<'stopped' | 'not loaded'>();
  #asking: AbortController | undefined;

  /** Returns a function that ends the search. `pause`: milliseconds. */
  look(session: Session, text: EditedText, pause: number): () => void {
    const asking = new AbortController();
    const timer = setTimeout(() => void this.#find(session, text, asking), pause);
    this.#asking = asking;
    this.isBusy = true;
    this.done = 0;
    this.problem = undefined;
    return () => {
      clearTimeout(timer);
      asking.abort();
    };
  }

  clear(): void {
    this.found = undefined;
    this.isBusy = false;
    this.problem = undefined;
  }

  /** The person does not want to wait. */
  stop(): void {
    this.#asking?.abort();
    this.clear();
    this.problem = 'stopped';
  }

  async #find(session: Session, text: EditedText, { signal }: AbortController): Promise<void> {
    try {
      const { meaningOfEdit } = await import('../../../app/consequences/of-edit.ts');
      const report = (done: number) => (this.done = done);
      const found = await meaningOfEdit(session, text, { signal, report });
      if (signal.aborted) return;
      this.found = found;
    } catch {
      if (signal.aborted) return;
      this.found = undefined;
      this.problem = 'not loaded';
    }
    this.isBusy = false;
  }
}
