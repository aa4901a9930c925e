/** Searches for what would change the answer. It tries every policy and group. */

import type { Question } from '../../../../core/authz/authorize.ts';
import { type Fix, fixes } from '../../../../core/query/ask/fixes.ts';
import { AfterVerdict } from '../after-verdict.svelte.ts';

export class FixSearch extends AfterVerdict<Question> {
  #later = $state.raw<readonly Fix[]>([]);
  #laterDone = $state(false);

  readonly #immediate = $derived.by(() => (this.small ? this.#search() : []));
  readonly found: readonly Fix[] = $derived.by(() => (this.small ? this.#immediate : this.#later));
  readonly done: boolean = $derived.by(() => this.small || this.#laterDone);

  #search(): Fix[] {
    return fixes(this.session.state.world, this.question(), this.session.env);
  }

  protected begin(): () => void {
    // These are read now so that the effect follows them. The search itself runs later.
    void [this.session.state, this.question()];
    this.#later = [];
    this.#laterDone = false;
    const timer = setTimeout(() => {
      this.#later = this.#search();
      this.#laterDone = true;
    }, 60);
    return () => clearTimeout(timer);
  }
}
