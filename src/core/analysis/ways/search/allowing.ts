/** The documents that allow one action, grouped by resources, so that patterns are read once. */

import { mayCover } from '#core/eval/arn.ts';
import type { StatementMatcher } from '#core/eval/statement.ts';

export interface Allowing {
  /** Absent: it may be about every resource. */
  readonly patterns?: readonly string[];
  readonly variables: boolean;
  readonly holders: ReadonlySet<number>;
  /** Sources that bring it and are the boundary of somebody. */
  readonly limiting: ReadonlySet<number>;
}

export interface AllowingDocument {
  readonly statements: readonly StatementMatcher[];
  readonly holders: Iterable<number>;
  readonly limiting: Iterable<number>;
}

export function grouped(documents: readonly AllowingDocument[]): readonly Allowing[] {
  const groups = new Map<string, Allowing & { holders: Set<number>; limiting: Set<number> }>();
  for (const { statements, holders, limiting } of documents) {
    const named = namedBy(statements);
    const key = JSON.stringify([named.patterns, named.variables]);
    let group = groups.get(key);
    if (!group) groups.set(key, (group = { ...named, holders: new Set(), limiting: new Set() }));
    for (const one of holders) group.holders.add(one);
    for (const one of limiting) group.limiting.add(one);
  }
  return [...groups.values()];
}

function namedBy(statements: readonly StatementMatcher[]): Pick<Allowing, 'patterns' | 'variables'> {
  const sources = statements.map(({ source }) => source);
  if (sources.some(({ resources }) => resources === undefined || resources.includes('*')))
    return { variables: false };
  const patterns = [...new Set(sources.flatMap(({ resources = [] }) => resources))];
  return { patterns, variables: sources.every(({ variables }) => variables) };
}

/** `all`: it does not matter who the holder is. Else the name of the holder has to be in the resource, or a part of it. */
export type Fit = 'none' | 'all' | 'name' | 'name as a part';

export function fitOf({ patterns, variables }: Allowing, resource: string | undefined): Fit {
  if (resource === undefined || patterns === undefined) return 'all';
  let fit: Fit = 'none';
  for (const pattern of patterns) {
    if (!mayCover(pattern, resource)) continue;
    if (!variables || !name.test(pattern)) return 'all';
    if (!nameAsPart.test(pattern)) fit = 'name';
    else if (fit === 'none') fit = 'name as a part';
  }
  return fit;
}

const name = /\$\{aws:username\}/i;
const nameAsPart = /[/:]\$\{aws:username\}(?:$|[/:])/i;

export const resourceSegments = (resource: string): readonly string[] => resource.split(/[/:]/);
