/** Finds the newest date in a world. */

import { tableNames } from '../records/lists.ts';
import type { World } from './world.ts';

/** The members of records that say when something happened. */
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

/** Returns ISO 8601 in UTC seconds. A clock behind this date would make history run backwards. */
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
