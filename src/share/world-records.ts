/** The rows of a whole world by table, for the store and the `playground` service; threads exchange them. */

import { apply, createWorld, type WorldOptions } from '../core/model/world/apply.ts';
import { type Change, created } from '../core/model/world/change.ts';
import { namedPrincipals } from '../core/model/trust-principals.ts';
import type { EntityId } from '../core/model/ids.ts';
import { type TableName, tableNames } from '../core/model/records/lists.ts';
import type { TableRecords } from '../core/model/records/tables.ts';
import type { World } from '../core/model/world/world.ts';

export type WorldRecords = { readonly [T in TableName]: readonly TableRecords[T][] };
export type MutableRecords = { [T in TableName]: TableRecords[T][] };

export const noRecords = (): MutableRecords =>
  Object.fromEntries(tableNames.map((table) => [table, []])) as unknown as MutableRecords;

/** Returns one creation per row, accounts first, so that no row refers to a later table. */
const creations = (records: WorldRecords): Change[] => [
  ...tableNames.flatMap((table) =>
    (records[table] as readonly TableRecords[typeof table][]).map((row) => created(table, row)),
  ),
];

export const countRecords = (records: WorldRecords): number =>
  tableNames.reduce((sum, table) => sum + records[table].length, 0);

export function worldOf(records: WorldRecords, options: WorldOptions = {}): World {
  const world = createWorld(options);
  apply(world, creations(records));
  return world;
}

export const recordsOf = (world: World): WorldRecords =>
  Object.fromEntries(
    tableNames.map((table) => [table, [...world[table].values()]]),
  ) as unknown as WorldRecords;

/** Returns a policy document as the World stores it: a text unchanged, an object indented by two. */
export const documentText = (document: unknown): string =>
  typeof document === 'string' ? document : JSON.stringify(document, null, 2);

/** G-52: returns the ids behind the user and role ARNs in a trust policy, as a save would store them. */
export function trustedIdsOf(
  document: string,
  idOf: (arn: string) => EntityId | undefined,
): Readonly<Record<string, EntityId>> {
  const entries = namedPrincipals(document).flatMap(({ type, value }) => {
    const id = type === 'AWS' ? idOf(value) : undefined;
    return id === undefined ? [] : [[value, id] as const];
  });
  return Object.fromEntries(entries);
}
