/** Finds values that their operator cannot read, or reads otherwise than they look. */

import { readBase64, readBoolean, readDate, readNumber, readRange } from '../../eval/values.ts';
import { readIsoDate } from '../../policy/iso-date.ts';
import { variableNames } from '../../policy/compile.ts';
import { parseOperator } from '../../policy/operator-names.ts';
import { keyTypeOf } from '../../policy/service-key-types.ts';
import type { Text } from '../../policy/syntax/tree.ts';
import { fixing } from '../edits/blocks.ts';
import { writeFix } from '../edits/text.ts';
import { type CheckFinding, found } from '../finding.ts';
import { type At, operatorFix, renamed } from './at.ts';
import { readsAs } from './readers.ts';

export function valueFindings(at: At): CheckFinding[] {
  const { base } = parseOperator(at.test.operator.value);
  return [...unreadable(at, base), ...severalBooleans(at, base), ...wildcards(at, base)];
}

interface Reader {
  readonly form: RegExp;
  readonly isRead: (text: string) => boolean;
  readonly expected: string;
  readonly id: CheckFinding['id'];
}

const readers: readonly Reader[] = [
  {
    form: /^(bool|null)$/,
    isRead: (text) => readBoolean(text) !== undefined,
    expected: 'true or false',
    id: 'not-a-boolean',
  },
  {
    form: /^numeric/,
    isRead: (text) => readNumber(text) !== undefined,
    expected: 'a number',
    id: 'not-a-number',
  },
  {
    form: /^date/,
    isRead: (text) => /^\d+$/.test(text) || readIsoDate(text) !== undefined,
    expected: 'a date such as 2026-05-01T12:00:00Z',
    id: 'not-a-date',
  },
  {
    form: /ipaddress$/,
    isRead: (text) => readRange(text) !== undefined,
    expected: 'an address or a range of addresses',
    id: 'not-an-address-range',
  },
  {
    form: /^binaryequals$/,
    isRead: (text) => readBase64(text) !== undefined,
    expected: 'base64',
    id: 'not-base64',
  },
  {
    form: /^arn(not)?(equals|like)$/,
    isRead: (text) => readsAs('arn', text),
    expected: 'an ARN',
    id: 'value-not-an-arn',
  },
];

function unreadable({ test: { operator, key, values }, subject }: At, base: string): CheckFinding[] {
  const reader = readers.find(({ form }) => form.test(base));
  if (!reader) return [];
  return values.items.flatMap((item): CheckFinding[] => {
    const { value, span } = item;
    if (variableNames(value).length > 0) return [];
    if (!reader.isRead(value))
      return [
        found(reader.id, span, `“${value}” is not ${reader.expected}: ${operator.value} never matches it.`),
      ];
    return reader.id === 'not-a-date' ? unclearDate(item, key.value, subject.text) : [];
  });
}

/** Finds digits, which count as seconds since 1970, and dates that do not say when they are. */
function unclearDate({ value, span }: Text, key: string, text: string): CheckFinding[] {
  if (/^\d+$/.test(value)) {
    if (key.toLowerCase() === 'aws:epochtime') return [];
    const meant = dateOfDigits(value);
    const message = `${value} counts as seconds since 1970, not as a date.${meant ? ` ${meant} is plain.` : ''}`;
    return [{ ...found('unclear-date', span, message), ...(meant && { fix: writeFix(text, span, meant) }) }];
  }
  if (readDate(value) !== undefined) return [];
  return [found('unclear-date', span, `${value} has no time zone, or its day is not in the calendar.`)];
}

/** Four digits look like a year, all others like seconds. */
function dateOfDigits(value: string): string | undefined {
  if (/^(19|20)\d\d$/.test(value)) return `${value}-01-01T00:00:00Z`;
  const date = new Date(Number(value) * 1000);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString().replace(/\.000Z$/, 'Z');
}

function severalBooleans(
  { test: { operator, key, values }, statement, subject }: At,
  base: string,
): CheckFinding[] {
  if (!/^(bool|null)$/.test(base) || values.items.length < 2) return [];
  const read = values.items.map(({ value }) => readBoolean(value));
  if (read.includes(undefined)) return [];
  const [only, ...others] = new Set(read);
  const message = `${key.value} is either true or false: ${operator.value} takes one value.`;
  const single = fixing(`Keep only "${only}"`, subject.text, statement.index, (block) => ({
    ...block,
    conditions: (block.conditions ?? []).map((row) =>
      row.key === key.value && row.operator === operator.value
        ? { ...row, values: [String(only)], list: false }
        : row,
    ),
  }));
  return [{ ...found('several-booleans', values.span, message), ...(others.length === 0 && single) }];
}

const escapes = /\$\{[^}]*\}/g;

function wildcards(at: At, base: string): CheckFinding[] {
  if (!/^string(not)?equals(ignorecase)?$/.test(base)) return [];
  const { operator, key, values } = at.test;
  const kind = keyTypeOf(key.value)?.type === 'arn' ? 'Arn' : 'String';
  const like = renamed(operator.value, `${kind}${base.includes('not') ? 'Not' : ''}Like`);
  return values.items.flatMap(({ value, span }) =>
    /[*?]/.test(value.replaceAll(escapes, ''))
      ? [
          {
            ...found(
              'wildcard-in-equals',
              span,
              `${operator.value} takes * and ? as plain characters. Wildcards need ${like}.`,
            ),
            ...operatorFix(at, like),
          },
        ]
      : [],
  );
}
