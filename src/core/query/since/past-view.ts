/**
 * A World that goes back in time over the present one, without a copy of its tables. It notes what an answer reads, so
 * that it can tell which changes cannot concern the answer.
 *
 * INVARIANT: the present world must not change while its view is in use.
 */

import { apply, misfit } from '../../model/world/apply.ts';
import { type Change, reverseChanges } from '../../model/world/change.ts';
import { indexEntries } from '../../model/world/index-entries.ts';
import { layOver } from '../../model/world/overlay.ts';
import { tableNames } from '../../model/records/lists.ts';
import type { World } from '../../model/world/world.ts';

export class PastView {
  readonly #world: World;
  readonly #noted: World;
  readonly #reads = new Set<string>();

  /** Sessions stay those of the present: the credentials of a question are part of the question. */
  constructor(present: World) {
    this.#world = layOver(present);
    const noted = ([name, map]: [string, ReadonlyMap<string, unknown>]): [string, unknown] => [
      name,
      new NotingMap(name, map, this.#reads),
    ];
    this.#noted = {
      ...this.#world,
      ...(Object.fromEntries(
        tableNames.map((table) => noted([table, this.#world[table]])),
      ) as Partial<World>),
      sessions: present.sessions,
      index: Object.fromEntries(Object.entries(this.#world.index).map(noted)) as unknown as World['index'],
    };
  }

  /** Reads the world as it is at this moment, and notes what is read in place of what was read before. */
  read<Answer>(answer: (world: World) => Answer): Answer {
    this.#reads.clear();
    return answer(this.#noted);
  }

  /** Takes the newest changes back. False, and nothing is taken back, when one of their records is not there. */
  back(changes: readonly Change[]): boolean {
    const reversed = reverseChanges(changes);
    if (misfit(this.#world, reversed) !== undefined) return false;
    apply(this.#world, reversed);
    return true;
  }

  /** False: nothing that was read differs with and without the changes, so the answer is the same. */
  concerns(changes: readonly Change[]): boolean {
    const isRead = (map: string, key: string) => this.#reads.has(map) || this.#reads.has(nameOf(map, key));
    return changes.some(
      ({ table, id, before, after }) =>
        isRead(table, id) ||
        [before, after].some(
          (row) => row && indexEntries(table, row).some(({ into, key }) => isRead(into, key)),
        ),
    );
  }
}

const nameOf = (map: string, key: string): string => `${map}\n${key}`;

class NotingMap<V> implements ReadonlyMap<string, V> {
  readonly #name: string;
  readonly #map: ReadonlyMap<string, V>;
  readonly #reads: Set<string>;

  constructor(name: string, map: ReadonlyMap<string, V>, reads: Set<string>) {
    this.#name = name;
    this.#map = map;
    this.#reads = reads;
  }

  get size(): number {
    return this.#whole.size;
  }
  get(key: string): V | undefined {
    this.#reads.add(nameOf(this.#name, key));
    return this.#map.get(key);
  }
  has(key: string): boolean {
    this.#reads.add(nameOf(this.#name, key));
    return this.#map.has(key);
  }
  forEach(visit: (value: V, key: string, map: ReadonlyMap<string, V>) => void): void {
    this.#whole.forEach(visit);
  }
  entries(): MapIterator<[string, V]> {
    return this.#whole.entries();
  }
  keys(): MapIterator<string> {
    return this.#whole.keys();
  }
  values(): MapIterator<V> {
    return this.#whole.values();
  }
  [Symbol.iterator](): MapIterator<[string, V]> {
    return this.entries();
  }

  get #whole(): ReadonlyMap<string, V> {
    this.#reads.add(this.#name);
    return this.#map;
  }
}
