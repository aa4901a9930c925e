/** Finds tests of a condition that do not depend on the request, and values that change nothing. */

import { parseOperator } from '../../policy/operator-names.ts';
import type { JsonObject } from '../../policy/syntax/json.ts';
import type { ConditionTest, Span } from '../../policy/syntax/tree.ts';
import { memberOf } from '../../policy/visual/blocks.ts';
import { removeStatement } from '../edits/blocks.ts';
import { withSpanReplaced, withoutSpan } from '../edits/text.ts';
import { type LintFix, type CheckFinding, type StatementCheck, type LintSubject, found } from '../finding.ts';

/** The value of several that decides alone, by operator. */
const decides: Readonly<Record<string, 'greatest' | 'least'>> = {
  numericlessthan: 'greatest',
  numericlessthanequals: 'greatest',
  numericgreaterthan: 'least',
  numericgreaterthanequals: 'least',
};

export const severalNumbers: StatementCheck = ({ conditions = [] }, { text }) =>
  conditions.flatMap(({ operator, key, values }): CheckFinding[] => {
    const which = decides[parseOperator(operator.value).base];
    if (which === undefined || values.items.length < 2) return [];
    const numbers = values.items.map(({ value }) => Number(value));
    if (numbers.some(Number.isNaN)) return [];
    const right = which === 'greatest' ? Math.max(...numbers) : Math.min(...numbers);
    const kept = values.items[numbers.indexOf(right)];
    if (!kept) return [];
    const message = `One value of ${key.value} that matches is enough, so only the ${which}, ${kept.value}, counts.`;
    const written = text.slice(kept.span.start, kept.span.end);
    const fix = {
      label: `Keep only ${kept.value}`,
      apply: () => withSpanReplaced(text, values.span, written),
    };
    return [{ ...found('redundant-condition-value-num', values.span, message), fix }];
  });

const withWildcards: ReadonlySet<string> = new Set([
  'stringlike',
  'arnlike',
  'arnequals',
  'stringnotlike',
  'arnnotlike',
  'arnnotequals',
]);

/**
 * A lone wildcard matches every value. With IfExists or ForAllValues a missing key matches as well, so the test always
 * holds. Negated with ForAnyValue, neither a value nor a missing key can match. The other forms ask if the key is there.
 */
export const needlessTests: StatementCheck = (statement, subject) =>
  (statement.conditions ?? []).flatMap((test): CheckFinding[] => {
    const { base, set, ifExists } = parseOperator(test.operator.value);
    const all = test.values.items.find(({ value }) => /^[*]+$/.test(value));
    if (!all || !withWildcards.has(base)) return [];
    const key = test.key.value;
    if (base.includes('not')) {
      if (set !== 'ForAnyValue' || ifExists) return [];
      const message = `No value of ${key} can differ from "*", so the statement never applies.`;
      const fix = subject.policy.statements.length > 1 ? removeStatement(subject.text, statement.index) : {};
      return [{ ...found('redundant-statement-due-to-wildcard-in-condition', all.span, message), ...fix }];
    }
    if (!ifExists && set !== 'ForAllValues') return [];
    const message = `Every value of ${key} matches "*", and a missing key does too. The test changes nothing.`;
    return [
      {
        ...found('redundant-key-due-to-wildcard-in-condition', all.span, message),
        fix: withoutTest(statement.json, test, subject),
      },
    ];
  });

function withoutTest(json: JsonObject, test: ConditionTest, { text }: LintSubject): LintFix {
  const block = memberOf(json, 'Condition');
  const operators = block?.value.kind === 'object' ? block.value.members : [];
  const operator = operators.find(({ nameSpan }) => nameSpan.start === test.operator.span.start);
  const isOnlyKey = operator?.value.kind === 'object' && operator.value.members.length === 1;
  const isOnlyOperator = operators.length === 1;
  const span: Span =
    block && isOnlyKey && isOnlyOperator
      ? { start: block.nameSpan.start, end: block.value.span.end }
      : operator && isOnlyKey
        ? { start: operator.nameSpan.start, end: operator.value.span.end }
        : { start: test.key.span.start, end: test.values.span.end };
  return { label: `Remove the test of ${test.key.value}`, apply: () => withoutSpan(text, span) };
}
