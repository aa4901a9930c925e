/** Addresses of which one lies in each part that ranges of addresses cut out. */

import { type Address, readRange } from '../../eval/values.ts';

/** Returns the first and last address of each range, and those before and behind it. */
export function addressesAround(ranges: readonly string[]): string[] {
  const found = new Set<string>(['203.0.113.10']);
  for (const text of ranges) {
    const range = readRange(text);
    if (!range) continue;
    const bits = BigInt(range.address.length * 16);
    const host = bits - BigInt(range.bits);
    const first = (numberOf(range.address) >> host) << host;
    const last = first | ((1n << host) - 1n);
    for (const value of [first, last, first - 1n, last + 1n])
      if (value >= 0n && value < 1n << bits) found.add(textOf(value, range.address.length));
  }
  return [...found];
}

const numberOf = (address: Address): bigint =>
  address.reduce((sum, group) => (sum << 16n) | BigInt(group), 0n);

function textOf(value: bigint, groups: number): string {
  const parts = Array.from({ length: groups }, (_, at) =>
    Number((value >> BigInt(16 * (groups - 1 - at))) & 0xffffn),
  );
  return groups === 2
    ? parts.flatMap((part) => [part >> 8, part & 255]).join('.')
    : parts.map((part) => part.toString(16)).join(':');
}
