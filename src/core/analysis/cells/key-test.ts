/**
 * One condition of a statement as a set of values of its key. Texts are patterns; numbers, dates, addresses and the
 * like are few values of which one lies in every part that the policy tells apart.
 */

import { type ResourceToken, arnFieldsOfTokens } from '../../eval/arn.ts';
import { type CompiledTest, compileTest } from '../../eval/condition.ts';
import { tokensOf } from '../../eval/glob.ts';
import { type Address, readDate, readNumber, readRange } from '../../eval/values.ts';
import {
  type ContextLookup,
  compileTemplate,
  substituteTokens,
  substituteText,
} from '../../eval/variables.ts';
import type { Condition } from '../../policy/compile.ts';
import { parseOperator } from '../../policy/operator-names.ts';
import { GlobSet } from '../globs/automaton.ts';

export type Family = 'text' | 'number' | 'date' | 'bool' | 'binary' | 'address' | 'presence';

export class KeyTest {
  readonly source: Condition;
  readonly test: CompiledTest;
  readonly family: Family;
  /** The same for tests that say the same of the same key. */
  readonly signature: string;
  /** Lower-case keys of the variables in the values. */
  readonly variables: readonly string[];
  readonly #positive: string;
  readonly #values: readonly string[];
  readonly #substitutes: boolean;
  #set: GlobSet | undefined;
  #telling: readonly string[] | undefined;

  constructor(source: Condition, substitutes: boolean) {
    this.source = source;
    this.test = compileTest(source, substitutes);
    this.#values = source.values;
    this.#substitutes = substitutes;
    const { base } = parseOperator(source.operator);
    this.#positive = base.replace('not', '');
    this.family = familyOf(base);
    this.variables = source.values.flatMap((value) => compileTemplate(value, substitutes)?.keys ?? []);
    const { key, set, ifExists, negated } = this.test;
    this.signature = JSON.stringify([
      key,
      this.#positive,
      set,
      ifExists,
      negated,
      [...source.values].sort(),
      this.variables.length > 0,
    ]);
  }

  get key(): string {
    return this.test.key;
  }

  /** Returns true when the request's value has to be one of the values that are listed here. */
  get isList(): boolean {
    return this.#positive === 'stringequals' && this.variables.length === 0;
  }

  /** The texts that the positive form of the operator matches, with the variables' values of `lookup`. */
  texts(lookup: ContextLookup): GlobSet {
    if (this.variables.length > 0) return this.#texts(lookup);
    return (this.#set ??= this.#texts(lookup));
  }

  #texts(lookup: ContextLookup): GlobSet {
    const ignoresCase = this.#positive === 'stringequalsignorecase';
    const found = this.#values.flatMap((value) => {
      const tokens = this.#tokens(value, lookup);
      return tokens ? [tokens] : [];
    });
    return new GlobSet(found, { ignoresCase });
  }

  #tokens(value: string, lookup: ContextLookup): readonly ResourceToken[] | undefined {
    const template = compileTemplate(value, this.#substitutes);
    if (this.#positive.startsWith('stringequals')) {
      const text = template ? substituteText(template, lookup) : value;
      return text === undefined ? undefined : [text];
    }
    const tokens = template ? substituteTokens(template, lookup) : tokensOf(value);
    return tokens && this.#positive.startsWith('arn') ? arnFieldsOfTokens(tokens) : tokens;
  }

  /** Values of which one lies in each part that this test tells apart; `w` is none of them. */
  values(): readonly string[] {
    return (this.#telling ??= this.#tellingValues());
  }

  #tellingValues(): string[] {
    switch (this.family) {
      case 'number':
        return around(this.#values, readNumber, 1, String);
      case 'date':
        return around(this.#values, readDate, 1000, (time) => String(Math.floor(time / 1000)));
      case 'bool':
        return ['true', 'false', 'w'];
      case 'binary':
        return [...this.#values, 'dw==', 'w'];
      case 'address':
        return [...addressesAround(this.#values), 'w'];
      case 'text':
        return this.#values.filter((value) => compileTemplate(value, this.#substitutes) === undefined);
      case 'presence':
        return [];
    }
  }
}

function familyOf(base: string): Family {
  if (base.startsWith('numeric')) return 'number';
  if (base.startsWith('date')) return 'date';
  if (base.endsWith('ipaddress')) return 'address';
  if (base === 'bool') return 'bool';
  if (base === 'binaryequals') return 'binary';
  return base === 'null' ? 'presence' : 'text';
}

/** Every bound, a value to both sides of it, and the middle to the next. */
function around(
  texts: readonly string[],
  read: (text: string) => number | undefined,
  step: number,
  write: (value: number) => string,
): string[] {
  const bounds = [...new Set(texts.map(read).filter((value) => value !== undefined))].sort((a, b) => a - b);
  const found = bounds.flatMap((bound, at) => {
    const next = bounds[at + 1];
    return [bound - step, bound, next === undefined ? bound + step : (bound + next) / 2];
  });
  return [...found.map(write), 'w'];
}

/** Returns the first and last address of each range, and those before and behind it. */
function addressesAround(ranges: readonly string[]): string[] {
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
