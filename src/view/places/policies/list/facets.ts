/** Filters and orders of the list of policies. Documents are read once, and only when a service is chosen. */

import { namedPrefixes, serviceName } from '#core/policy/service-names.ts';
import { statementShapes } from '#core/policy/statement-shapes.ts';
import type { Facet, Order } from '#view/ui/list/list.ts';
import type { PolicyRow } from './rows.ts';
import { memoBy } from '#core/model/memo.ts';

export const orders: readonly Order[] = [
  { label: 'Most used first', sort: { column: 'uses', down: true } },
  { label: 'By name', sort: { column: 'name', down: false } },
  { label: 'Last changed first', sort: { column: 'updated', down: true } },
];

const isUsed: Readonly<Record<string, (row: PolicyRow) => boolean>> = {
  attached: ({ uses }) => uses > 0,
  boundary: ({ boundaries }) => boundaries > 0,
  unused: ({ uses, boundaries }) => uses + boundaries === 0,
};

export const useFacet: Facet<PolicyRow> = {
  id: 'use',
  label: 'Use',
  any: 'Used and not used',
  options: [
    { value: 'attached', label: 'Used as permissions' },
    { value: 'boundary', label: 'Used as boundary' },
    { value: 'unused', label: 'Not used' },
  ],
  match: (row, value) => isUsed[value]?.(row) ?? false,
};

export const serviceFacet: Facet<PolicyRow> = {
  id: 'service',
  label: 'Service that the policy names',
  any: 'Any service',
  look: 'search',
  options: namedPrefixes.map((prefix) => ({ value: prefix, label: serviceName(prefix), detail: prefix })),
  match: (row, prefix) => namedServices(row).has(prefix.toLowerCase()),
};

const namedServices = (row: PolicyRow): ReadonlySet<string> => servicesBy(row.source, row);

const servicesBy = memoBy((_: object, { document }: PolicyRow) => {
  const found = new Set<string>();
  for (const { actions, notActions } of statementShapes(document()))
    for (const pattern of [...actions, ...notActions])
      found.add(pattern.includes(':') ? (pattern.split(':')[0]?.toLowerCase() ?? '') : '*');
  return found;
});
