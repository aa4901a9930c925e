/** Finds conditions that cannot hold, or that hold when their author did not mean them to. */

import { readBoolean, readDate, readNumber, readRange } from '../../eval/values.ts';
import { findGlobalKey } from '../../policy/global-keys.ts';
import { parseOperator } from '../../policy/operator-names.ts';
import { addCondition, fixing } from '../edits/blocks.ts';
import { type Checks, type Found, type StatementCheck, found } from '../finding.ts';
import { type At, operatorFix } from './at.ts';
import { trapFindings } from './traps.ts';

const conditionFindings: StatementCheck = (statement, subject) =>
  (statement.conditions ?? []).flatMap((test) => {
    const at = { test, statement, subject };
    return [...valueFindings(at), ...setFindings(at), ...trapFindings(at)];
  });

const readers: readonly (readonly [RegExp, (text: string) => unknown, string, Found['id']])[] = [
  [/^bool$/, readBoolean, 'true or false', 'not-a-boolean'],
  [/^null$/, readBoolean, 'true or false', 'not-a-boolean'],
  [/^numeric/, readNumber, 'a number', 'not-a-number'],
  [/^date/, readDate, 'a date', 'not-a-date'],
  [/ipaddress$/, readRange, 'an address or a range of addresses', 'not-an-address-range'],
  [/^arn/, (text) => (/^(arn:|\*)/.test(text) ? text : undefined), 'an ARN', 'operator-of-wrong-type'],
];

function valueFindings(at: At): Found[] {
  const { test } = at;
  const { operator, key, values: list } = test;
  const { base } = parseOperator(operator.value);
  if (list.items.length === 0) {
    const message = `${key.value} is compared with nothing: ${base.includes('not') ? 'this always holds' : 'this never holds'}.`;
    return [found('empty-condition', list.span, message)];
  }
  const reader = readers.find(([form]) => form.test(base));
  const wrong =
    reader && list.items.filter(({ value }) => !value.includes('${') && reader[1](value) === undefined);
  if (wrong && wrong.length > 0)
    return wrong.map(({ value, span }) => ({
      ...found(reader[3], span, `“${value}” is not ${reader[2]}: ${operator.value} never matches it.`),
    }));
  if (/^string(not)?equals(ignorecase)?$/.test(base)) {
    const wild = list.items.find(({ value }) => /[*?]/.test(value.replaceAll(/\$\{[^}]*\}/g, '')));
    const like = operator.value.replace(/Equals(IgnoreCase)?/i, 'Like');
    if (wild)
      return [
        {
          ...found(
            'wildcard-in-equals',
            wild.span,
            `${operator.value} takes * and ? as plain characters. Wildcards need ${like}.`,
          ),
          ...operatorFix(at, like),
        },
      ];
  }
  const global = findGlobalKey(key.value);
  if (global?.type === 'ip' && base.startsWith('string')) {
    const right = base.includes('not') ? 'NotIpAddress' : 'IpAddress';
    return [
      {
        ...found(
          'operator-of-wrong-type',
          operator.span,
          `${key.value} is an address: ${operator.value} compares letters, ${right} compares ranges.`,
        ),
        ...operatorFix(at, right),
      },
    ];
  }
  return [];
}

function setFindings(at: At): Found[] {
  const {
    test: { operator, key },
    statement,
    subject,
  } = at;
  const { set, base } = parseOperator(operator.value);
  const { effect, index } = statement;
  if (!set && findGlobalKey(key.value)?.type === 'list' && base !== 'null') {
    const right = `ForAnyValue:${operator.value}`;
    return [
      {
        ...found(
          'several-values',
          operator.span,
          `${key.value} can have several values. Use ForAnyValue or ForAllValues to say whether any or all must match.`,
        ),
        ...operatorFix(at, right),
      },
    ];
  }
  const present = (statement.conditions ?? []).some(
    (other) =>
      other.key.value.toLowerCase() === key.value.toLowerCase() &&
      parseOperator(other.operator.value).base === 'null',
  );
  if (set !== 'ForAllValues' || effect !== 'Allow' || present) return [];
  return [
    {
      ...found(
        isSingle(key.value) ? 'for-all-values-with-single-key' : 'for-all-values-with-allow',
        operator.span,
        `ForAllValues also holds when the request has no ${key.value} at all. Check that it is there, too.`,
      ),
      ...fixing(
        'Check that it is there (Null: false)',
        subject.text,
        index,
        addCondition({ operator: 'Null', key: key.value, values: ['false'], list: false }),
      ),
    },
  ];
}

/** Returns true for a global key that has one value. */
function isSingle(key: string): boolean {
  const global = findGlobalKey(key);
  return global !== undefined && global.type !== 'list';
}

export const conditionChecks: Checks = { statement: [conditionFindings] };
