/** The filters of the policy list. Documents are read once, and only when a service is chosen. */

import { statementShapes } from '../../../../core/policy/statement-shapes.ts';
import type { PolicyRow } from './rows.ts';

export const uses = [
  ['', 'Used and not used'],
  ['attached', 'Used as permissions'],
  ['boundary', 'Used as boundary'],
  ['unused', 'Not used'],
] as const;
export type Use = (typeof uses)[number][0];

export interface PolicyFilter {
  readonly text: string;
  readonly use: Use;
  /** Prefix of a service, or an empty text. */
  readonly service: string;
}

const servicesOf = new WeakMap<object, ReadonlySet<string>>();

/** Returns the prefixes that a policy's statements name, and `*` when one names every service. */
function namedServices(row: PolicyRow): ReadonlySet<string> {
  const known = servicesOf.get(row.source);
  if (known) return known;
  const found = new Set<string>();
  for (const { actions, notActions } of statementShapes(row.document()))
    for (const pattern of [...actions, ...notActions])
      found.add(pattern.includes(':') ? (pattern.split(':')[0]?.toLowerCase() ?? '') : '*');
  servicesOf.set(row.source, found);
  return found;
}

/** Returns a test for one of the sorted rows, or `undefined` when all are shown. Typing sorts nothing. */
export function policyMatch({ text, use, service }: PolicyFilter): ((row: PolicyRow) => boolean) | undefined {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0 && use === '' && service === '') return undefined;
  return (row) =>
    words.every((word) => row.search.includes(word)) &&
    (use === '' || fits(row, use)) &&
    (service === '' || namedServices(row).has(service));
}

function fits({ uses: count, boundaries }: PolicyRow, use: Exclude<Use, ''>): boolean {
  switch (use) {
    case 'attached':
      return count > 0;
    case 'boundary':
      return boundaries > 0;
    case 'unused':
      return count + boundaries === 0;
  }
}
