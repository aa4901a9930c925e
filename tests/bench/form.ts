/**
 * The two forms of a run. The full one takes the medians that the budget is about; in the smallest one every part runs
 * once, on a small account, which shows that all of it still works and leaves what is no time as it is.
 */

import { fullQuota } from '../setup/generated.ts';

export interface Form {
  readonly isSmallest: boolean;
  /** The sizes of the account that parts generate. */
  readonly account: Readonly<Record<keyof typeof fullQuota, number>>;
  /** Returns how many turns are measured, given how many the full form measures. */
  turns(full: number): number;
  /** Returns how many turns go before them, given how many go before them in the full form. */
  warmUps(full: number): number;
  either<T>(full: T, smallest: T): T;
  /** Milliseconds after which what a page waits for will not come. */
  readonly patienceMs: number;
  /** Milliseconds after which a browser is closed, whatever its part waits for. */
  readonly limitMs: number;
}

const minuteMs = 60_000;

export const fullForm: Form = {
  isSmallest: false,
  account: fullQuota,
  turns: (full) => full,
  warmUps: (full) => full,
  either: (full) => full,
  patienceMs: 3 * minuteMs,
  limitMs: 45 * minuteMs,
};

export const smallestForm: Form = {
  isSmallest: true,
  // Enough principals for the analysis worker, and enough ways for the page to count them only when it is asked to.
  account: { users: 280, groups: 20, roles: 30, policies: 60 },
  turns: () => 1,
  warmUps: () => 0,
  either: (_, smallest) => smallest,
  patienceMs: minuteMs,
  limitMs: 4 * minuteMs,
};
