/** Reads the trail of the open workspace, page by page. It holds no more events than were asked for. */

import type { FacetKind, TrailEvent } from '../../core/model/records/trail-event.ts';
import { type TrailEntry, keptEvents } from '../../store/rows.ts';
import type { Store, TrailQuery } from '../../store/store.ts';
import type { OpenWorkspace } from '../dispatch/open-workspace.svelte.ts';
import type { ProblemBoard } from '../problems/board.svelte.ts';

export type { TrailEntry } from '../../store/rows.ts';
export type TrailFilter = Omit<TrailQuery, 'offset' | 'limit'>;

export const trailLimit = keptEvents;

export interface TrailOptions extends TrailFilter {
  /** Matching events to skip, from the newest; default 0. */
  readonly offset?: number;
  /** Defaults to 50. */
  readonly limit?: number;
}

interface TrailMeans {
  readonly openWorkspace: OpenWorkspace;
  readonly store: Store;
  readonly session: {
    readonly problems: ProblemBoard;
    readonly workspaces: { readonly shownId: string | undefined };
  };
}

/** A preview has no events. */
export class Trail {
  readonly #means: TrailMeans;

  constructor(means: TrailMeans) {
    this.#means = means;
  }

  /** Events ever written in the open workspace; reactive, so it tells when there is news. */
  get length(): number {
    return this.#means.openWorkspace.trailLength;
  }

  /** Newest first. */
  async entries({ offset = 0, limit = 50, ...filter }: TrailOptions = {}): Promise<TrailEntry[]> {
    return (await this.#of((id, store) => store.trail(id, { offset, limit, ...filter }))) ?? [];
  }

  async events(options: TrailOptions = {}): Promise<TrailEvent[]> {
    return (await this.entries(options)).map(({ event }) => event);
  }

  async count(filter: TrailFilter = {}): Promise<number> {
    return (await this.#of((id, store) => store.countTrail(id, filter))) ?? 0;
  }

  async values(kind: FacetKind): Promise<string[]> {
    return (await this.#of((id, store) => store.trailValues(id, kind))) ?? [];
  }

  async #of<T>(work: (id: string, store: Store) => Promise<T>): Promise<T | undefined> {
    const { session, store } = this.#means;
    const id = session.workspaces.shownId;
    return id === undefined ? undefined : session.problems.attempt(() => work(id, store));
  }
}
