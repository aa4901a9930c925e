/** A World with a few replaced rows, without copying its tables: suggestions are tried on it by the dozen. */

import type { Change } from './change.ts';
import type { TableName } from '../records/tables.ts';
import type { World } from './world.ts';

// INVARIANT: only existing rows are replaced, by rows of the same id, name and ARN, so the indexes by name
// and ARN stay right. The attachment indexes do not follow and must not be read.
export function overlayWorld(world: World, changes: readonly Change[]): World {
  const changed = new Map<TableName, Map<string, unknown>>();
  for (const { table, id, before, after } of changes) {
    if (!before || !after) throw new Error(`an overlay replaces rows; \`${table}/${id}\` is made or deleted`);
    const rows = changed.get(table) ?? new Map<string, unknown>();
    rows.set(id, after);
    changed.set(table, rows);
  }
  const tables = [...changed].map(([table, rows]) => [
    table,
    new OverlaidMap(world[table] as ReadonlyMap<string, unknown>, rows),
  ]);
  return { ...world, ...(Object.fromEntries(tables) as Partial<World>) };
}

class OverlaidMap<V> implements ReadonlyMap<string, V> {
  readonly #base: ReadonlyMap<string, V>;
  readonly #changed: ReadonlyMap<string, V>;

  constructor(base: ReadonlyMap<string, V>, changed: ReadonlyMap<string, V>) {
    this.#base = base;
    this.#changed = changed;
  }

  get size(): number {
    return this.#base.size;
  }
  get(key: string): V | undefined {
    return this.#changed.get(key) ?? this.#base.get(key);
  }
  has(key: string): boolean {
    return this.#base.has(key);
  }
  forEach(visit: (value: V, key: string, map: ReadonlyMap<string, V>) => void): void {
    for (const [key, value] of this.entries()) visit(value, key, this);
  }
  *entries(): MapIterator<[string, V]> {
    for (const [key, value] of this.#base) yield [key, this.#changed.get(key) ?? value];
    return undefined;
  }
  keys(): MapIterator<string> {
    return this.#base.keys();
  }
  *values(): MapIterator<V> {
    for (const [, value] of this.entries()) yield value;
    return undefined;
  }
  [Symbol.iterator](): MapIterator<[string, V]> {
    return this.entries();
  }
}
