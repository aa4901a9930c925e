/** Asks the question for every principal: in a small account at once, else as a long task. */

import { LongTask } from '../../../../app/long-work/task.svelte.ts';
import { whoCanOf } from '../../../../app/session/asked.ts';
import { type WhoCanQuestion, type WhoCanRow, whoCan } from '../../../../core/query/ask/who-can.ts';
import { AfterVerdict } from '../after-verdict.svelte.ts';

export class WhoCanRun extends AfterVerdict<WhoCanQuestion> {
  readonly task = new LongTask<readonly WhoCanRow[]>();
  readonly #immediate = $derived.by(() => {
    const { state, account, env } = this.session;
    return this.small ? whoCan(state.world, account, this.question(), env) : [];
  });
  readonly rows: readonly WhoCanRow[] = $derived.by(() =>
    this.small ? this.#immediate : (this.task.answer ?? []),
  );

  protected begin(): () => void {
    const question = this.question();
    return this.task.run((watch) => whoCanOf(this.session, question, watch));
  }
}
