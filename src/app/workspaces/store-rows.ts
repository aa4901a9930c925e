/** Returns a whole world as the rows that the store writes, accounts first. */

import { tableNames } from '../../core/model/records/lists.ts';
import type { WorldRecords } from '../../share/world-records.ts';
import type { NewRecord } from '../../store/rows.ts';

export const storable = (records: WorldRecords): NewRecord[] =>
  tableNames.flatMap((table) => records[table].map((row) => ({ table, id: row.id, row })));
