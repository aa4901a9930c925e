/**
 * Searches for what would change the answer. It tries every policy and group, and sends what helps to the door
 * of a copy, so it waits until the code of the door is here.
 */

import { fixSearchIn } from '../../../../../app/dispatch/fix-search.ts';
import { LongTask } from '../../../../../app/long-work/task.svelte.ts';
import type { CallQuestion, Question } from '../../../../../core/authz/authorize.ts';
import type { Fix } from '../../../../../core/plans/fixes/fix.ts';
import { AfterVerdict } from '../../after-verdict.svelte.ts';

export interface Asked {
  /** The permission that decides the call. */
  readonly question: Question;
  readonly call: CallQuestion;
}

export class FixSearch extends AfterVerdict<Asked> {
  readonly #task = new LongTask<readonly Fix[]>();

  readonly #immediate = $derived.by(() => (this.small ? this.#begun()?.atOnce().found : undefined));
  /** Fixes of an earlier question are none of this one. */
  readonly #later = $derived.by(() => (this.#task.isOld ? undefined : this.#task.answer));
  readonly #result = $derived.by(() => (this.small ? this.#immediate : this.#later));
  readonly found: readonly Fix[] = $derived.by(() => this.#result ?? []);
  readonly done: boolean = $derived.by(() => this.#result !== undefined);

  /** Returns `undefined` while the door is not here. */
  #begun() {
    const { question, call } = this.question();
    return fixSearchIn(this.session, question, call);
  }

  protected begin(): (() => void) | undefined {
    const search = this.#begun();
    return search && this.#task.run(async (watch) => (await search.inSlices(watch)).found);
  }
}
