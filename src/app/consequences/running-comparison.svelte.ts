/** Compares what everybody may do on two sides, in slices, so that the page stays alive; it can be cancelled. */

import type { Side } from '../../core/analysis/consequences/consequence.ts';
import type { Actions } from '../../core/analysis/effective/action-classes.ts';
import {
  type PermissionComparison,
  comparePermissions,
} from '../../core/query/account/compare-permissions.ts';
import { runInSlices, whileWanted } from '../../platform/yield-to-page.ts';

export type { PermissionComparison } from '../../core/query/account/compare-permissions.ts';

export interface Sides {
  readonly before: Side;
  readonly after: Side;
}

export class RunningComparison {
  /** A number from 0 to 1. */
  done = $state(0);
  /** `failed`: AWS's list of actions did not load. */
  status = $state<'running' | 'done' | 'cancelled' | 'failed'>('running');
  found = $state.raw<PermissionComparison>();

  /** Begins at once. `reference` loads AWS's list of actions. */
  constructor(sides: Sides, reference: () => Promise<Actions>) {
    void this.#run(sides, reference);
  }

  cancel(): void {
    if (this.status === 'running') this.status = 'cancelled';
  }

  async #run({ before, after }: Sides, reference: () => Promise<Actions>): Promise<void> {
    const actions = await reference().catch(() => undefined);
    if (this.status !== 'running') return;
    if (!actions) {
      this.status = 'failed';
      return;
    }
    const steps = this.#noting(comparePermissions(before, after, actions));
    const found = await runInSlices(whileWanted(steps, () => this.status === 'running'));
    if (!found || this.status !== 'running') return;
    this.found = found;
    this.status = 'done';
  }

  *#noting<T>(steps: Generator<number, T, undefined>): Generator<number, T, undefined> {
    for (;;) {
      const step = steps.next();
      if (step.done) return step.value;
      this.done = step.value;
      yield step.value;
    }
  }
}
