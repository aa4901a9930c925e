/**
 * A policy's plain values for the engine, which needs no positions: `JSON.parse` reads them several times faster than
 * the parser with positions. What it may read differently (two equal keys, names of digits, numbers beyond its
 * precision) is found by counting strings and then read by that parser, so that both always give the same.
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

export interface NamedPrincipal {
  readonly type: PrincipalType;
  readonly value: string;
}

/** Undefined where it fails: what is no JSON text, or cannot be written as one. */
export function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

/** As read by the parser with positions, of a text that it accepts. */
export function exactOf(text: string): unknown {
  const json = parseJson(text);
  return json.ok ? valueOf(json.node) : undefined;
}

/** The members of a Condition keep their order in a map: an object would move names of digits to its front. */
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
 * Reads values and counts their strings, names of members included. Where the parser with positions finds a fault,
 * or may read something else, the count becomes no number and stays so.
 */
export class Reader {
  #strings = 0;

  /**
   * Whether all strings of the text were read, each as that parser reads it. Each has two quotes in the text; more
   * stand there where a key was written twice or a quote is escaped.
   */
  hasReadAllOf(text: string): boolean {
    let left = 2 * this.#strings;
    for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) left--;
    return left === 0;
  }

  doubt(): void {
    this.#strings = Number.NaN;
  }

  /** The members of an object, each name counted. */
  object(value: unknown): Plain {
    if (!isObject(value)) {
      this.doubt();
      return {};
    }
    for (const _ in value) this.#strings++;
    return value;
  }

  /** A number only where its text is certain: that parser keeps integers exactly as written, `-0` too. */
  text(value: unknown): string {
    if (typeof value === 'string') {
      this.#strings++;
      return value;
    }
    const isCertain = typeof value === 'boolean' || (Number.isSafeInteger(value) && value !== 0);
    if (!isCertain) this.doubt();
    return isCertain ? String(value) : '';
  }

  /** One text or a list of texts, as a list. */
  texts(value: unknown): readonly string[] {
    if (!Array.isArray(value)) return [this.text(value)];
    for (const item of value) if (typeof item !== 'string') return value.map((each) => this.text(each));
    this.#strings += value.length;
    return value as readonly string[];
  }

  principals(value: unknown): readonly NamedPrincipal[] {
    if (typeof value === 'string') return [{ type: 'AWS', value: this.text(value) }];
    return Object.entries(this.object(value)).flatMap(([type, values]) => {
      if (!(principalTypes as readonly string[]).includes(type)) this.doubt();
      return this.texts(values).map((each) => ({ type: type as PrincipalType, value: each }));
    });
  }

  conditions(value: unknown): readonly Condition[] {
    const conditions: Condition[] = [];
    for (const [operator, keys] of this.#inOrder(value))
      for (const [key, values] of this.#inOrder(keys))
        conditions.push({ operator, key, values: this.texts(values) });
    return conditions;
  }

  #inOrder(value: unknown): Iterable<readonly [string, unknown]> {
    if (value instanceof Map) return value as Map<string, unknown>;
    const entries = Object.entries(this.object(value));
    for (const [name] of entries) if (name >= '0' && name < ':') this.doubt();
    return entries;
  }

  /** A member that is not used: the Id, or what the grammar does not know. */
  other(value: unknown): void {
    if (typeof value === 'string') this.#strings++;
    else if (typeof value === 'object') this.doubt();
  }
}
