import { maxDepth, parseJson, type JsonNode } from './json.ts';
import { principalTypes } from './syntax.ts';

/**
 * A policy's plain values for the engine, which needs no positions: `JSON.parse` reads them several times faster than
 * the parser with positions. What it may read differently (two equal keys, names of digits, numbers beyond its
 * precision) is found by counting strings and then read by that parser, so that both always give the same.
 */
export type Plain = Readonly<Record<string, unknown>>;

/** Undefined where the text is no JSON. */
export function plainOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** As read by the parser with positions, of a text that it accepts. */
export function exactOf(text: string): unknown {
  const json = parseJson(text);
  return json.ok ? valueOf(json.node, false) : undefined;
}

/** The members of a Condition keep their order in a map: an object would move names of digits to its front. */
function valueOf(node: JsonNode, ordered: boolean): unknown {
  if (node.kind === 'array') return node.items.map((item) => valueOf(item, ordered));
  if (node.kind !== 'object') return node.value;
  const members = node.members.map(
    ({ name, value }) => [name, valueOf(value, ordered || name === 'Condition')] as const,
  );
  return ordered ? new Map(members) : Object.fromEntries(members);
}

export const isObject = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Of what is no text nothing: an object may have a `toString` of its own. */
export const textOf = (value: unknown): string => (typeof value === 'object' ? '' : String(value));

/** One text or a list of texts, as a list. */
export function listOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (!Array.isArray(value)) return [textOf(value)];
  for (const item of value) if (typeof item !== 'string') return value.map(textOf);
  return value as readonly string[];
}

/** Of an object, or of a map made by exactOf. */
export const entriesOf = (members: unknown): readonly (readonly [string, unknown])[] =>
  members instanceof Map ? [...(members as Map<string, unknown>)] : Object.entries(members as object);

/**
 * The functions below count the strings of a value, names of members included. Where the parser with positions
 * finds a fault, or may read something else, they answer this: no number, and neither is any sum with it.
 */
export const unsure = Number.NaN;

/**
 * Whether a document with so many strings has them all. Each has two quotes in the text; more stand there where a
 * key was written twice or a quote is escaped.
 */
export function isAllOf(text: string, strings: number): boolean {
  let left = 2 * strings;
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) left--;
  return left === 0;
}

/** A number only where its text is certain: the parser keeps integers exactly as written, `-0` too. */
export function inText(value: unknown): number {
  if (typeof value === 'string') return 1;
  if (typeof value === 'boolean') return 0;
  if (typeof value !== 'number') return unsure;
  return Math.abs(value) <= Number.MAX_SAFE_INTEGER && !Object.is(value, -0) ? 0 : unsure;
}

/** Of texts and the list made of them. */
export const inList = (value: unknown, list: readonly string[]): number =>
  list === value ? list.length : inTexts(value);

function inTexts(value: unknown): number {
  if (!Array.isArray(value)) return inText(value);
  let count = 0;
  for (const item of value) count += inText(item);
  return count;
}

export const inPrincipals = (value: unknown): number =>
  typeof value === 'string' ? 1 : inMembers(value, inPrincipal);

const inPrincipal = (value: unknown, type: string): number =>
  (principalTypes as readonly string[]).includes(type) ? inTexts(value) : unsure;

export const inConditions = (value: unknown): number => inMembers(value, inOperator);

const inOperator = (value: unknown, name: string): number =>
  startsWithDigit(name) ? unsure : inMembers(value, inKey);
const inKey = (value: unknown, name: string): number => (startsWithDigit(name) ? unsure : inTexts(value));
const startsWithDigit = (name: string) => name >= '0' && name < ':';

/** Of a member that the grammar does not know, which may nest so many levels. */
export function inAnything(value: unknown, levels = maxDepth - 3): number {
  if (typeof value === 'string') return 1;
  if (typeof value !== 'object' || value === null) return 0;
  if (levels === 0) return unsure;
  if (!Array.isArray(value)) return inMembers(value, (each) => inAnything(each, levels - 1));
  let count = 0;
  for (const item of value) count += inAnything(item, levels - 1);
  return count;
}

function inMembers(value: unknown, inMember: (value: unknown, name: string) => number): number {
  if (!isObject(value)) return unsure;
  let count = 0;
  for (const name in value) count += 1 + inMember(value[name], name);
  return count;
}
