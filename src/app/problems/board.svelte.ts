/** The one problem that the screen shows, until the person dismisses it, and the last requests for its details. */

import { storageFailure } from '../../store/dexie/failure.ts';
import type { StoreFailure } from '../../store/store.ts';
import {
  type Problem,
  type ProblemCode,
  newerTab,
  problemOfFailure,
  reconnectedProblem,
  unreadProblem,
} from './problem.ts';
import { wallIso } from '../../platform/clock.ts';

const ofConnection = new Set<ProblemCode>(['database-closed', 'write-failed', 'read-failed', 'storage-full']);

export class ProblemBoard {
  current = $state.raw<Problem | undefined>(undefined);
  onFailure: ((failure: StoreFailure) => void) | undefined;
  #closed: Problem | undefined;

  /** Returns true while another notice says that the saved data are gone. Who deleted them, it knows better. */
  saysGone: () => boolean = () => false;

  show(problem: Problem | undefined): void {
    if (problem?.code !== 'workspace-gone' || !this.saysGone()) this.current = problem;
  }

  readonly dismiss = (): void => this.show(undefined);

  over(code: ProblemCode): void {
    if (this.current?.code === code) this.dismiss();
  }

  /** A newer version has the database: says so now, and at every later attempt to use it. */
  newerTook(version: number): void {
    this.#closed = newerTab(version);
    this.current = this.#closed;
  }

  /** The connection was lost and stands again. A step that was refused meanwhile is not forgotten. */
  reconnected(): void {
    if (this.#isRefusedWrite) this.current = reconnectedProblem;
  }

  saidElsewhere(): void {
    if (this.#isRefusedWrite || (this.current?.code === 'workspace-gone' && this.saysGone())) this.dismiss();
  }

  /** A write that fails is told before the browser says that it closes the database. */
  get #isRefusedWrite(): boolean {
    return this.current !== undefined && ofConnection.has(this.current.code);
  }

  of(failure: StoreFailure): Problem {
    if (failure.code === 'closed' && this.#closed) return this.#closed;
    this.onFailure?.(failure);
    return problemOfFailure(failure);
  }

  /** Runs `work` and shows a problem when the database does not answer. Other errors are thrown on. */
  async attempt<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      const failure = storageFailure(error);
      if (!failure) throw error;
      const problem = this.of(failure);
      this.show(failure.code === 'failed' ? unreadProblem(failure.detail) : problem);
      return undefined;
    }
  }
}

export interface DiagnosticEntry {
  /** ISO 8601, wall clock. */
  readonly at: string;
  readonly service: string;
  readonly operation: string;
  /** `ok`, the AWS error code, or the code of a Problem. */
  readonly code: string;
  readonly milliseconds: number;
}

const capacity = 200;

/**
 * The last 200 requests, for Settings and for the details that a person copies after a failure.
 *
 * INVARIANT: only operation, code and time are stored. Parameters may carry secrets.
 */
export class Diagnostics {
  /** Newest first. */
  entries = $state.raw<readonly DiagnosticEntry[]>([]);

  add(entry: DiagnosticEntry): void {
    this.entries = [entry, ...this.entries].slice(0, capacity);
  }

  /** Adds what began at `began` (a value of `performance.now()`) and ended just now. */
  timed(service: string, operation: string, code: string, began: number): void {
    const milliseconds = Math.round((performance.now() - began) * 10) / 10;
    this.add({ at: wallIso(), service, operation, code, milliseconds });
  }
}
