/**
 * Writes blocks of the visual editor back into the document's text. An edit changes only the text of its
 * statement, and in it only the elements that changed: the line breaks and the order that a person chose
 * stay.
 * INVARIANT: an edit does not change what the block does not show.
 */

import { parseJson, type JsonNode, type JsonObject } from '../syntax/json.ts';
import type { Span } from '../syntax/tree.ts';
import {
  type ConditionRow,
  type Scalar,
  type StatementBlock,
  memberOf,
  readVisual,
  statementNodes,
} from './blocks.ts';

/** Returns a statement as a JSON value, from its block alone. @internal */
export function blockValue(block: StatementBlock): object {
  return Object.fromEntries(
    membersOf(block).map(([name, json]) => [name, JSON.parse(json) as unknown] as const),
  );
}

/** Returns the text with statement `index` changed to `block`. readVisual must be able to read the text. */
export function editBlock(text: string, index: number, block: StatementBlock): string {
  const node = nodesOf(text)[index];
  if (node?.kind !== 'object') return text;
  const members = membersOf(block);
  const source = new Map(node.members.map(({ name, value }) => [name, value]));
  const layout = layoutOf(text, node);
  const printed = members.map(([name, json]) => {
    const old = source.get(name);
    const same = old && equal(valueOf(old), JSON.parse(json));
    return [name, same ? text.slice(old.span.start, old.span.end) : layout.value(json)] as const;
  });
  const names = node.members.map(({ name }) => name);
  const isSame =
    names.length === printed.length && names.every((name) => printed.some(([at]) => at === name));
  if (isSame) return patched(text, node, new Map(printed));
  const ordered = printed.toSorted(([a], [b]) => rank(names, a) - rank(names, b));
  return splice(text, node.span, layout.object(ordered));
}

export function appendBlock(text: string, block: StatementBlock): string {
  const root = parsed(text);
  const statement = root && memberOf(root, 'Statement')?.value;
  if (!root || !statement) return text;
  const json = JSON.stringify(blockValue(block));
  if (statement.kind === 'object') {
    const outer = layoutOf(text, root);
    const old = text.slice(statement.span.start, statement.span.end);
    const items = [shifted(old, outer.unit), print(json, outer.unit, outer.deeper(2))];
    return splice(text, statement.span, outer.list(items));
  }
  if (statement.kind !== 'array') return text;
  const last = statement.items.at(-1);
  if (!last) {
    const outer = layoutOf(text, root);
    return splice(text, statement.span, outer.list([print(json, outer.unit, outer.deeper(2))]));
  }
  const layout = layoutOf(text, last);
  const gap = layout.isFlat ? ', ' : `,\n${layout.indent}`;
  const at = { start: last.span.end, end: last.span.end };
  return splice(text, at, `${gap}${print(json, layout.unit, layout.indent)}`);
}

/** Returns the text without statement `index`. Without statements the document has an empty list. */
export function removeBlock(text: string, index: number): string {
  const root = parsed(text);
  const statement = root && memberOf(root, 'Statement')?.value;
  if (!root || !statement) return text;
  if (statement.kind === 'object') return splice(text, statement.span, '[]');
  if (statement.kind !== 'array') return text;
  const { items } = statement;
  const [item, next, before] = [items[index], items[index + 1], items[index - 1]];
  if (!item) return text;
  if (next) return splice(text, { start: item.span.start, end: next.span.start }, '');
  if (before) return splice(text, { start: before.span.end, end: item.span.end }, '');
  return splice(text, statement.span, '[]');
}

/** Adds a copy of statement `index` after it, with a Sid of its own. */
export function duplicateBlock(text: string, index: number): string {
  const reading = readVisual(text);
  const node = nodesOf(text)[index];
  const block = reading.ok ? reading.value[index] : undefined;
  if (!node || block?.kind !== 'statement') return text;
  if (nodesOf(text).length === 1) return appendBlock(text, { ...block, sid: freshSid(text) });
  const layout = layoutOf(text, node);
  const copy = print(
    JSON.stringify(blockValue({ ...block, sid: freshSid(text) })),
    layout.unit,
    layout.indent,
  );
  const gap = layout.isFlat ? ', ' : `,\n${layout.indent}`;
  return splice(text, { start: node.span.end, end: node.span.end }, gap + copy);
}

/** Returns the first free `VisualEditor0`, `VisualEditor1` …, as AWS's visual editor names statements. */
export function freshSid(text: string): string {
  const used = new Set(
    nodesOf(text).map((node) => (node.kind === 'object' ? textOf(memberOf(node, 'Sid')?.value) : undefined)),
  );
  let number = 0;
  while (used.has(`VisualEditor${number}`)) number += 1;
  return `VisualEditor${number}`;
}

const textOf = (node: JsonNode | undefined) => (node?.kind === 'string' ? node.value : undefined);

function parsed(text: string): JsonObject | undefined {
  const json = parseJson(text);
  return json.ok && json.value.kind === 'object' ? json.value : undefined;
}

function nodesOf(text: string): readonly JsonNode[] {
  const root = parsed(text);
  return (root && statementNodes(root)) ?? [];
}

