/** Finds statements that another one makes needless. */

import type { ConditionTest, TextList } from '../../policy/syntax/tree.ts';
import type { CheckedStatement } from '../document.ts';
import { removeStatement } from '../edits/blocks.ts';
import { type Found, type Subject, head, values } from '../finding.ts';
import { type Pattern, actionPattern, coversPattern, resourcePattern } from './patterns.ts';

/** Finds statements that another of the same effect covers, and allows that a deny takes back. */
export function redundantStatements({ policy, text }: Subject): Found[] {
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
      const name = nameOf(over.statement);
      const fix = removeStatement(text, statement.index);
      if (coversStatement(own, over)) {
        const message = `Statement ${name} says the same. One of the two is enough.`;
        return [{ id: 'redundant-statement', span: statement.span, message, ...fix }];
      }
      const message = `Statement ${name} covers all of this statement, which changes nothing.`;
      return [{ id: 'covered-statement', span: head(statement), message, ...fix }];
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
  if (!b.action?.items.length && !b.notAction?.items.length) return false;
  if (wide.conditions !== '' && wide.conditions !== narrow.conditions) return false;
  return (
    wide.principals === narrow.principals &&
    coversLists(a.action, wide.actions, b.action, narrow.actions) &&
    coversLists(a.resource, wide.resources, b.resource, narrow.resources) &&
    isAlike(a.notAction, b.notAction) &&
    isAlike(a.notResource, b.notResource)
  );
}

function coversLists(
  a: TextList | undefined,
  wide: readonly Pattern[],
  b: TextList | undefined,
  narrow: readonly Pattern[],
): boolean {
  return (a === undefined) === (b === undefined) && coversAll(wide, narrow);
}

const isAlike = (a: TextList | undefined, b: TextList | undefined): boolean =>
  (a === undefined) === (b === undefined) && values(a).sort().join() === values(b).sort().join();

const coversAll = (wide: readonly Pattern[], narrow: readonly Pattern[]): boolean =>
  narrow.every((one) => wide.some((by) => coversPattern(by, one)));

const testText = ({ operator, key, values: list }: ConditionTest) =>
  JSON.stringify([operator.value.toLowerCase(), key.value.toLowerCase(), values(list).sort()]);
const conditionText = ({ conditions = [] }: CheckedStatement) => conditions.map(testText).sort().join();
const principalText = ({ principal, notPrincipal }: CheckedStatement) =>
  JSON.stringify(
    [principal, notPrincipal].map((block) => block?.entries.map(({ type, value }) => [type, value])),
  );
