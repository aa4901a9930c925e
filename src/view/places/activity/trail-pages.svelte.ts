/** Reads the trail in pages, newest first, as it is scrolled. Reads it again when an event was written. */

import type { Session } from '#app/session/session.svelte.ts';
import type { TrailEntry, TrailFilter } from '#app/history/trail.ts';

const pageSize = 200;

export class TrailPages {
  entries = $state.raw<readonly TrailEntry[]>([]);
  /** Number of all matching events. `undefined` until counted, which takes longer than showing some. */
  total = $state<number>();
  loading = $state(true);
  readonly #session: Session;
  readonly #filter: () => TrailFilter;
  #turn = 0;
  /** Number of matching events that were asked for. It is more than `entries` when one is damaged. */
  #asked = $state(0);
  #counted = '';
  #count = 0;

  constructor(session: Session, filter: () => TrailFilter) {
    this.#session = session;
    this.#filter = filter;
    $effect(() => {
      void [session.trail.length, session.workspaces.current?.id, session.readOnlyWorld?.kind === 'preview'];
      void this.#load(0, filter());
    });
  }

  get more(): boolean {
    return this.#asked < (this.total ?? 0);
  }

  async next(): Promise<void> {
    if (!this.loading && this.more) await this.#load(this.#asked, this.#filter());
  }

  async #load(offset: number, filter: TrailFilter): Promise<void> {
    const turn = ++this.#turn;
    this.loading = true;
    const { trail } = this.#session;
    const page = await trail.entries({ offset, limit: pageSize, ...filter });
    if (turn !== this.#turn) return;
    this.entries = offset === 0 ? page : [...this.entries, ...page];
    this.#asked = offset + pageSize;
    this.loading = false;
    if (offset === 0) await this.#countAll(filter);
  }

  async #countAll(filter: TrailFilter): Promise<void> {
    const count = ++this.#count;
    const of = JSON.stringify([
      this.#session.workspaces.current?.id,
      this.#session.readOnlyWorld?.kind,
      filter,
    ]);
    if (of !== this.#counted) this.total = undefined;
    this.#counted = of;
    const total = await this.#session.trail.count(filter);
    if (count === this.#count) this.total = Math.max(total, this.entries.length);
  }
}
