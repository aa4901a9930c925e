/** Makes a world in which two ways disagree small, and prints it with the request: enough to see the fault. */

import type { Question } from '#core/authz/authorize.ts';
import { type MutableRecords, recordsOf, worldOf } from '#share/world-records.ts';
import { shrink } from '../../property/random/shrink.ts';
import type { Made } from './world.ts';

const shown = ['organizations', 'organizationalUnits', 'accounts'] as const;
const shrinking = [
  'sessions',
  'resources',
  'roles',
  'users',
  'groups',
  'policies',
  'controlPolicies',
] as const;
const documents = new Set(['document', 'content', 'policy', 'assumeRolePolicyDocument']);

interface Case {
  readonly records: MutableRecords;
  readonly question: Question;
}

/** Returns the smallest world and request found for which `fails` still holds, as JSON. */
export function shrunk(
  made: Made,
  question: Question,
  fails: (made: Made, question: Question) => boolean,
): string {
  const stillFails = ({ records, question: asked }: Case): boolean => {
    // Each row has an owner.
    if (shrinking.some((table) => records[table].some(({ account }) => account === undefined))) return false;
    try {
      return fails({ ...made, world: worldOf(written(records)) }, asked);
    } catch {
      return false;
    }
  };
  let records = parsed({ ...recordsOf(made.world) } as MutableRecords);
  if (!stillFails({ records, question }))
    return JSON.stringify({ question, note: 'only in the whole world' });
  for (const table of shrinking)
    for (const row of [...records[table]]) {
      const rows = (records[table] as unknown[]).filter((one) => one !== row);
      const without = { ...records, [table]: rows };
      if (stillFails({ records: without, question })) records = without;
    }
  const small = shrink({ records, question }, stillFails);
  const tables = Object.entries(small.records).filter(
    ([table, rows]) => ([...shrinking, ...shown] as readonly string[]).includes(table) && rows.length > 0,
  );
  return JSON.stringify({ question: small.question, ...Object.fromEntries(tables) }, undefined, 1);
}

/** Returns the records with their documents as objects. */
const parsed = (records: MutableRecords): MutableRecords =>
  copied(records, (value) =>
    typeof value === 'string' && value.startsWith('{') ? (JSON.parse(value) as object) : value,
  );

const written = (records: MutableRecords): MutableRecords =>
  copied(records, (value) => (typeof value === 'object' ? JSON.stringify(value) : value));

/** Returns a copy in which each document is replaced. */
const copied = (records: MutableRecords, replace: (document: unknown) => unknown): MutableRecords =>
  JSON.parse(
    JSON.stringify(records, (key, value: unknown) => (documents.has(key) ? replace(value) : value)),
  ) as MutableRecords;
