/** Finds keys that stand twice in one operator, and values of different types of JSON for one key. */

import type { JsonMember } from '../../policy/syntax/json.ts';
import type { CheckedStatement } from '../document.ts';
import { fixing } from '../edits/blocks.ts';
import { withSpanReplaced } from '../edits/text.ts';
import { type CheckFinding, type LintSubject, found } from '../finding.ts';
import { conditionBlock } from './at.ts';

const operatorsOf = (statement: CheckedStatement): readonly JsonMember[] =>
  conditionBlock(statement)?.members ?? [];

const keysOf = ({ value }: JsonMember): readonly JsonMember[] =>
  value.kind === 'object' ? value.members : [];

/** Finds a key that an operator has already, in another case. */
export const repeatedKeys = (statement: CheckedStatement, { text }: LintSubject): CheckFinding[] =>
  operatorsOf(statement).flatMap((operator) => {
    const first = new Map<string, string>();
    return keysOf(operator).flatMap(({ name, nameSpan }) => {
      const lower = name.toLowerCase();
      const known = first.get(lower);
      if (known === undefined) {
        first.set(lower, name);
        return [];
      }
      const message = `${name} and ${known} are one key: names of keys ignore case. ${operator.name} tests it twice.`;
      return [
        {
          ...found('key-twice-in-other-case', nameSpan, message),
          ...mergeFix(text, statement.index, operator.name, { first: known, second: name }),
        },
      ];
    });
  });

const mergeFix = (
  text: string,
  index: number,
  operator: string,
  { first, second }: { readonly first: string; readonly second: string },
) =>
  fixing(`Merge both into ${first}`, text, index, ({ conditions = [], ...block }) => {
    const more = conditions.find((row) => row.operator === operator && row.key === second)?.values ?? [];
    return {
      ...block,
      conditions: conditions.flatMap((row) => {
        if (row.operator !== operator) return [row];
        if (row.key === second) return [];
        if (row.key !== first) return [row];
        const values = [...new Set([...row.values, ...more])];
        return [{ ...row, values, list: row.list || values.length > 1 }];
      }),
    };
  });

const scalars: ReadonlySet<string> = new Set(['string', 'number', 'boolean']);

export const mixedTypes = (statement: CheckedStatement, { text }: LintSubject): CheckFinding[] =>
  operatorsOf(statement)
    .flatMap(keysOf)
    .flatMap(({ name, value }) => {
      if (value.kind !== 'array') return [];
      const kinds = new Set(value.items.map(({ kind }) => kind));
      if (kinds.size < 2 || [...kinds].some((kind) => !scalars.has(kind))) return [];
      const message = `The values of ${name} mix ${[...kinds].join(' and ')}. All of one key must be of one type.`;
      const apply = () =>
        value.items.reduceRight(
          (whole, item) =>
            item.kind === 'number' || item.kind === 'boolean'
              ? withSpanReplaced(whole, item.span, JSON.stringify(item.value))
              : whole,
          text,
        );
      return [
        {
          ...found('mixed-value-types', value.span, message),
          fix: { label: 'Write all values as text', apply },
        },
      ];
    });
