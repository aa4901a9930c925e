/** Finds ranges of addresses that are not written as AWS reads them, and private ones where only public ones count. */

import { type Address, type Range, rangeHolds, readRange } from '../../eval/values.ts';
import { parseOperator } from '../../policy/operator-names.ts';
import { fixing } from '../edits/blocks.ts';
import { writeFix } from '../edits/text.ts';
import { type CheckFinding, found } from '../finding.ts';
import { type At, keyFix } from './at.ts';

export function addressFindings(at: At): CheckFinding[] {
  const { base } = parseOperator(at.test.operator.value);
  if (!base.endsWith('ipaddress')) return [];
  return [...hostBits(at), ...privateAddresses(at, base.startsWith('not'))];
}

/** Finds bits behind the mask: 10.0.0.5/8 is 10.0.0.0/8. */
const hostBits = ({ test: { values }, subject }: At): CheckFinding[] =>
  values.items.flatMap(({ value, span }) => {
    const range = readRange(value);
    if (!range) return [];
    const network = networkOf(range);
    if (network.every((group, index) => group === range.address[index])) return [];
    const right = `${written(network)}/${range.bits}`;
    return [
      {
        ...found(
          'address-beyond-its-mask',
          span,
          `AWS ignores what is behind the mask of ${value}: it is ${right}.`,
        ),
        fix: writeFix(subject.text, span, right),
      },
    ];
  });

const networkOf = ({ address, bits }: Range): Address =>
  address.map(
    (group, index) => group & ((0xffff << Math.max(16 - Math.max(bits - index * 16, 0), 0)) & 0xffff),
  );

/** Writes an address; of IPv6 with `::` for the longest run of zeros (RFC 5952). */
function written(address: Address): string {
  if (address.length === 2) return address.flatMap((group) => [group >> 8, group & 255]).join('.');
  const groups = address.map((group) => group.toString(16)).join(':');
  const runs = [...groups.matchAll(/\b0(:0)+\b/g)].sort((a, b) => b[0].length - a[0].length);
  const [run] = runs;
  if (!run) return groups;
  const before = groups.slice(0, run.index).replace(/:$/, '');
  const after = groups.slice(run.index + run[0].length).replace(/^:/, '');
  return `${before}::${after}`;
}

/** RFC 1918 and RFC 4193. */
const privateRanges: readonly Range[] = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'].flatMap(
  (text) => readRange(text) ?? [],
);

const isPrivate = (range: Range): boolean =>
  privateRanges.some((one) => range.bits >= one.bits && rangeHolds(one, range.address));

function privateAddresses(at: At, negated: boolean): CheckFinding[] {
  const { test, statement, subject } = at;
  const { key, operator, values } = test;
  if (key.value.toLowerCase() !== 'aws:sourceip') return [];
  const inside = values.items.filter(({ value }) => {
    const range = readRange(value);
    return range !== undefined && isPrivate(range);
  });
  if (inside.length === 0) return [];
  const { text } = subject;
  if (inside.length === values.items.length) {
    const id = negated ? 'excludes-only-private-addresses' : 'only-private-addresses';
    const result = negated ? 'always holds' : 'never holds';
    const message = `${key.value} is a public address, and these are all private. So the condition ${result}.`;
    const right = 'aws:VpcSourceIp';
    return [
      {
        ...found(id, values.span, message),
        ...keyFix(at, right),
      },
    ];
  }
  const id = negated ? 'excludes-some-private-addresses' : 'some-private-addresses';
  const names = inside.map(({ value }) => value);
  const message = `Private: ${names.join(', ')}. ${key.value} is a public address, so it is never one of these.`;
  return [
    {
      ...found(id, values.span, message),
      ...fixing(
        `Remove ${names.length === 1 ? names[0] : 'the private addresses'}`,
        text,
        statement.index,
        (block) => ({
          ...block,
          conditions: (block.conditions ?? []).map((row) =>
            row.key === key.value && row.operator === operator.value
              ? { ...row, values: row.values.filter((value) => !names.includes(String(value))) }
              : row,
          ),
        }),
      ),
    },
  ];
}
