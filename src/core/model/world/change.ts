/**
 * One change of the World. Without `before` the row is created, without `after` it is deleted. Undo reverses
 * a list of changes. Nothing else in the project may describe a change of the World.
 */

import type { TableName } from '../records/lists.ts';
import type { TableRecords } from '../records/tables.ts';
import { defined } from '../defined.ts';

export type Change = { [T in TableName]: ChangeOf<T> }[TableName];

export interface ChangeOf<T extends TableName> {
  readonly table: T;
  readonly id: string;
  readonly before?: TableRecords[T];
  readonly after?: TableRecords[T];
}

export const created = <T extends TableName>(table: T, after: TableRecords[T]): Change =>
  ({ table, id: after.id, after }) as unknown as Change;

export const replaced = <T extends TableName>(
  table: T,
  before: TableRecords[T],
  after: TableRecords[T],
): Change => ({ table, id: after.id, before, after }) as unknown as Change;

export const deleted = <T extends TableName>(table: T, before: TableRecords[T]): Change =>
  ({ table, id: before.id, before }) as unknown as Change;

/** Returns the batch that undoes `changes`: reversed order, before and after exchanged. */
export function reverseChanges(changes: readonly Change[]): Change[] {
  return changes.toReversed().map(({ table, id, before, after }) => ({
    table,
    id,
    ...defined({ before: after, after: before }),
  })) as Change[];
}
