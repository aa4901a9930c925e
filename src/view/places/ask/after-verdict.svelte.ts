/**
 * A search that is part of the answer in a small account. In a big one it runs after the verdict is drawn, only for
 * the newest question, and starts again when the question or the world changes.
 */

import type { Session } from '../../../app/session/session.svelte.ts';
import { isLargeAccount } from '../../../core/query/ask/principals.ts';

export abstract class AfterVerdict<Question> {
  protected readonly session: Session;
  protected readonly question: () => Question;
  protected readonly small: boolean = $derived.by(
    () => !isLargeAccount(this.session.state.world, this.session.account),
  );

  constructor(session: Session, question: () => Question) {
    this.session = session;
    this.question = question;
    $effect(() => (this.small ? undefined : this.begin()));
  }

  /** Begins the search of a big account. Returns what ends it. */
  protected abstract begin(): (() => void) | undefined;
}
