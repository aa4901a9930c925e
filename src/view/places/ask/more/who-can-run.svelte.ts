/** Asks the question for every principal: a large account off the main thread or in steps, so that the page stays quick. */

import type { Session } from '../../../../app/session/session.svelte.ts';
import { type WhoCanQuestion, type WhoCanRow, whoCan } from '../../../../core/query/ask/who-can.ts';
import { AfterVerdict } from '../after-verdict.svelte.ts';

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

const askedIn = ({ state, account, env }: Session, question: WhoCanQuestion) => ({
  world: state.world,
  account,
  question,
  env,
});
type Asked = ReturnType<typeof askedIn>;

const askAtOnce = ({ world, account, question, env }: Asked) => whoCan(world, account, question, env);

export class WhoCanRun extends AfterVerdict<WhoCanQuestion> {
  #found = $state.raw<readonly WhoCanRow[]>([]);
  #done = $state(1);

  readonly #immediate = $derived.by(() =>
    this.small ? askAtOnce(askedIn(this.session, this.question())) : [],
  );
  readonly rows: readonly WhoCanRow[] = $derived.by(() => (this.small ? this.#immediate : this.#found));

  /** A number between 0 and 1, where 1 is complete. */
  readonly progress: number = $derived.by(() => (this.small ? 1 : this.#done));

  protected begin(): () => void {
    const asking = new AbortController();
    void this.#ask(askedIn(this.session, this.question()), asking.signal);
    return () => asking.abort();
  }

  async #ask(asked: Asked, signal: AbortSignal): Promise<void> {
    await pause();
    if (signal.aborted) return;
    this.#done = 0;
    // The page is held for a moment where the code of the worker does not come, which is better than no answer.
    const rows = await this.#askWorker(asked, signal).catch(() => askAtOnce(asked));
    if (!rows || signal.aborted) return;
    this.#found = rows;
    this.#done = 1;
  }

  async #askWorker(asked: Asked, signal: AbortSignal) {
    const [{ whoCanOfLarge }, worker] = await Promise.all([
      import('../../../../app/worker/analysis/who-can-large.ts'),
      this.session.analysis(),
    ]);
    const report = (done: number) => (this.#done = done);
    return whoCanOfLarge(worker, asked, { signal, report });
  }
}
