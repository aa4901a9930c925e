/** Finds items, values and statements that a document does not need. */

import type { Text } from '../../policy/syntax/tree.ts';
import { dropAction, dropResource, fixing } from '../edits/blocks.ts';
import type { Checks, Found, StatementCheck } from '../finding.ts';
import { needlessTests, severalNumbers } from './conditions.ts';
import { type Pattern, actionPattern, coversPattern, resourcePattern } from './patterns.ts';
import { sessionsOfTrustedRoles } from './sessions.ts';
import { redundantStatements } from './statements.ts';

/** Returns items that another one covers, and that one. Of equal items the first stays. */
function covered(items: readonly Text[], make: (text: string) => Pattern): { item: Text; by: string }[] {
  const patterns = items.map(({ value }) => make(value));
  const wild = patterns.flatMap((pattern, at) => (pattern.isWild ? [{ pattern, at }] : []));
  const seen = new Set<string>();
  return patterns.flatMap((own, at) => {
    const item = items[at];
    if (!item) return [];
    if (seen.has(own.key)) return [{ item, by: item.value }];
    seen.add(own.key);
    const by = wild.find(
      (other) =>
        other.pattern.key !== own.key &&
        coversPattern(other.pattern, own) &&
        (other.at < at || !coversPattern(own, other.pattern)),
    );
    return by ? [{ item, by: by.pattern.text }] : [];
  });
}

const coveredItems: StatementCheck = ({ action, resource, index }, { text }) => [
  ...covered(action?.items ?? [], actionPattern).map(({ item, by }): Found => ({
    id: 'covered-action',
    span: item.span,
    message: `${item.value === by ? 'It stands here twice' : `${by} covers ${item.value} already`}.`,
    ...fixing(`Remove ${item.value}`, text, index, dropAction(item.value)),
  })),
  ...covered(resource?.items ?? [], resourcePattern).map(({ item, by }): Found => ({
    id: 'covered-resource',
    span: item.span,
    message: `${item.value === by ? 'It stands here twice' : `${by} covers ${item.value} already`}.`,
    ...fixing(`Remove ${item.value}`, text, index, dropResource(item.value)),
  })),
];

export const redundantChecks: Checks = {
  statement: [coveredItems, severalNumbers, needlessTests, sessionsOfTrustedRoles],
  document: [redundantStatements],
};
