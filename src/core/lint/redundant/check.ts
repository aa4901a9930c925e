/** Finds items and statements that a document does not need. */

import { compileGlob, globMatches } from '../../eval/glob.ts';
import type { ConditionTest, Text } from '../../policy/syntax/tree.ts';
import type { CheckedStatement } from '../document.ts';
import { dropAction, dropResource, fixing, removeStatement } from '../edits/blocks.ts';
import { type Checks, type Found, type StatementCheck, type Subject, head, values } from '../finding.ts';

/** A pattern, made once because lists of AWS's own policies have more than a thousand. */
interface Pattern {
  readonly text: string;
  /** A pattern covers only patterns of its own group; `undefined`: patterns of all groups (`*`). */
  readonly group: string | undefined;
  /** Returns true when this pattern covers the other one. Wildcards of the other count as plain text here. */
  readonly covers: (narrow: string) => boolean;
  readonly isWild: boolean;
}

function actionPattern(text: string): Pattern {
  const [prefix = '', name] = text.toLowerCase().split(':');
  if (name === undefined || /[*?]/.test(prefix)) {
    const isAll = text === '*' || text === '*:*';
    return { text, group: undefined, covers: (other) => isAll || other === text, isWild: true };
  }
  const glob = compileGlob(name);
  return {
    text,
    group: prefix,
    covers: (other) => globMatches(glob, other.toLowerCase().slice(prefix.length + 1)),
    isWild: /[*?]/.test(name),
  };
}

/** Returns a pattern that covers resources with equal first fields. A star there never matches a colon. */
function resourcePattern(text: string): Pattern {
  const fields = text.split(':');
  if (text === '*') return { text, group: undefined, covers: () => true, isWild: true };
  if (fields.length < 6 || text.includes('${'))
    return { text, group: text, covers: (other) => other === text, isWild: false };
  const group = fields.slice(0, 5).join(':');
  const rest = fields.slice(5).join(':');
  const glob = compileGlob(rest);
  return {
    text,
    group,
    covers: (other) => globMatches(glob, other.slice(group.length + 1)),
    isWild: /[*?]/.test(rest),
  };
}

const coversPattern = (wide: Pattern, narrow: Pattern): boolean =>
  wide.text === narrow.text ||
  ((wide.group === undefined || wide.group === narrow.group) && wide.covers(narrow.text));

/** Returns items that another one covers, and that one. Of equal items the first stays. */
function covered(items: readonly Text[], make: (text: string) => Pattern): { item: Text; by: string }[] {
  const patterns = items.map(({ value }) => make(value));
  const wild = patterns.flatMap((pattern, at) => (pattern.isWild ? [{ pattern, at }] : []));
  const seen = new Set<string>();
  return patterns.flatMap((own, at) => {
    const item = items[at];
    if (!item) return [];
    if (seen.has(own.text)) return [{ item, by: own.text }];
    seen.add(own.text);
    const by = wild.find(
      (other) =>
        other.pattern.text !== own.text &&
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

/** Finds statements that another of the same effect covers, and allows that a deny takes back. */
function redundantStatements({ policy, text }: Subject): Found[] {
  const extents = policy.statements.map(extentOf);
  return extents.flatMap((own): Found[] => {
    const { statement } = own;
    const over = extents.find(
      (other) =>
        other !== own &&
        other.statement.effect === statement.effect &&
        coversStatement(other, own) &&
        (other.statement.index < statement.index || !coversStatement(own, other)),
    );
    if (over) {
      const message = `Statement ${nameOf(over.statement)} covers all of this statement, which changes nothing.`;
      const span = head(statement);
      const fix = removeStatement(text, statement.index);
      return [{ id: 'redundant-statement', span, message, ...fix }];
    }
    const deny =
      statement.effect === 'Allow' &&
      extents.find((other) => other.statement.effect === 'Deny' && coversStatement(other, own));
    if (!deny) return [];
    const message = `Statement ${nameOf(deny.statement)} denies all that this statement allows. A Deny wins, so this statement changes nothing.`;
    return [{ id: 'statement-without-effect', span: head(statement), message }];
  });
}

const nameOf = ({ index, sid }: CheckedStatement): string => (sid ? `“${sid.value}”` : `number ${index + 1}`);

/** A statement with its patterns, made once. */
interface Extent {
  readonly statement: CheckedStatement;
  readonly actions: readonly Pattern[];
  readonly resources: readonly Pattern[];
  readonly conditions: string;
  readonly principals: string;
}

const extentOf = (statement: CheckedStatement): Extent => ({
  statement,
  actions: values(statement.action).map(actionPattern),
  resources: values(statement.resource).map(resourcePattern),
  conditions: conditionText(statement),
  principals: principalText(statement),
});

function coversStatement(wide: Extent, narrow: Extent): boolean {
  const [a, b] = [wide.statement, narrow.statement];
  if (!a.action || !b.action || a.notResource || b.notResource) return false;
  if (wide.conditions !== '' && wide.conditions !== narrow.conditions) return false;
  return (
    wide.principals === narrow.principals &&
    (a.resource === undefined) === (b.resource === undefined) &&
    coversAll(wide.resources, narrow.resources) &&
    coversAll(wide.actions, narrow.actions)
  );
}

const coversAll = (wide: readonly Pattern[], narrow: readonly Pattern[]): boolean =>
  narrow.every((one) => wide.some((by) => coversPattern(by, one)));

const testText = ({ operator, key, values: list }: ConditionTest) =>
  JSON.stringify([operator.value.toLowerCase(), key.value.toLowerCase(), values(list).sort()]);
const conditionText = ({ conditions = [] }: CheckedStatement) => conditions.map(testText).sort().join();
const principalText = ({ principal, notPrincipal }: CheckedStatement) =>
  JSON.stringify(
    [principal, notPrincipal].map((block) => block?.entries.map(({ type, value }) => [type, value])),
  );

export const redundantChecks: Checks = { statement: [coveredItems], document: [redundantStatements] };
