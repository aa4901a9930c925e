/** A service can name the family of its task definition alone, which stands for the newest revision. */

import type { ResourceRecord } from '../../../core/model/records/tables.ts';

const revision = /:(\d+)$/;

/** Returns the rows, with the newest revision that is among them where a service names only the family. */
export function withRevisions(rows: readonly ResourceRecord[]): readonly ResourceRecord[] {
  const newest = new Map<string, number>();
  for (const { arn } of rows) {
    const found = arn.includes(':task-definition/') ? revision.exec(arn) : null;
    if (!found) continue;
    const family = arn.slice(0, found.index);
    newest.set(family, Math.max(newest.get(family) ?? 0, Number(found[1])));
  }
  return rows.map((row) => {
    const named = row.details?.['taskDefinition'] ?? '';
    const last = newest.get(named);
    return last === undefined
      ? row
      : { ...row, details: { ...row.details, taskDefinition: `${named}:${last}` } };
  });
}
