/** Finds what a fix means after it is on screen, and anew when the account changes. */

import { attemptIn } from '../../../../../app/dispatch/attempt.ts';
import { type FixMeaning, tellMeaning } from '../../../../../app/dispatch/fix-consequence.ts';
import type { Session } from '../../../../../app/session/session.svelte.ts';
import type { Question } from '../../../../../core/authz/authorize.ts';
import type { Fix } from '../../../../../core/plans/fixes/fix.ts';

export class FixEffects {
  /** `undefined` while it is searched. */
  found = $state.raw<FixMeaning>();
  hasFailed = $state(false);

  constructor(session: Session, fix: () => Fix, question: () => Question) {
    $effect(() => {
      void session.state;
      const attempt = attemptIn(session);
      this.found = undefined;
      if (!attempt) return undefined;
      const ending = new AbortController();
      const { signal } = ending;
      const tell = (meaning: FixMeaning) => (this.found = meaning);
      tellMeaning(session, fix(), question(), { attempt, signal, tell }).catch(
        () => (this.hasFailed = !signal.aborted),
      );
      return () => ending.abort();
    });
  }
}
