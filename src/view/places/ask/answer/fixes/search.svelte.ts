/**
 * Searches for what would change the answer. It tries every policy and group, and sends what helps to the door
 * of a copy, so it waits until the code of the door is here.
 */

import { fixSearchIn } from '../../../../../app/dispatch/fix-search.ts';
import type { CallQuestion, Question } from '../../../../../core/authz/authorize.ts';
import type { Fix } from '../../../../../core/query/fixes/fix.ts';
import { AfterVerdict } from '../../after-verdict.svelte.ts';

export interface Asked {
  /** The permission that decides the call. */
  readonly question: Question;
  readonly call: CallQuestion;
}

export class FixSearch extends AfterVerdict<Asked> {
  #later = $state.raw<readonly Fix[]>();

  readonly #immediate = $derived.by(() => (this.small ? this.#search() : undefined));
  readonly #result = $derived.by(() => (this.small ? this.#immediate : this.#later));
  readonly found: readonly Fix[] = $derived.by(() => this.#result ?? []);
  readonly done: boolean = $derived.by(() => this.#result !== undefined);

  #begun() {
    const { question, call } = this.question();
    return fixSearchIn(this.session, question, call);
  }

  /** Returns `undefined` while the door is not here. */
  #search(): readonly Fix[] | undefined {
    return this.#begun()?.atOnce().found;
  }

  protected begin(): () => void {
    const search = this.#begun();
    this.#later = undefined;
    let isWanted = true;
    const timer = setTimeout(() => {
      void search
        ?.inSlices(() => isWanted)
        .then((result) => {
          if (result && isWanted) this.#later = result.found;
        });
    }, 60);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }
}
