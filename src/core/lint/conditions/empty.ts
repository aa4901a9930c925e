/** Finds conditions that compare with nothing. */

import { parseOperator } from '../../policy/operator-names.ts';
import { memberOf } from '../../policy/visual/blocks.ts';
import type { CheckedStatement } from '../document.ts';
import { without } from '../edits/text.ts';
import { type Found, type Subject, found } from '../finding.ts';
import { type At, conditionBlock, nullFix } from './at.ts';

/** Finds a key with an empty list of values. */
export function emptyFindings(at: At): Found[] {
  const { operator, key, values } = at.test;
  if (!values.isList || values.items.length > 0) return [];
  if (!/^\[\s*\]$/.test(at.subject.text.slice(values.span.start, values.span.end))) return [];
  const { set, base, ifExists } = parseOperator(operator.value);
  const negated = base.includes('not');
  const absent = `This holds only for a request without ${key.value}.`;
  if (set === 'ForAllValues') {
    if (negated)
      return [found('empty-condition-for-all-values', values.span, `${key.value} is compared with nothing.`)];
    return [{ ...found('empty-condition-for-all-values', values.span, absent), ...nullFix(at, true) }];
  }
  if (set === 'ForAnyValue') {
    const message = `${key.value} is compared with an empty list, so this never holds.`;
    return [found('empty-condition-for-any-value', values.span, message)];
  }
  if (ifExists) {
    if (negated)
      return [found('empty-condition-if-exists', values.span, `${key.value} is compared with nothing.`)];
    return [{ ...found('empty-condition-if-exists', values.span, absent), ...nullFix(at, true) }];
  }
  const message = `${key.value} is compared with nothing: this ${negated ? 'always' : 'never'} holds.`;
  return [found('empty-condition', values.span, message)];
}

/** Finds a `Condition` without operators, and an operator without keys. */
export function emptyBlocks(statement: CheckedStatement, { text }: Subject): Found[] {
  const block = conditionBlock(statement);
  const member = memberOf(statement.json, 'Condition');
  if (!block || !member) return [];
  const drop = (start: number, end: number) => ({
    fix: { label: 'Remove the empty condition', apply: () => without(text, { start, end }) },
  });
  const whole = drop(member.nameSpan.start, member.value.span.end);
  if (block.members.length === 0)
    return [
      {
        ...found(
          'empty-condition-block',
          block.span,
          'This condition is empty: the statement always applies.',
        ),
        ...whole,
      },
    ];
  return block.members.flatMap(({ name, nameSpan, value }) =>
    value.kind === 'object' && value.members.length === 0
      ? [
          {
            ...found('empty-condition-block', value.span, `${name} has no key: it tests nothing.`),
            ...(block.members.length === 1 ? whole : drop(nameSpan.start, value.span.end)),
          },
        ]
      : [],
  );
}
