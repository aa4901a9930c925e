/**
 * Searches for a request that lies in some regions and in none of others. Each region that the request must avoid can
 * be escaped by its action, its resource or one of its tests; the search takes the region with the fewest ways out
 * first, and goes back where none is left.
 */

import type { Region } from '../regions/region.ts';
import { type Demand, Feasibility, demandsOf, opposite } from './constraints.ts';
import { type Candidate, type NaturalResources, concreteRequests } from './concrete.ts';

export interface SearchOptions<T> {
  /** Decides a request; returns `undefined` when it is none that was searched for. */
  readonly confirm: (candidate: Candidate) => T | undefined;
  /** Lower-case keys that every request has, with their values. */
  readonly derived: ReadonlyMap<string, string>;
  /** Actions that exist, which read better than others. */
  readonly actions?: readonly string[];
  readonly natural?: NaturalResources | undefined;
  readonly isOver: () => boolean;
}

/** The requests that meet every demand; an empty area has all. */
export type Area = readonly Demand[];

export type SearchResult<T> = { readonly found: T } | 'none' | 'unknown';

export class Search<T> {
  readonly #options: SearchOptions<T>;
  readonly #feasibility: Feasibility;
  #isCertain = true;
  #found: T | undefined;

  constructor(options: SearchOptions<T>) {
    this.#options = options;
    this.#feasibility = new Feasibility(new Set(options.derived.keys()));
  }

  /** `none`: no such request exists. `unknown`: the search gave up, or met what it cannot follow. */
  find(inside: readonly Region[], outside: readonly Region[]): SearchResult<T> {
    return this.findIn(inside.flatMap(demandsOf), outside.map(demandsOf));
  }

  /** The same for requests that meet all demands of `inside`, and miss one or more in each area of `outside`. */
  findIn(inside: Area, outside: readonly Area[]): SearchResult<T> {
    this.#isCertain = true;
    this.#found = undefined;
    const demands: Demand[] = [];
    for (const demand of inside) {
      if (!this.#feasibility.allows(demands, demand)) return 'none';
      demands.push(demand);
    }
    this.#escape(demands, outside);
    if (this.#found !== undefined) return { found: this.#found };
    return this.#isCertain ? 'none' : 'unknown';
  }

  #escape(demands: readonly Demand[], outside: readonly Area[]): boolean {
    if (this.#options.isOver()) {
      this.#isCertain = false;
      return true;
    }
    let fewest: { area: Area; ways: Demand[] } | undefined;
    const left: Area[] = [];
    for (const area of outside) {
      if (this.#isAvoided(demands, area)) continue;
      const ways = area.map(opposite).filter((way) => this.#feasibility.allows(demands, way));
      if (ways.length === 0) return false;
      left.push(area);
      if (!fewest || ways.length < fewest.ways.length) fewest = { area, ways };
    }
    if (!fewest) return this.#settle(demands);
    for (const kind of ['action', 'resource'] as const)
      if (left.length > 1 && this.#escapeAll(demands, left, kind)) return true;
    const { area, ways } = fewest;
    const rest = left.filter((one) => one !== area);
    return ways.some((way) => this.#escape([...demands, way], rest));
  }

  /** Tries to escape all regions at once: mostly an action or a resource is in none of them. */
  #escapeAll(demands: readonly Demand[], left: readonly Area[], kind: 'action' | 'resource'): boolean {
    if (left.some((area) => area.filter((demand) => demand.kind === kind).length !== 1)) return false;
    const ways = left.flatMap((area) => area.map(opposite)).filter((way) => way.kind === kind);
    return this.#feasibility.allowsAll(demands, ways) && this.#settle([...demands, ...ways]);
  }

  #isAvoided(demands: readonly Demand[], area: Area): boolean {
    return area.some((demand) => !this.#feasibility.allows(demands, demand));
  }

  #settle(demands: readonly Demand[]): boolean {
    for (const candidate of concreteRequests(demands, this.#options)) {
      this.#found = this.#options.confirm(candidate);
      if (this.#found !== undefined) return true;
    }
    this.#isCertain = false;
    return false;
  }
}
