/** Reads the trail of the open workspace, page by page. It holds no more events than were asked for. */

import type { FacetKind, TrailEvent } from '../../core/model/records/trail-event.ts';
import { type TrailEntry, keptEvents } from '../../store/rows.ts';
import type { Store, TrailQuery } from '../../store/store.ts';
import type { OpenWorkspace } from '../dispatch/open-workspace.svelte.ts';
import type { ProblemBoard } from '../problems/board.svelte.ts';

export type { TrailEntry } from '../../store/rows.ts';
export type TrailFilter = Omit<TrailQuery, 'offset' | 'limit'>;

/** The number of newest events that are stored, as Settings shows it. */
export const trailLimit = keptEvents;

export interface TrailOptions extends TrailFilter {
  /** Matching events to skip, from the newest; default 0. */
  readonly offset?: number;
  /** Defaults to 50. */
  readonly limit?: number;
}

export class Trail {
  readonly #openWorkspace: OpenWorkspace;
  readonly #store: Store;
  readonly #problems: ProblemBoard;
  readonly #workspace: () => string | undefined;

  /** `workspace` is the id of the one whose trail is read; undefined: there is nothing to read. */
  constructor(
    openWorkspace: OpenWorkspace,
    store: Store,
    problems: ProblemBoard,
    workspace: () => string | undefined,
  ) {
    this.#openWorkspace = openWorkspace;
    this.#store = store;
    this.#problems = problems;
    this.#workspace = workspace;
  }

  /** Events ever written in the open workspace; reactive, so it tells when there is news. */
  get length(): number {
    return this.#openWorkspace.trailLength;
  }

  /** Newest first. */
  async entries({ offset = 0, limit = 50, ...filter }: TrailOptions = {}): Promise<TrailEntry[]> {
    return (await this.#of((id) => this.#store.trail(id, { offset, limit, ...filter }))) ?? [];
  }

  async events(options: TrailOptions = {}): Promise<TrailEvent[]> {
    return (await this.entries(options)).map(({ event }) => event);
  }

  async count(filter: TrailFilter = {}): Promise<number> {
    return (await this.#of((id) => this.#store.countTrail(id, filter))) ?? 0;
  }

  /** Returns the values of a facet that events can be filtered by. */
  async values(kind: FacetKind): Promise<string[]> {
    return (await this.#of((id) => this.#store.trailValues(id, kind))) ?? [];
  }

  async #of<T>(work: (id: string) => Promise<T>): Promise<T | undefined> {
    const id = this.#workspace();
    return id === undefined ? undefined : this.#problems.attempt(() => work(id));
  }
}
