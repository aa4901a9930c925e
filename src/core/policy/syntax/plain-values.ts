/**
 * Reads a policy's plain values for the engine, which needs no positions: `JSON.parse` is several times
 * faster than the parser with positions. It may read some texts differently (two equal keys, names of digits,
 * numbers beyond its precision). A count of strings finds those, and the parser reads them, so that both
 * always give the same.
 */

import { parseJson, type JsonNode } from './json.ts';
import { principalTypes, type PrincipalType } from './tree.ts';

export type Plain = Readonly<Record<string, unknown>>;

/** One test of a Condition, as written. */
export interface Condition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

export interface PlainPrincipal {
  readonly type: PrincipalType;
  readonly value: string;
}

/** Returns the result of `work`; `undefined` when it throws, as for a text that is no JSON. */
export function valueOrUndefined<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

/** Returns the values of the parser with positions, for a text that it accepts. */
export function exactOf(text: string): unknown {
  const json = parseJson(text);
  return json.ok ? valueOf(json.value) : undefined;
}

/** Members of a Condition are in a Map, because an object would move names of digits to its front. */
function valueOf(node: JsonNode, ordered = false): unknown {
  if (node.kind === 'array') return node.items.map((item) => valueOf(item));
  if (node.kind !== 'object') return node.value;
  const members = node.members.map(
    ({ name, value }) => [name, valueOf(value, ordered || name === 'Condition')] as const,
  );
  return ordered ? new Map(members) : Object.fromEntries(members);
}

const isObject = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Reads values and counts their strings, names of members included, and the letters that all of it has at least. When
 * the parser with positions finds a fault, or may read something else, both counts become NaN and stay so.
 */
export class Reader {
  #strings = 0;
  /** The length of the shortest text with what was read: white space, escapes and a name written twice add to it. */
  #shortest = 0;

  /**
   * Returns true when all strings of the text were read, each as that parser reads it. A text without white space has the
   * shortest length. In any other each string has two quotes; there are more when a name is written twice or a quote is
   * escaped.
   */
  hasReadAllOf(text: string): boolean {
    if (this.#shortest === text.length) return true;
    let left = 2 * this.#strings;
    for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) left--;
    return left === 0;
  }

  doubt(): void {
    this.#strings = Number.NaN;
    this.#shortest = Number.NaN;
  }

  /** Returns the members of an object and counts each name. */
  object(value: unknown): Plain {
    if (!isObject(value)) {
      this.doubt();
      return {};
    }
    const names = Object.keys(value);
    this.#strings += names.length;
    // Brackets or commas, and a colon and two quotes for each name.
    this.#shortest += Math.max(2, names.length + 1) + 3 * names.length;
    for (const name of names) this.#shortest += name.length;
    return value;
  }

  /** Accepts a number only if its text is certain: that parser leaves integers as written, `-0` too. */
  text(value: unknown): string {
    if (typeof value === 'string') {
      this.#strings++;
      this.#shortest += value.length + 2;
      return value;
    }
    const isCertain = typeof value === 'boolean' || (Number.isSafeInteger(value) && value !== 0);
    if (!isCertain) {
      this.doubt();
      return '';
    }
    const text = String(value);
    // A number may be written shorter, as `1e9`.
    this.#shortest += typeof value === 'number' ? Number.NaN : text.length;
    return text;
  }

  texts(value: unknown): readonly string[] {
    if (!Array.isArray(value)) return [this.text(value)];
    this.list(value);
    for (const item of value) if (typeof item !== 'string') return value.map((each) => this.text(each));
    const texts = value as readonly string[];
    this.#strings += texts.length;
    for (const text of texts) this.#shortest += text.length + 2;
    return texts;
  }

  list(items: readonly unknown[]): void {
    this.#shortest += Math.max(2, items.length + 1);
  }

  principals(value: unknown): readonly PlainPrincipal[] {
    if (typeof value === 'string') return [{ type: 'AWS', value: this.text(value) }];
    return Object.entries(this.object(value)).flatMap(([type, values]) => {
      if (!(principalTypes as readonly string[]).includes(type)) this.doubt();
      return this.texts(values).map((each) => ({ type: type as PrincipalType, value: each }));
    });
  }

  conditions(value: unknown): readonly Condition[] {
    const conditions: Condition[] = [];
    this.#eachMember(value, (operator, keys) => {
      this.#eachMember(keys, (key, values) => {
        conditions.push({ operator, key, values: this.texts(values) });
      });
    });
    return conditions;
  }

  #eachMember(value: unknown, read: (name: string, value: unknown) => void): void {
    if (value instanceof Map) {
      for (const [name, member] of value as Map<string, unknown>) read(name, member);
      return;
    }
    const members = this.object(value);
    for (const name in members) {
      if (name >= '0' && name < ':') this.doubt();
      read(name, members[name]);
    }
  }

  /** Reads a member that is not used: the Id, or one that the grammar does not know. */
  other(value: unknown): void {
    if (typeof value === 'object') this.doubt();
    else this.text(value);
  }
}
