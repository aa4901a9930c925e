/** Folds the services of which a principal can do everything: many of them say less than one that is limited. */

import type { Permission } from '../../analysis/effective/permission.ts';
import type { Reference } from '../../model/service-reference.ts';

/** Services of which every action is allowed alike, on all resources and without conditions. */
export interface FullServices extends Pick<Permission, 'from' | 'limits'> {
  /** Prefixes. */
  readonly services: readonly string[];
}

export interface FoldedPermissions {
  readonly full: readonly FullServices[];
  readonly rest: readonly Permission[];
}

/** Fewer services are not folded. */
const least = 3;

export function foldFullServices(
  permissions: readonly Permission[],
  reference: Reference,
): FoldedPermissions {
  const byService = new Map<string, Permission[]>();
  for (const row of permissions) {
    const rows = byService.get(row.service);
    if (rows) rows.push(row);
    else byService.set(row.service, [row]);
  }
  const groups = new Map<string, FullServices & { readonly services: string[] }>();
  for (const [service, rows] of byService) {
    const [{ from, limits } = { from: [], limits: [] }] = rows;
    const key = JSON.stringify([from, limits]);
    const total = reference.service?.(service)?.actions.length;
    const count = rows.reduce((sum, { actions }) => sum + actions.length, 0);
    const isFull = rows.every((row) => isFree(row) && JSON.stringify([row.from, row.limits]) === key);
    if (!isFull || count !== total) continue;
    const group = groups.get(key) ?? { services: [], from, limits };
    group.services.push(service);
    groups.set(key, group);
  }
  const full = [...groups.values()].filter(({ services }) => services.length >= least);
  const folded = new Set(full.flatMap(({ services }) => services));
  return { full, rest: permissions.filter(({ service }) => !folded.has(service)) };
}

const isFree = ({ resources, except, conditions, needs, isWholeLevel }: Permission): boolean =>
  isWholeLevel &&
  except.length === 0 &&
  conditions === undefined &&
  needs === undefined &&
  resources.includes('*');
