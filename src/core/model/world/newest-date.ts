/** The members of records that say when something happened. */

import { tableNames } from '../records/tables.ts';
import type { World } from './world.ts';

const dates = [
  'createDate',
  'updateDate',
  'lastUsed',
  'issueTime',
  'passwordDate',
  'statusDate',
  'enableDate',
  'uploadDate',
  'date',
] as const;

/** The newest date in the world (ISO 8601 in UTC seconds): a clock behind it would make history run backwards. */
export function newestRecorded(world: World): string | undefined {
  let newest: string | undefined;
  for (const table of tableNames) {
    for (const row of world[table].values()) {
      for (const member of dates) {
        const date = (row as Partial<Record<(typeof dates)[number], string>>)[member];
        if (date !== undefined && (newest === undefined || date > newest)) newest = date;
      }
    }
  }
  return newest;
}
