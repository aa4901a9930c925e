/**
 * Searches for what would change the answer. It tries every policy and group, and sends what helps to the door
 * of a copy, so it waits until the code of the door is here.
 */

import { fixSearchIn } from '../../../../../app/dispatch/fix-search.ts';
import type { Question } from '../../../../../core/authz/authorize.ts';
import type { Fix } from '../../../../../core/query/fixes/fix.ts';
import { AfterVerdict } from '../../after-verdict.svelte.ts';

export class FixSearch extends AfterVerdict<Question> {
  #later = $state.raw<readonly Fix[]>();

  readonly #immediate = $derived.by(() => (this.small ? this.#search() : undefined));
  readonly #result = $derived.by(() => (this.small ? this.#immediate : this.#later));
  readonly found: readonly Fix[] = $derived.by(() => this.#result ?? []);
  readonly done: boolean = $derived.by(() => this.#result !== undefined);

  /** Returns `undefined` while the door is not here. */
  #search(): readonly Fix[] | undefined {
    return fixSearchIn(this.session, this.question())?.atOnce().found;
  }

  protected begin(): () => void {
    const search = fixSearchIn(this.session, this.question());
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
