/** Finds items, values and statements that a document does not need. */

import type { ConditionTest, Text, TextList } from '../../policy/syntax/tree.ts';
import type { CheckedStatement } from '../document.ts';
import { type BlockEdit, dropAction, dropResource, fixing, removeStatement } from '../edits/blocks.ts';
import {
  type Checks,
  type CheckFinding,
  found,
  head,
  inOrder,
  type StatementCheck,
  type LintSubject,
  values,
} from '../finding.ts';
import { needlessTests, severalNumbers } from './conditions.ts';
import { actionPattern, arnPattern, coversPattern, type Pattern, resourcePattern } from './patterns.ts';
import { withoutSpan } from '../edits/text.ts';

function redundantStatements({ policy, text }: LintSubject): CheckFinding[] {
  const extents = policy.statements.map(extentOf);
  return extents.flatMap((own): CheckFinding[] => {
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

/** AWS's page of checks writes `iam` in the session's ARN; real ones have `sts`. */
const session = /^arn:([a-z-]+):(?:sts|iam)::(\d{12}):assumed-role\/([^/*?]+)\/[^*?]+$/;
const role = /^arn:([a-z-]+):iam::(\d{12}):role\/(?:.*\/)?([^/*?]+)$/;

const key = (form: RegExp, arn: string): string | undefined => form.exec(arn)?.slice(1).join();

const sessionsOfTrustedRoles: StatementCheck = ({ principal }, { kind, text }): CheckFinding[] => {
  if (kind !== 'trust' || !principal) return [];
  const aws = principal.entries.filter(({ type }) => type === 'AWS');
  const roles = new Map(
    aws.flatMap(({ value }) => {
      const name = key(role, value);
      return name === undefined ? [] : [[name, value] as const];
    }),
  );
  return aws.flatMap(({ value, span }) => {
    const by = roles.get(key(session, value) ?? '');
    if (by === undefined) return [];
    const message = `${by} is trusted already, and with it all of its sessions, this one too.`;
    const fix = { label: 'Remove the session', apply: () => withoutSpan(text, span) };
    return [{ ...found('redundant-principal-in-role-trust-policy', span, message), fix }];
  });
};

interface Covered {
  readonly items: readonly Text[];
  readonly by: Text;
}

/** Groups items by the one that covers them all. Of equal items the first stays. */
function covered(items: readonly Text[], make: (text: string) => Pattern): Covered[] {
  const patterns = items.map(({ value }) => make(value));
  const wild = patterns.flatMap((pattern, at) => (pattern.isWild ? [{ pattern, at }] : []));
  const first = new Map<string, number>();
  const over = patterns.map((own, at) => {
    const same = first.get(own.key);
    if (same !== undefined) return same;
    first.set(own.key, at);
    return wild.find(
      (other) =>
        other.pattern.key !== own.key &&
        coversPattern(other.pattern, own) &&
        (other.at < at || !coversPattern(own, other.pattern)),
    )?.at;
  });
  const groups = new Map<number, Text[]>();
  items.forEach((item, at) => {
    let by = over[at];
    if (by === undefined) return;
    for (let wider = over[by]; wider !== undefined; wider = over[by]) by = wider;
    const group = groups.get(by);
    if (group) group.push(item);
    else groups.set(by, [item]);
  });
  return [...groups].flatMap(([at, group]) => {
    const by = items[at];
    return by ? [{ items: group, by }] : [];
  });
}

/** Access Analyzer has one finding for all that one item covers, with the place of each and of that one. */
function finding(
  id: CheckFinding['id'],
  { items, by }: Covered,
  drop: (value: string) => BlockEdit,
  { index }: CheckedStatement,
  text: string,
): CheckFinding[] {
  const [item, ...more] = items;
  if (!item) return [];
  const names = items.map(({ value }) => value);
  const shown = `${names.slice(0, 3).join(', ')}${names.length > 3 ? ' …' : ''}`;
  const isTwice = names.every((name) => name === by.value);
  const message = isTwice ? 'It stands here twice.' : `${by.value} covers ${shown} already.`;
  const label = more.length === 0 ? `Remove ${item.value}` : `Remove these ${items.length}`;
  const dropAll: BlockEdit = (block) => names.reduce((rest, name) => drop(name)(rest), block);
  const related = inOrder([by, ...more]);
  return [{ ...found(id, item.span, message), related, ...fixing(label, text, index, dropAll) }];
}

const coveredItems: StatementCheck = (statement, { text }) => [
  ...covered(statement.action?.items ?? [], actionPattern).flatMap((group) =>
    finding('covered-action', group, dropAction, statement, text),
  ),
  ...covered(statement.resource?.items ?? [], arnPattern).flatMap((group) =>
    finding('covered-resource', group, dropResource, statement, text),
  ),
];

export const redundantChecks: Checks = {
  statement: [coveredItems, severalNumbers, needlessTests, sessionsOfTrustedRoles],
  document: [redundantStatements],
};
