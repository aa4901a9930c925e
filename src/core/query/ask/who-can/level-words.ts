/** Offers the access levels that a question can be asked about, and says how many actions of one a principal can do. */

import { type ActionInfo, type ServiceInfo, accessLevels } from '#core/model/service-reference.ts';
import { upTo } from '#core/words/resource-words.ts';
import { type AccessLevelRow, isOfLevel } from './level.ts';

export interface OfferedLevel {
  readonly level: ActionInfo['accessLevel'];
  /** Number of actions that take the resource; never 0. */
  readonly count: number;
}

export const offeredLevelsOf = ({ actions }: ServiceInfo, resource: string): OfferedLevel[] =>
  accessLevels
    .map((level) => ({ level, count: actions.filter((one) => isOfLevel(one, level, resource)).length }))
    .filter(({ count }) => count > 0);

export const levelLists = ['all', 'some', 'none'] as const;
export type LevelList = (typeof levelLists)[number];

export function levelListOf(row: AccessLevelRow): LevelList {
  if (row.allowed.length === countOf(row)) return 'all';
  return row.allowed.length + openOf(row).length > 0 ? 'some' : 'none';
}

const countOf = ({ allowed, depends, denied }: AccessLevelRow): number =>
  allowed.length + depends.length + denied.length;

/** Actions that are allowed on part of the resource or under conditions, or that a policy decides which nobody knows. */
export const openOf = ({ depends, conditional }: AccessLevelRow): readonly string[] => [
  ...depends,
  ...conditional,
];

/** Returns `2 of 40: PutObject, DeleteObject; 1 depends`. */
export function levelText(row: AccessLevelRow): string {
  const { allowed } = row;
  const count = countOf(row);
  const open = openOf(row).length;
  if (allowed.length === count && count > 1) return `all ${count}`;
  const names = allowed.length > 0 ? `: ${upTo(3, allowed.map(bareName))}` : '';
  const depend = open > 0 ? `; ${open} ${open === 1 ? 'depends' : 'depend'}` : '';
  return `${allowed.length} of ${count}${names}${depend}`;
}

export const bareName = (action: string): string => action.slice(action.indexOf(':') + 1);
