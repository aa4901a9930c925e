/** One search of ways on screen: asked again when the account changes. */

import { ask } from '../../../app/long-work/ask.ts';
import { LongTask } from '../../../app/long-work/task.svelte.ts';
import type { AskedReach, AskedWays, WaysFound } from '../../../app/long-work/ways.ts';
import type { Session } from '../../../app/session/session.svelte.ts';
import type { WayRow } from '../../../core/analysis/ways/rows.ts';

export interface ShownWay extends WayRow {
  /** `administrator` or an ARN, where the ways lead to several ends. */
  readonly aim?: string;
}
interface Shown extends WaysFound {
  readonly ways: readonly ShownWay[];
}

export class ShownWays extends LongTask<Shown> {
  readonly #session: Session;

  constructor(session: Session) {
    super();
    this.#session = session;
  }

  ask(asks: AskedWays): () => void {
    return this.run((watch) => ask(this.#session, 'ways', asks, watch), JSON.stringify(asks));
  }

  /** Finds the ways of one to all that it could become or reach, instead of to one end. */
  askAll(asks: AskedReach): () => void {
    return this.run(
      async (watch) => {
        const { aims, isComplete } = await ask(this.#session, 'reach', asks, watch);
        return { ways: aims.map(({ aim, way }) => ({ ...way, aim })), isComplete };
      },
      `all ${JSON.stringify(asks)}`,
    );
  }
}
