/**
 * A World laid over another: it reads what was not changed from the one below, so it is made at once and costs as much as
 * its changes, whatever the size of the account. Suggestions and dry runs are tried on it.
 * INVARIANT: the World below does not change while the one above is read.
 */

import { type TableName, tableNames } from '../records/lists.ts';
import { apply } from './apply.ts';
import type { Change } from './change.ts';
import { RowSet } from './row-set.ts';
import type { World, WorldIndex } from './world.ts';

/** Returns the world after the changes. Tables without a change are those of `world` itself. */
export function overlayWorld(world: World, changes: readonly Change[]): World {
  const tables = new Set(changes.map(({ table }) => table));
  // The statements of an account are indexed for each table of users, and read from policies and holders.
  if (holdPolicies.some((table) => tables.has(table))) tables.add('users');
  const above = layOver(world, tables);
  apply(above, changes);
  return above;
}

const holdPolicies = ['policies', 'groups', 'roles'] as const;

/** Returns a world that `apply` can change while `world` stays as it is. `tables`: those that will change. */
export function layOver(world: World, tables: Iterable<TableName> = tableNames): World {
  const above = [...tables].map((table) => [
    table,
    new LaidOver(world[table] as ReadonlyMap<string, unknown>, (value) => value),
  ]);
  return {
    ...world,
    ...(Object.fromEntries(above) as Partial<World>),
    index: Object.fromEntries(
      Object.entries(world.index).map(([name, below]: [string, ReadonlyMap<string, unknown>]) => [
        name,
        new LaidOver(below, (value) => (value instanceof RowSet ? new RowSet(value) : value)),
      ]),
    ) as unknown as WorldIndex,
  };
}

/** A Map over a Map. Its order is that of a copy of the one below that was changed alike. */
class LaidOver<V> implements ReadonlyMap<string, V> {
  readonly #below: ReadonlyMap<string, V>;
  readonly #own: (value: V) => V;
  /** Values of keys that are below too, in their place. */
  readonly #instead = new Map<string, V>();
  /** Keys that are below and were deleted. One that came back is in `#added` as well. */
  readonly #gone = new Set<string>();
  readonly #added = new Map<string, V>();

  constructor(below: ReadonlyMap<string, V>, own: (value: V) => V) {
    this.#below = below;
    this.#own = own;
  }

  get size(): number {
    return this.#below.size - this.#gone.size + this.#added.size;
  }

  get(key: string): V | undefined {
    const own = this.#added.get(key) ?? this.#instead.get(key);
    if (own !== undefined || this.#gone.has(key)) return own;
    const below = this.#below.get(key);
    if (below === undefined) return undefined;
    const made = this.#own(below);
    if (made !== below) this.#instead.set(key, made);
    return made;
  }

  has(key: string): boolean {
    return this.#added.has(key) || (!this.#gone.has(key) && this.#below.has(key));
  }

  set(key: string, value: V): this {
    const isBelow = !this.#gone.has(key) && this.#below.has(key);
    (isBelow ? this.#instead : this.#added).set(key, value);
    return this;
  }

  delete(key: string): boolean {
    if (this.#added.delete(key)) return true;
    if (this.#gone.has(key) || !this.#below.has(key)) return false;
    this.#instead.delete(key);
    this.#gone.add(key);
    return true;
  }

  forEach(visit: (value: V, key: string, map: ReadonlyMap<string, V>) => void): void {
    for (const [key, value] of this.entries()) visit(value, key, this);
  }

  *entries(): MapIterator<[string, V]> {
    for (const [key, value] of this.#below)
      if (!this.#gone.has(key)) yield [key, this.#instead.get(key) ?? this.#own(value)];
    yield* this.#added;
    return undefined;
  }

  *keys(): MapIterator<string> {
    for (const [key] of this.entries()) yield key;
    return undefined;
  }

  *values(): MapIterator<V> {
    for (const [, value] of this.entries()) yield value;
    return undefined;
  }

  [Symbol.iterator](): MapIterator<[string, V]> {
    return this.entries();
  }
}
