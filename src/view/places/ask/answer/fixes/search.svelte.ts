/**
 * Searches for what would change the answer. It tries every policy and group, and sends what helps to the door
 * of a copy, so it waits until the code of the door is here.
 */

import { attemptIn } from '../../../../../app/dispatch/attempt.ts';
import type { Question } from '../../../../../core/authz/authorize.ts';
import type { Fix } from '../../../../../core/query/fixes/fix.ts';
import { fixes } from '../../../../../core/query/fixes/search.ts';
import { AfterVerdict } from '../../after-verdict.svelte.ts';

export class FixSearch extends AfterVerdict<Question> {
  #later = $state.raw<readonly Fix[]>();

  readonly #immediate = $derived.by(() => (this.small ? this.#search() : undefined));
  readonly #result = $derived.by(() => (this.small ? this.#immediate : this.#later));
  readonly found: readonly Fix[] = $derived.by(() => this.#result ?? []);
  readonly done: boolean = $derived.by(() => this.#result !== undefined);

  /** Returns `undefined` while the door is not here. */
  #search(): readonly Fix[] | undefined {
    const attempt = attemptIn(this.session);
    const { state, env } = this.session;
    return attempt && fixes(state.world, this.question(), env, attempt).found;
  }

  protected begin(): () => void {
    // These are read now so that the effect follows them. The search itself runs later.
    void [this.session.state, this.question(), this.session.caller, this.session.door.current];
    this.#later = undefined;
    const timer = setTimeout(() => (this.#later = this.#search()), 60);
    return () => clearTimeout(timer);
  }
}
