/**
 * A search that is part of the answer in a small account. In a big one it runs after the verdict is drawn, only for
 * the newest question, and starts again when the question or the world changes.
 */

import { LongTask, type Work } from '#app/long-work/task.svelte.ts';
import type { Session } from '#app/session/session.svelte.ts';
import { isLargeAccount } from '#core/query/ask/principals.ts';

interface Search<Found> {
  /** Returns `undefined` while it cannot begin. */
  readonly atOnce: () => Found | undefined;
  readonly later: () => Work<Found> | undefined;
}

export class AfterVerdict<Found> {
  readonly task = new LongTask<Found>();
  readonly #session: Session;
  readonly #search: Search<Found>;
  readonly #isLarge = $derived.by(() => isLargeAccount(this.#session.state.world, this.#session.account));
  readonly found: Found | undefined = $derived.by(() =>
    this.#isLarge ? this.task.answer : this.#search.atOnce(),
  );
  /** True when the result is about an earlier question. */
  readonly isOld: boolean = $derived.by(() => this.#isLarge && this.task.isOld);

  constructor(session: Session, search: Search<Found>) {
    this.#session = session;
    this.#search = search;
    $effect(() => {
      const work = this.#isLarge ? search.later() : undefined;
      return work && this.task.run(work);
    });
  }
}
