/** Holds the one problem that the screen shows: the newest, until the person dismisses it. */

import { storageFailure } from '../../store/dexie/failure.ts';
import type { ClosedReason } from '../../store/dexie/open.ts';
import type { StoreFailure } from '../../store/store.ts';
import { type Problem, closedProblem, problemOf } from './problem.ts';

export class ProblemBoard {
  current = $state.raw<Problem | undefined>(undefined);
  /** The reason why the database is closed, if it gave one. */
  #closed: Problem | undefined;

  show(problem: Problem | undefined): void {
    this.current = problem;
  }

  readonly dismiss = (): void => this.show(undefined);

  /** Shows why the database was closed, now and at every later attempt to use it. */
  databaseClosed(reason: ClosedReason): void {
    this.#closed = closedProblem(reason);
    this.current = this.#closed;
  }

  of(failure: StoreFailure): Problem {
    return failure.code === 'closed' && this.#closed ? this.#closed : problemOf(failure);
  }

  /** Runs `work` and shows a problem when the database does not answer. Other errors are thrown on. */
  async attempt<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      const failure = storageFailure(error);
      if (!failure) throw error;
      this.current = this.of(failure);
      return undefined;
    }
  }
}
