/**
 * Searches for what would change the answer. In a small account the search is part of the answer. In a big
 * one it tries every policy and group, so it runs after the verdict is drawn, and only for the newest
 * question.
 */

import type { Session } from '../../../../app/session/session.svelte.ts';
import type { Question } from '../../../../core/authz/authorize.ts';
import { type Fix, fixes } from '../../../../core/query/ask/fixes.ts';
import { countPrincipals } from '../../../../core/query/ask/who-can.ts';

const atOnce = 120;

export class FixSearch {
  readonly #session: Session;
  readonly #question: () => Question;
  #later = $state.raw<readonly Fix[]>([]);
  #laterDone = $state(false);

  constructor(session: Session, question: () => Question) {
    this.#session = session;
    this.#question = question;
    $effect(() => this.#follow());
  }

  readonly #small = $derived.by(
    () => countPrincipals(this.#session.state.world, this.#session.account) <= atOnce,
  );
  readonly #immediate = $derived.by(() => (this.#small ? this.#search() : []));
  readonly found: readonly Fix[] = $derived.by(() => (this.#small ? this.#immediate : this.#later));
  readonly done: boolean = $derived.by(() => this.#small || this.#laterDone);

  #search(): Fix[] {
    return fixes(this.#session.state.world, this.#question(), this.#session.env);
  }

  #follow(): (() => void) | undefined {
    if (this.#small) return undefined;
    // These are read now so that the effect follows them. The search itself runs later.
    void [this.#session.state, this.#question()];
    this.#later = [];
    this.#laterDone = false;
    const timer = setTimeout(() => {
      this.#later = this.#search();
      this.#laterDone = true;
    }, 60);
    return () => clearTimeout(timer);
  }
}
