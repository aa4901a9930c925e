/** One search of ways on screen, and what tells one way from another in its answers. */

import { askWorker } from '#app/long-work/ask.ts';
import { LongTask } from '#app/long-work/task.svelte.ts';
import type { AskedReach, AskedWays, WaysFound } from '#app/long-work/ways.ts';
import type { Session } from '#app/session/session.svelte.ts';
import type { WayRow } from '#core/analysis/ways/rows.ts';

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
    return this.run((watch) => askWorker(this.#session, 'ways', asks, watch), JSON.stringify(asks));
  }

  /** Finds the ways of one to all that it could become or reach, instead of to one end. */
  askAll(asks: AskedReach): () => void {
    return this.run(
      async (watch) => {
        const { aims, isComplete } = await askWorker(this.#session, 'reach', asks, watch);
        return { ways: aims.map(({ aim, way }) => ({ ...way, aim })), isComplete };
      },
      `all ${JSON.stringify(asks)}`,
    );
  }
}

/** Returns the same text for the same ends, steps and choices, also after another search. */
export function textOfWay({ from: start, to: end, onlyWith, steps }: WayRow): string {
  const parts = steps.map(({ method, from, to, choice, permissions }) => [
    ...[method.id, from, to, choice],
    permissions.map(({ action, resource }) => [action, resource]),
  ]);
  return JSON.stringify([start, end, onlyWith, parts]);
}

export function keyOfWay(way: WayRow): string {
  // FNV-1a: no secret, only short.
  let hash = 0x811c9dc5;
  for (const letter of textOfWay(way)) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  return (hash >>> 0).toString(36);
}
