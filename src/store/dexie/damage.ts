/**
 * Handles damaged rows: from a bug of ours, written incompletely by a browser, or edited by a person. A
 * damaged record is set aside and named, so that the rest opens. Nothing is deleted until the person says so.
 */

import type { Table } from 'dexie';
import { unsafeAccountId } from '../../core/model/ids.ts';
import type { recordDamage } from '../../core/model/records/tables.ts';
import type { AccountRecord } from '../../core/model/records/account.ts';
import type { Result } from '../../core/model/result.ts';
import { type Database, recordRange, within } from './database.ts';
import { erase } from './create.ts';
import { failureIn } from './failure.ts';
import type { RecordRow, SetAside, WorkspaceRow } from '../rows.ts';
import type { StoreFailure } from '../store.ts';

type Given<T> = { readonly [K in keyof T]?: unknown };

/** Returns the reason why the row cannot be a workspace's; `undefined` when it can. */
export function workspaceDamage(row: Given<WorkspaceRow>): string | undefined {
  for (const name of ['id', 'name', 'account', 'createdAt', 'changedAt', 'origin'] as const)
    if (typeof row[name] !== 'string') return `\`${name}\`: expected a text`;
  for (const name of ['revision', 'cursor', 'top', 'trail'] as const)
    if (!Number.isFinite(row[name])) return `\`${name}\`: expected a number`;
  for (const name of ['history', 'notices'] as const)
    if (!Array.isArray(row[name])) return `\`${name}\`: expected a list`;
  const { records, bytes } = (row.size ?? {}) as Given<WorkspaceRow['size']>;
  if (!Number.isFinite(records) || !Number.isFinite(bytes)) return '`size`: expected two numbers';
  return row.state === 'ready' || row.state === 'importing' ? undefined : '`state`: expected `ready`';
}

export const damagedOf = (
  records: readonly RecordRow[],
  at: string,
  damage: typeof recordDamage,
): SetAside[] =>
  records.flatMap(({ workspace, table, id, row }) => {
    const reason = damage(table, id, row);
    return reason === undefined ? [] : [{ workspace, table, id, row, reason, at }];
  });

/**
 * Moves the damaged rows out of the records and returns their substitutes. When the write fails they stay
 * where they are: they were not read anyway.
 */
export async function putAside(database: Database, damaged: readonly SetAside[]): Promise<RecordRow[]> {
  const { records, setAside } = database;
  const substitutes = damaged.flatMap(substituteOf);
  if (damaged.length === 0) return [];
  await failureIn(() =>
    database.transaction('rw', [records, setAside], async () => {
      await setAside.bulkPut([...damaged]);
      await records.bulkDelete(damaged.map(({ workspace, table, id }) => [workspace, table, id]));
      await records.bulkPut(substitutes);
    }),
  );
  return substitutes;
}

/** Returns a bare account row for a damaged one, because everything belongs to an account. */
const substituteOf = ({ workspace, table, id, at }: SetAside): RecordRow[] => {
  if (table !== 'accounts' || !/^\d{12}$/.test(id)) return [];
  const createDate = `${at.slice(0, 19)}Z`;
  const row: AccountRecord = { id: unsafeAccountId(id), name: `Account ${id}`, createDate, quotas: {} };
  return [{ workspace, table, id, row }];
};

export async function allSetAside(database: Database): Promise<SetAside[]> {
  const [rows, broken] = await Promise.all([database.setAside.toArray(), damagedWorkspaces(database)]);
  return [...broken, ...rows];
}

export const damagedWorkspaces = async ({ workspaces }: Database): Promise<SetAside[]> =>
  (await workspaces.toArray()).flatMap((row) => {
    const reason = workspaceDamage(row);
    if (reason === undefined) return [];
    return [{ workspace: row.id, table: 'workspaces', id: row.id, row, reason, at: '' }];
  });

export async function inspect(database: Database, id: string): Promise<Record<string, unknown[]>> {
  const { records, history, journal, retired, trail, checkpoints } = database;
  const tables = [records, history, journal, retired, trail, checkpoints];
  const found = tables.map(async (table) => {
    const rows = await within(table as Table<unknown, unknown>, recordRange(id)).toArray();
    return [table.name, rows] as const;
  });
  return Object.fromEntries(await Promise.all(found));
}

export const discard = (
  database: Database,
  { workspace, table, id }: SetAside,
): Promise<Result<void, StoreFailure>> =>
  failureIn(() =>
    table === 'workspaces' ? erase(database, workspace) : database.setAside.delete([workspace, table, id]),
  );
