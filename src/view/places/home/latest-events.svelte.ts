/** Reads the newest events that changed something or were meant to, again whenever one is written. */

import type { HistoryEntry } from '#app/history/history.svelte.ts';
import type { TrailEntry } from '#app/history/trail.ts';
import type { Session } from '#app/session/session.svelte.ts';
import { trailResult } from '#core/model/records/trail-event.ts';

const mostEvents = 6;
const writing = [{ kind: 'access', value: 'write' }] as const;

/** Some operations are called until they are done: the same call in the same second is one thing that was done. */
function isNew({ event }: TrailEntry, at: number, entries: readonly TrailEntry[]): boolean {
  const before = entries[at - 1]?.event;
  return (
    before?.eventName !== event.eventName ||
    before.eventTime !== event.eventTime ||
    JSON.stringify([before.userIdentity, before.requestParameters, before.errorCode]) !==
      JSON.stringify([event.userIdentity, event.requestParameters, event.errorCode])
  );
}

export class LatestEvents {
  /** `undefined` until the first ones are read. */
  entries = $state.raw<readonly TrailEntry[]>();
  readonly #session: Session;
  #turn = 0;

  constructor(session: Session) {
    this.#session = session;
    $effect(() => {
      void [session.trail.length, session.workspaces.current?.id, session.readOnlyWorld?.kind];
      void this.#load();
    });
  }

  async #load(): Promise<void> {
    const turn = ++this.#turn;
    const entries = await this.#session.trail.entries({ limit: 2 * mostEvents, facets: writing });
    if (turn === this.#turn) this.entries = entries.filter(isNew).slice(0, mostEvents);
  }

  state({ event, after }: TrailEntry): 'undoable' | 'undone' | undefined {
    const { history } = this.#session;
    const isIt = ({ operation, position, revision }: HistoryEntry) =>
      operation === event.eventName && position === after?.position && revision === after.revision;
    const batch = trailResult(event) === 'done' ? history.entries.find(isIt) : undefined;
    if (!batch) return undefined;
    if (history.isUndone(batch)) return 'undone';
    return batch === history.undoable && !this.#session.readOnlyWorld ? 'undoable' : undefined;
  }
}
