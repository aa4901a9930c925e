/**
 * A JSON scanner with positions. `JSON.parse` forgets positions, silently takes the last of two equal keys
 * (G-10) and gives `__proto__` a meaning; a policy editor must do none of that. Members stay a list, so no
 * key of the text is ever a key of one of our objects.
 */

import { type Result, err, ok } from '../../model/result.ts';
import type { Span } from './tree.ts';
import { PolicySyntaxError, type PolicySyntaxCode, type PolicySyntaxFault, faultOf } from './error.ts';

export type JsonNode = JsonObject | JsonArray | JsonScalar;

export interface JsonObject {
  readonly kind: 'object';
  readonly span: Span;
  readonly members: readonly JsonMember[];
}

export interface JsonMember {
  readonly name: string;
  readonly nameSpan: Span;
  readonly value: JsonNode;
}

export interface JsonArray {
  readonly kind: 'array';
  readonly span: Span;
  readonly items: readonly JsonNode[];
}

export interface JsonScalar {
  readonly kind: 'string' | 'number' | 'boolean' | 'null';
  readonly span: Span;
  /** The string, or the text of another scalar; integers exactly as written. */
  readonly value: string;
}

/** A policy nests six deep. Anything deeper than this is hostile or no policy. */
const maxDepth = 32;

/** Reads the whole text as one JSON value (RFC 8259). Duplicate keys and deep nesting are refused. */
export function parseJson(text: string): Result<JsonNode, PolicySyntaxFault> {
  try {
    return ok(new Scanner(text).document());
  } catch (error) {
    return err(faultOf(error));
  }
}

const quote = 34;
const backslash = 92;
const scalarEnd = /[\s,\]}:"]/;
const numberForm = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;
const escape = /^\\(u[0-9a-fA-F]{4}|["\\/bfnrt])/;

class Scanner {
  readonly #text: string;
  #at = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  document(): JsonNode {
    const node = this.#value();
    this.#space();
    if (this.#at < this.#text.length) {
      this.#fail(`unexpected ${this.#shown()} after the end of the document; remove it`);
    }
    return node;
  }

  #value(): JsonNode {
    this.#space();
    const code = this.#text.charCodeAt(this.#at);
    if (code === 123 || code === 91) {
      if (++this.#depth > maxDepth) {
        this.#fail(`nested more than ${maxDepth} levels deep; a policy needs six`, 'too-deep');
      }
      const node = code === 123 ? this.#object() : this.#array();
      this.#depth--;
      return node;
    }
    if (code === quote) {
      const start = this.#at;
      const value = this.#string();
      return { kind: 'string', span: { start, end: this.#at }, value };
    }
    return this.#word();
  }

  #object(): JsonObject {
    const start = this.#at++;
    const members: JsonMember[] = [];
    this.#space();
    if (this.#take(125)) return { kind: 'object', span: { start, end: this.#at }, members };
    const seen = new Set<string>();
    for (;;) {
      this.#space();
      if (this.#text.charCodeAt(this.#at) !== quote) {
        this.#fail(`expected a member name in double quotes, found ${this.#shown()}`);
      }
      const nameStart = this.#at;
      const name = this.#string();
      const nameSpan = { start: nameStart, end: this.#at };
      if (seen.has(name)) {
        throw fault(
          'duplicate-key',
          `the key \`${name}\` stands twice in one object; merge the two`,
          nameSpan,
        );
      }
      seen.add(name);
      this.#space();
      if (!this.#take(58)) this.#fail(`expected \`:\` after \`"${name}"\`, found ${this.#shown()}`);
      members.push({ name, nameSpan, value: this.#value() });
      this.#space();
      if (this.#take(44)) continue;
      if (this.#take(125)) return { kind: 'object', span: { start, end: this.#at }, members };
      this.#fail(`expected \`,\` or \`}\`, found ${this.#shown()}`);
    }
  }

  #array(): JsonArray {
    const start = this.#at++;
    const items: JsonNode[] = [];
    this.#space();
    if (this.#take(93)) return { kind: 'array', span: { start, end: this.#at }, items };
    for (;;) {
      items.push(this.#value());
      this.#space();
      if (this.#take(44)) continue;
      if (this.#take(93)) return { kind: 'array', span: { start, end: this.#at }, items };
      this.#fail(`expected \`,\` or \`]\`, found ${this.#shown()}`);
    }
  }

  #string(): string {
    const text = this.#text;
    const start = this.#at++;
    let escaped = false;
    for (;;) {
      const code = text.charCodeAt(this.#at);
      if (code === quote) {
        const end = this.#at++;
        return escaped ? (JSON.parse(text.slice(start, end + 1)) as string) : text.slice(start + 1, end);
      }
      if (code === backslash) {
        const [whole] = escape.exec(text.slice(this.#at, this.#at + 6)) ?? [];
        if (whole === undefined) {
          const letter = text.charAt(this.#at + 1);
          this.#fail(`\`\\${letter}\` is no JSON escape; a backslash itself is written \`\\\\\``);
        }
        escaped = true;
        this.#at += whole.length;
      } else if (code >= 32) {
        this.#at++;
      } else if (Number.isNaN(code)) {
        throw fault('invalid-json', 'a string is not closed; add a double quote', {
          start,
          end: text.length,
        });
      } else {
        this.#fail(`a string holds ${this.#shown()}; write it as an escape such as \`\\n\``);
      }
    }
  }

  #word(): JsonScalar {
    const start = this.#at;
    while (this.#at < this.#text.length && !scalarEnd.test(this.#text.charAt(this.#at))) this.#at++;
    const word = this.#text.slice(start, this.#at);
    const span = { start, end: this.#at };
    if (word === 'true' || word === 'false') return { kind: 'boolean', span, value: word };
    if (word === 'null') return { kind: 'null', span, value: word };
    if (numberForm.test(word)) {
      return { kind: 'number', span, value: /^-?\d+$/.test(word) ? word : String(Number(word)) };
    }
    this.#at = start;
    if (word === '') this.#fail(`expected a value, found ${this.#shown()}`);
    throw fault(
      'invalid-json',
      `\`${word.slice(0, 40)}\` is no JSON value; text stands in double quotes`,
      span,
    );
  }

  #space(): void {
    for (;;) {
      const code = this.#text.charCodeAt(this.#at);
      if (code !== 32 && code !== 10 && code !== 13 && code !== 9) return;
      this.#at++;
    }
  }

  #take(code: number): boolean {
    if (this.#text.charCodeAt(this.#at) !== code) return false;
    this.#at++;
    return true;
  }

  #shown(): string {
    if (this.#at >= this.#text.length) return 'the end of the text';
    const code = this.#text.codePointAt(this.#at) ?? 0;
    if (code < 32) return `the control character U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
    return `\`${String.fromCodePoint(code)}\``;
  }

  #fail(message: string, code: PolicySyntaxCode = 'invalid-json'): never {
    throw fault(code, message, { start: this.#at, end: Math.min(this.#at + 1, this.#text.length) });
  }
}

const fault = (code: PolicySyntaxCode, message: string, span: Span) =>
  new PolicySyntaxError({ code, message, span });