/** Returns the elements of a statement with their JSON, in the order of AWS's documents. */
function membersOf(block: StatementBlock): (readonly [string, string])[] {
  const { sid, effect, principal, actions, resources, conditions } = block;
  const not = (choice: { readonly not: boolean }, name: string) => (choice.not ? `Not${name}` : name);
  return [
    ...(sid === undefined ? [] : [['Sid', JSON.stringify(sid)] as const]),
    ['Effect', JSON.stringify(effect)],
    ...(principal ? [[not(principal, 'Principal'), principal.json] as const] : []),
    ...(actions.values.length > 0 || actions.list || actions.not
      ? [[not(actions, 'Action'), listJson(actions)] as const]
      : []),
    ...(resources ? [[not(resources, 'Resource'), listJson(resources)] as const] : []),
    ...(conditions ? [['Condition', conditionJson(conditions)] as const] : []),
  ];
}

const listJson = ({ values, list }: { readonly values: readonly Scalar[]; readonly list: boolean }): string =>
  JSON.stringify(values.length === 1 && !list ? values[0] : values);

/** Groups rows by operator. Two rows of the same operator and key become one with both values. */
function conditionJson(rows: readonly ConditionRow[]): string {
  const operators = new Map<string, Map<string, ConditionRow>>();
  for (const row of rows) {
    const keys = operators.get(row.operator) ?? new Map<string, ConditionRow>();
    const before = keys.get(row.key);
    const values = before ? [...new Set([...before.values, ...row.values])] : row.values;
    keys.set(row.key, { ...row, values, list: row.list || before !== undefined });
    operators.set(row.operator, keys);
  }
  const parts = [...operators].map(([operator, keys]) => {
    const tests = [...keys].map(([key, row]) => `${JSON.stringify(key)}:${listJson(row)}`);
    return `${JSON.stringify(operator)}:{${tests.join(',')}}`;
  });
  return `{${parts.join(',')}}`;
}

/** Returns the place of an element. Known ones stay; a Not form takes the place of its plain form. */
function rank(names: readonly string[], name: string): number {
  const plain = name.replace(/^Not/, '');
  const at = names.findIndex((one) => one.replace(/^Not/, '') === plain);
  if (at >= 0) return at * 10;
  const order = ['Sid', 'Effect', 'Principal', 'Action', 'Resource', 'Condition'];
  const before = order.slice(0, order.indexOf(plain)).toReversed();
  const anchor = before.find((one) => names.some((each) => each.replace(/^Not/, '') === one));
  const base =
    anchor === undefined ? -10 : names.findIndex((each) => each.replace(/^Not/, '') === anchor) * 10;
  return base + order.indexOf(plain) + 1;
}

function patched(text: string, node: JsonObject, values: ReadonlyMap<string, string>): string {
  let result = text;
  for (const { name, value } of node.members.toReversed())
    result = splice(result, value.span, values.get(name) ?? '');
  return result;
}

const splice = (text: string, { start, end }: Span, insert: string): string =>
  text.slice(0, start) + insert + text.slice(end);

function layoutOf(text: string, node: JsonNode) {
  const { start, end } = node.span;
  const isFlat = !text.trim().includes('\n');
  const line = text.slice(text.lastIndexOf('\n', start) + 1, start);
  const indent = /^[ \t]*/.exec(line)?.[0] ?? '';
  const unit = isFlat ? '' : unitOf(text);
  const flatObject = isFlat || !text.slice(start, end).includes('\n');
  const deeper = (levels: number) => indent + unit.repeat(levels);
  return {
    isFlat,
    unit,
    indent,
    deeper,
    value: (json: string) => (flatObject ? print(json, '', '') : print(json, unit, deeper(1))),
    object: (members: readonly (readonly [string, string])[]) => {
      const parts = members.map(([name, value]) => `${JSON.stringify(name)}: ${value}`);
      if (isFlat) return `{${parts.join(', ')}}`;
      return `{\n${parts.map((part) => deeper(1) + part).join(',\n')}\n${indent}}`;
    },
    list: (items: readonly string[]) =>
      isFlat
        ? `[${items.join(', ')}]`
        : `[\n${items.map((item) => deeper(2) + item).join(',\n')}\n${deeper(1)}]`,
  };
}

/** Returns the first indentation in the text; two blanks when it has none. */
function unitOf(text: string): string {
  return /\n([ \t]+)\S/.exec(text)?.[1] ?? '  ';
}

/** Returns JSON with layout. The first line is not indented. An empty unit prints on one line. */
function print(json: string, unit: string, indent: string): string {
  const value: unknown = JSON.parse(json);
  if (unit === '') return JSON.stringify(value, null, 1).replaceAll(/\n\s*/g, ' ');
  return JSON.stringify(value, null, unit).replaceAll('\n', `\n${indent}`);
}

const shifted = (text: string, unit: string): string => text.replaceAll('\n', `\n${unit}`);

function valueOf(node: JsonNode): unknown {
  switch (node.kind) {
    case 'object':
      return Object.fromEntries(node.members.map(({ name, value }) => [name, valueOf(value)]));
    case 'array':
      return node.items.map(valueOf);
    case 'string':
      return node.value;
    default:
      return JSON.parse(node.value) as unknown;
  }
}

/** Returns true for the same JSON value with members in the same order. */
const equal = (left: unknown, right: unknown): boolean => JSON.stringify(left) === JSON.stringify(right);
