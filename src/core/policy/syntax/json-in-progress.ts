/**
 * A JSON reader for a text that somebody is writing; it never refuses. A missing value, bracket or closing
 * quote counts as ending there, so that an editor knows the place of the caret in a broken document. Correct
 * text is read as parseJson reads it.
 */

import type { JsonMember, JsonNode } from './json.ts';
import type { Span } from './tree.ts';

export function looseJson(text: string): JsonNode {
  return new LooseReader(text).value();
}

class LooseReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  value(): JsonNode {
    this.#space();
    switch (this.#text.charAt(this.#at)) {
      case '{':
        return this.#object();
      case '[':
        return this.#array();
      case '"':
        return this.#string();
      default:
        return this.#word();
    }
  }

  #object(): JsonNode {
    const start = this.#at++;
    const members: JsonMember[] = [];
    for (;;) {
      this.#space(',');
      const next = this.#text.charAt(this.#at);
      if (next === '"') {
        members.push(this.#member());
        continue;
      }
      if (next === '}') this.#at++;
      if (next === '}' || next === ']' || next === '') break;
      // A stray character, a value without a name, or a name without quotes.
      if (next === '{' || next === '[') this.value();
      else if (this.#word().span.end === this.#at && /[:]/.test(this.#text.charAt(this.#at))) this.#at++;
    }
    return { kind: 'object', span: { start, end: this.#at }, members };
  }

  #member(): JsonMember {
    const name = this.#string();
    const nameEnd = this.#at;
    this.#space();
    if (this.#text.charAt(this.#at) !== ':') {
      this.#at = nameEnd;
      return { name: name.value, nameSpan: name.span, value: nothing(nameEnd, nameEnd) };
    }
    const from = ++this.#at;
    this.#space();
    const next = this.#text.charAt(this.#at);
    const value = /^[,}\]]?$/.test(next) ? nothing(from, this.#at) : this.value();
    return { name: name.value, nameSpan: name.span, value };
  }

  #array(): JsonNode {
    const start = this.#at++;
    const items: JsonNode[] = [];
    for (;;) {
      this.#space(',');
      const next = this.#text.charAt(this.#at);
      if (next === ']') this.#at++;
      if (next === ']' || next === '}' || next === '') break;
      const before = this.#at;
      items.push(this.value());
      if (this.#at === before) this.#at++;
    }
    return { kind: 'array', span: { start, end: this.#at }, items };
  }

  /** Reads a string; one without a closing quote ends with its line. */
  #string(): Extract<JsonNode, { value: string }> {
    const start = this.#at++;
    const text = this.#text;
    while (this.#at < text.length && text[this.#at] !== '"' && text[this.#at] !== '\n')
      this.#at += text[this.#at] === '\\' ? 2 : 1;
    this.#at = Math.min(this.#at, text.length);
    const inside = text.slice(start + 1, this.#at);
    if (text[this.#at] === '"') this.#at++;
    return { kind: 'string', span: { start, end: this.#at }, value: unescaped(inside) };
  }

  #word(): Extract<JsonNode, { value: string }> {
    const start = this.#at;
    while (this.#at < this.#text.length && !/[\s,\]}:"{[]/.test(this.#text.charAt(this.#at))) this.#at++;
    if (this.#at === start && this.#text.charAt(start) === ':') this.#at++;
    const value = this.#text.slice(start, this.#at);
    const kind =
      value === 'true' || value === 'false' ? 'boolean' : /^-?\d/.test(value) ? 'number' : ('null' as const);
    return { kind, span: { start, end: this.#at }, value };
  }

  #space(also = ''): void {
    while (this.#at < this.#text.length) {
      const character = this.#text.charAt(this.#at);
      if (!/\s/.test(character) && (also === '' || character !== also)) return;
      this.#at++;
    }
  }
}

const nothing = (start: number, end: number): JsonNode => ({
  kind: 'null',
  span: { start, end },
  value: '',
});

function unescaped(inside: string): string {
  if (!inside.includes('\\')) return inside;
  try {
    return JSON.parse(`"${inside}"`) as string;
  } catch {
    return inside;
  }
}

export interface Caret {
  /** Member names and positions from the root: `['Statement', 0, 'Action', 1]`. */
  readonly path: readonly (string | number)[];
  /** A member's name, or a value, is written here or may begin here. */
  readonly at: 'name' | 'value';
  /** The text around the caret, quotes included; an empty span when nothing is written yet. */
  readonly span: Span;
  /** The text of the string up to the caret. */
  readonly typed: string;
  /** True when the value at the caret has quotes, or nothing is written yet. */
  readonly quoted: boolean;
}

/** Returns `undefined` when nothing can be written: between a value and the comma after it. */
export function caretAt(text: string, offset: number, root: JsonNode = looseJson(text)): Caret | undefined {
  return find(root, { text, offset }, []);
}

interface Place {
  readonly text: string;
  readonly offset: number;
}

function find(node: JsonNode, place: Place, path: (string | number)[]): Caret | undefined {
  const { offset, text } = place;
  if (node.kind === 'object') {
    for (const { name, nameSpan, value } of node.members) {
      if (inside(nameSpan, place)) return writing('name', nameSpan, place, path);
      if (touches(value, place)) return find(value, place, [...path, name]);
    }
    return mayBegin(place, '{') ? empty('name', offset, path) : undefined;
  }
  if (node.kind === 'array') {
    const at = node.items.findIndex((item) => touches(item, place));
    const item = node.items[at];
    if (item) return find(item, place, [...path, at]);
    const before = node.items.filter(({ span }) => span.end <= offset).length;
    return mayBegin(place, '[') ? empty('value', offset, [...path, before]) : undefined;
  }
  if (node.kind === 'string') {
    return inside(node.span, place) ? writing('value', node.span, place, path) : undefined;
  }
  if (node.value === '') return empty('value', offset, path);
  return {
    path,
    at: 'value',
    span: node.span,
    typed: text.slice(node.span.start, offset),
    quoted: false,
  };
}

/** Returns true after the opening quote, up to the closing one. */
const inside = ({ start, end }: Span, { text, offset }: Place): boolean =>
  offset > start && (offset < end || (offset === end && !closed(text, { start, end })));

const closed = (text: string, { start, end }: Span): boolean => end - start > 1 && text[end - 1] === '"';

function touches(node: JsonNode, place: Place): boolean {
  const { start, end } = node.span;
  const { text, offset } = place;
  if (node.kind === 'string') return inside(node.span, place);
  if (node.kind === 'object' || node.kind === 'array') {
    const isClosed = /[}\]]/.test(text.charAt(end - 1)) && end - start > 1;
    return offset > start && (isClosed ? offset < end : offset <= end);
  }
  return offset >= start && offset <= end;
}

/** Returns true after an opening bracket or a comma, with blanks between. */
const mayBegin = ({ text, offset }: Place, open: string): boolean => {
  const last = text.slice(0, offset).trimEnd().at(-1);
  return last === open || last === ',';
};

const empty = (at: Caret['at'], offset: number, path: Caret['path']): Caret => ({
  path,
  at,
  span: { start: offset, end: offset },
  typed: '',
  quoted: true,
});

const writing = (at: Caret['at'], span: Span, { text, offset }: Place, path: Caret['path']): Caret => ({
  path,
  at,
  span,
  typed: unescaped(text.slice(span.start + 1, offset)),
  quoted: true,
});
