/**
 * The page's account of what a replica holds. It finds what changed by comparing the tables: a record never changes and is
 * replaced as a whole, so whoever wrote (a call, undo, another tab) is found without asking each of them.
 */

import { type TableName, tableNames } from '#core/model/records/lists.ts';
import type { Change } from '#core/model/world/change.ts';
import type { World } from '#core/model/world/world.ts';
import { type RowChange, leftOut } from './replica.ts';

const sentTables = tableNames.filter((table) => !leftOut.includes(table));

export const analysed = (changes: readonly Change[]): Change[] =>
  changes.filter(({ table }) => !leftOut.includes(table));

/** The number of rows in one message: even the largest rows are copied in a millisecond or two. */
const batchSize = 20;

type Rows = ReadonlyMap<string, unknown>;

export class ReplicaFeed {
  readonly #world: World;
  readonly #sent: Map<TableName, Map<string, unknown>>;

  constructor(world: World) {
    this.#world = world;
    this.#sent = new Map(sentTables.map((table) => [table, new Map<string, unknown>(world[table])]));
  }

  isOf(world: World): boolean {
    return world.accounts === this.#world.accounts;
  }

  *everything(): Generator<readonly RowChange[], void, undefined> {
    for (const table of sentTables) {
      const rows = [...this.#rowsOf(table)];
      for (let from = 0; from < rows.length; from += batchSize)
        yield rows.slice(from, from + batchSize).map(([id, row]) => ({ table, id, row }));
    }
  }

  /** Returns what changed since the last call, and counts it as sent. The replica's rows keep the world's order. */
  news(): readonly RowChange[] {
    return sentTables.flatMap((table) => newsOf(table, this.#rowsOf(table), this.#world[table]));
  }

  #rowsOf(table: TableName): Map<string, unknown> {
    const rows = this.#sent.get(table);
    if (!rows) throw new Error(`\`${table}\` is not sent`);
    return rows;
  }
}

/** Walks both tables side by side. A row that is not where the world has it was deleted and made again. */
function newsOf(table: TableName, sent: Map<string, unknown>, now: Rows): readonly RowChange[] {
  const news: RowChange[] = [];
  const remove = (id: string): void => {
    sent.delete(id);
    news.push({ table, id });
  };
  for (const id of sent.keys()) if (!now.has(id)) remove(id);
  const before = [...sent.keys()];
  let at = 0;
  for (const [id, row] of now) {
    for (; at < before.length && before[at] !== id; at += 1) remove(before[at] ?? '');
    at += 1;
    if (sent.get(id) === row) continue;
    sent.set(id, row);
    news.push({ table, id, row });
  }
  return news;
}
