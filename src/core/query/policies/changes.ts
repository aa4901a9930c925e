/** The effect of an edit on a policy, by its two documents alone; other policies may make it none. */

import type { Reference } from '../../model/service-reference.ts';
import type { Effect } from '../../policy/syntax/tree.ts';
import { type DocumentSummary, type SummaryRow, policySummary } from './summary.ts';

export interface PolicyChange {
  readonly effect: Effect;
  readonly kind: 'gained' | 'lost' | 'changed';
  readonly title: string;
  /** Names without their service. */
  readonly actions: readonly string[];
}

/** Returns `undefined` when one of them is no policy. */
export function policyChanges(
  before: string,
  after: string,
  reference: Reference,
): PolicyChange[] | undefined {
  const [old, next] = [policySummary(before, reference), policySummary(after, reference)];
  if (!old || !next) return undefined;
  return (['deny', 'allow'] as const).flatMap((side) => changesOf(old[side], next[side]));
}

function changesOf(before: DocumentSummary['allow'], after: DocumentSummary['allow']): PolicyChange[] {
  const services = new Set([...before, ...after].map(({ service }) => service));
  return [...services].sort().flatMap((service) => {
    const [old, next] = [before, after].map((rows) => rows.find((row) => row.service === service));
    const row = next ?? old;
    if (!row) return [];
    const [was, is] = [termsOf(old), termsOf(next)];
    const of = (kind: PolicyChange['kind'], names: readonly string[]): PolicyChange[] =>
      names.length > 0 ? [{ effect: row.effect, kind, title: row.title, actions: names }] : [];
    return [
      ...of(
        'gained',
        [...is.keys()].filter((name) => !was.has(name)),
      ),
      ...of(
        'lost',
        [...was.keys()].filter((name) => !is.has(name)),
      ),
      ...of(
        'changed',
        [...is].filter(([name, terms]) => was.has(name) && was.get(name) !== terms).map(([name]) => name),
      ),
    ];
  });
}

const termsOf = (row: SummaryRow | undefined): Map<string, string> =>
  new Map(
    (row?.actions ?? []).map(({ name, resources, conditions, ways = [] }) => [
      name.slice(name.indexOf(':') + 1),
      JSON.stringify(
        [{ resources, conditions }, ...ways]
          .map((way) => JSON.stringify([[...way.resources].sort(), [...way.conditions].sort()]))
          .sort(),
      ),
    ]),
  );

/** Returns a sentence: `Allows 2 actions of S3 that it did not: GetObject, PutObject`. */
export function describeChange({ effect, kind, title, actions }: PolicyChange): string {
  const count = `${actions.length} ${actions.length === 1 ? 'action' : 'actions'}`;
  const names =
    actions.slice(0, 3).join(', ') + (actions.length > 3 ? ` and ${actions.length - 3} more` : '');
  const verb = effect === 'Allow' ? 'allow' : 'deny';
  switch (kind) {
    case 'gained':
      return `${verb === 'allow' ? 'Allows' : 'Denies'} ${count} of ${title} that it did not: ${names}`;
    case 'lost':
      return `No longer ${verb === 'allow' ? 'allows' : 'denies'} ${count} of ${title}: ${names}`;
    case 'changed':
      return `${verb === 'allow' ? 'Allows' : 'Denies'} ${count} of ${title} on other resources or conditions: ${names}`;
  }
}
