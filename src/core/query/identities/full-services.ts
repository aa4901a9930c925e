/** Folds the services whose rows say the same of every action: many of them say less than one that differs. */

import type { Permission } from '../../analysis/effective/permission.ts';
import type { Reference } from '../../model/service-reference.ts';
import type { Terms } from './permission-words.ts';

/** Services of which every action is allowed alike: on the same resources, under the same conditions. */
export interface FullServices {
  readonly services: readonly string[];
  readonly terms: Terms;
}

export interface FoldedPermissions<T extends Permission = Permission> {
  readonly full: readonly FullServices[];
  readonly rest: readonly T[];
}

const least = 3;

export function foldFullServices<T extends Permission>(
  permissions: readonly T[],
  reference: Reference,
): FoldedPermissions<T> {
  const byService = new Map<string, T[]>();
  for (const row of permissions) {
    const rows = byService.get(row.service);
    if (rows) rows.push(row);
    else byService.set(row.service, [row]);
  }
  const groups = new Map<string, FullServices & { readonly services: string[] }>();
  for (const [service, rows] of byService) {
    const [terms] = rows;
    if (!terms) continue;
    const key = keyOf(terms);
    const total = reference.service?.(service)?.actions.length;
    const count = rows.reduce((sum, { actions }) => sum + actions.length, 0);
    if (count !== total || !rows.every((row) => row.isWholeLevel && keyOf(row) === key)) continue;
    const group = groups.get(key) ?? { services: [], terms };
    group.services.push(service);
    groups.set(key, group);
  }
  const full = [...groups.values()].filter(({ services }) => services.length >= least);
  const folded = new Set(full.flatMap(({ services }) => services));
  return { full, rest: permissions.filter(({ service }) => !folded.has(service)) };
}

const keyOf = ({ resources, except, needs, conditions, from, limits }: Terms): string =>
  JSON.stringify([resources, except, needs, conditions, from, limits]);
