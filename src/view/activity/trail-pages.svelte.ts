import type { Session } from '../../app/session.svelte.ts';
import type { TrailEvent } from '../../core/model/trail.ts';

/** The trail as it is scrolled: pages of 100 events, newest first, read again when something new was written. */
const pageSize = 100;

export interface TrailFilter {
  readonly eventName: string;
  readonly refusedOnly: boolean;
}

export class TrailPages {
  events = $state.raw<readonly TrailEvent[]>([]);
  loading = $state(true);
  more = $state(false);
  readonly #session: Session;
  readonly #filter: () => TrailFilter;
  #turn = 0;

  constructor(session: Session, filter: () => TrailFilter) {
    this.#session = session;
    this.#filter = filter;
    $effect(() => {
      void [session.trailLength, session.workspace?.id, filter()];
      void this.#load(0);
    });
  }

  next(): Promise<void> {
    return this.#load(this.events.length);
  }

  async #load(offset: number): Promise<void> {
    const turn = ++this.#turn;
    const { eventName, refusedOnly } = this.#filter();
    this.loading = true;
    const page = await this.#session.trail({
      offset,
      limit: pageSize,
      refusedOnly,
      ...(eventName ? { eventName } : {}),
    });
    if (turn !== this.#turn) return;
    this.events = offset === 0 ? page : [...this.events, ...page];
    this.more = page.length === pageSize;
    this.loading = false;
  }
}
