/** Says of a service how much of an access level an identity has, on what, and whether under a condition. */

import { type Level, type SummaryRow, isPartlyFree } from '../../../../../core/query/policies/summary.ts';
import { counted } from '../../../../entity/names.ts';

/** A column has no room for the whole name of the longest level. */
export const levelName = (level: Level): string =>
  level === 'Permissions management' ? 'Permissions' : level;

export function amount({ access }: SummaryRow, level: Level): 'Full' | 'Limited' | 'None' {
  const found = access.levels.find((one) => one.level === level);
  if (!found) return 'None';
  return found.chosen === found.total ? 'Full' : 'Limited';
}

export function resourceOf({ resource, actions }: SummaryRow): string {
  if (resource !== 'Multiple') return resource;
  const named = new Set(actions.flatMap(({ resources }) => resources));
  return named.has('*') ? 'All resources for some actions' : counted(named.size, 'resource');
}

export function conditionOf(row: SummaryRow): string {
  if (row.condition === 'None') return '';
  if (row.condition !== 'Multiple') return 'only under a condition';
  return isPartlyFree(row) ? 'partly under conditions' : 'only under conditions';
}

export const narrowedWords =
  'Resources and conditions are those of the policies that allow. A deny, boundary or SCP can ask for more.';
