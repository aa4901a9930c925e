/**
 * The last 200 requests, for Settings and for the details that a person copies after a failure.
 *
 * INVARIANT: only operation, code and time are stored. Parameters may carry secrets.
 */

import { wallIso } from '../../platform/clock.ts';

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
