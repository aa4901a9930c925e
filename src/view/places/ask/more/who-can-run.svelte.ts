/** Asks the question for every principal. A big account is asked in steps, so that the page stays quick. */

import {
  type WhoCanQuestion,
  type WhoCanRow,
  whoCan,
  whoCanInSteps,
} from '../../../../core/query/ask/who-can.ts';
import { AfterVerdict } from '../after-verdict.svelte.ts';

const chunk = 40;
/** Milliseconds that one step may take. */
const slice = 12;

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

export class WhoCanRun extends AfterVerdict<WhoCanQuestion> {
  #found = $state.raw<readonly WhoCanRow[]>([]);
  #done = $state(1);

  readonly #immediate = $derived.by(() =>
    this.small
      ? whoCan(this.session.state.world, this.session.account, this.question(), this.session.env)
      : [],
  );
  readonly rows: readonly WhoCanRow[] = $derived.by(() => (this.small ? this.#immediate : this.#found));

  /** A number between 0 and 1, where 1 is complete. */
  readonly progress: number = $derived.by(() => (this.small ? 1 : this.#done));

  protected begin(): () => void {
    const steps = whoCanInSteps(
      this.session.state.world,
      this.session.account,
      this.question(),
      this.session.env,
      chunk,
    );
    let current = true;
    void this.#run(steps, () => current);
    return () => (current = false);
  }

  async #run(steps: ReturnType<typeof whoCanInSteps>, current: () => boolean): Promise<void> {
    const rows: WhoCanRow[] = [];
    await pause();
    if (!current()) return;
    this.#done = 0;
    for (;;) {
      const end = performance.now() + slice;
      let last = 0;
      while (performance.now() < end) {
        const step = steps.next();
        if (step.done) {
          this.#found = rows;
          this.#done = 1;
          return;
        }
        rows.push(...step.value.rows);
        last = step.value.done / step.value.total;
      }
      this.#done = last;
      await pause();
      if (!current()) return;
    }
  }
}
