/**
 * The visual editor's view of a document: a block for each statement, with exactly what its fields can show.
 * A statement with anything else (an element AWS does not know, an operator without keys) is a JSON block,
 * shown word for word and edited as JSON. Blocks are read from the text and written back into it (edit.ts).
 * Only the text is stored, so nothing that a person wrote is lost.
 */

import { type Result, err, ok } from '../../model/result.ts';
import { type JsonMember, type JsonNode, type JsonObject, parseJson } from '../syntax/json.ts';
import type { Effect, Span } from '../syntax/tree.ts';

export type VisualBlock = StatementBlock | JsonBlock;

export interface StatementBlock {
  readonly kind: 'statement';
  readonly span: Span;
  readonly sid?: string;
  readonly effect: Effect;
  readonly principal?: PrincipalChoice;
  readonly actions: PatternChoice;
  /** Absent: the statement has neither Resource nor NotResource. */
  readonly resources?: PatternChoice;
  readonly conditions?: readonly ConditionRow[];
}

/** The values of an element, or of its Not form. */
export interface PatternChoice {
  readonly not: boolean;
  readonly values: readonly string[];
  /** True when written as a JSON list. Matters for one value only (G-12). */
  readonly list: boolean;
}

/** A Principal is edited as JSON, so this is its value as written. */
export interface PrincipalChoice {
  readonly not: boolean;
  readonly json: string;
}

export type Scalar = string | number | boolean;

export interface ConditionRow {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly Scalar[];
  readonly list: boolean;
}

export interface JsonBlock {
  readonly kind: 'json';
  readonly span: Span;
  readonly text: string;
  /** The reason why the fields cannot show it, in one lower-case line. */
  readonly reason: string;
}

/** Reads the blocks. Fails when the text is no policy yet: the person must first correct it as JSON. */
export function readVisual(
  text: string,
): Result<readonly VisualBlock[], { readonly message: string; readonly span: Span }> {
  const json = parseJson(text);
  if (!json.ok) return json;
  const nodes = statementNodes(json.value);
  if (!nodes) {
    return err({ message: 'the document has no `Statement` list', span: json.value.span });
  }
  return ok(nodes.map((node) => readBlock(text, node)));
}

/** Returns the statements of a document; `undefined` when it has no `Statement`. */
export function statementNodes(root: JsonNode): readonly JsonNode[] | undefined {
  const value = root.kind === 'object' ? memberOf(root, 'Statement')?.value : undefined;
  if (value?.kind === 'array') return value.items;
  return value?.kind === 'object' ? [value] : undefined;
}

export const memberOf = (object: JsonObject, name: string): JsonMember | undefined =>
  object.members.find((member) => member.name === name);

/** The fields cannot show this. Thrown and caught in this file. */
class NotVisual extends Error {}

function refuse(reason: string): never {
  throw new NotVisual(reason);
}

function readBlock(text: string, node: JsonNode): VisualBlock {
  try {
    return statementBlock(text, node);
  } catch (error) {
    if (!(error instanceof NotVisual)) throw error;
    const { start, end } = node.span;
    return { kind: 'json', span: node.span, text: text.slice(start, end), reason: error.message };
  }
}

const elements: ReadonlySet<string> = new Set([
  ...['Sid', 'Effect', 'Principal', 'NotPrincipal', 'Action', 'NotAction'],
  ...['Resource', 'NotResource', 'Condition'],
]);

function statementBlock(text: string, node: JsonNode): StatementBlock {
  if (node.kind !== 'object') refuse('it is no JSON object');
  for (const { name } of node.members)
    if (!elements.has(name)) refuse(`it has the element \`${name}\`, which AWS does not know`);
  const sid = memberOf(node, 'Sid')?.value;
  if (sid && sid.kind !== 'string') refuse('its `Sid` is no text');
  const principal = principalOf(text, node);
  const actions = patterns(node, 'Action') ?? { not: false, values: [], list: false };
  const resources = patterns(node, 'Resource');
  const condition = memberOf(node, 'Condition');
  const conditions = condition && rowsOf(condition.value);
  return {
    kind: 'statement',
    span: node.span,
    ...(sid && { sid: sid.value }),
    effect: effectOf(node),
    ...(principal && { principal }),
    actions,
    ...(resources && { resources }),
    ...(conditions && { conditions }),
  };
}

function effectOf(node: JsonObject): Effect {
  const effect = memberOf(node, 'Effect')?.value;
  if (effect?.kind === 'string' && (effect.value === 'Allow' || effect.value === 'Deny')) return effect.value;
  return refuse('its `Effect` is neither `Allow` nor `Deny`');
}

function principalOf(text: string, node: JsonObject): PrincipalChoice | undefined {
  const [plain, not] = [memberOf(node, 'Principal'), memberOf(node, 'NotPrincipal')];
  if (plain && not) refuse('it has both `Principal` and `NotPrincipal`');
  const member = plain ?? not;
  return member && { not: member === not, json: text.slice(member.value.span.start, member.value.span.end) };
}

function patterns(node: JsonObject, name: 'Action' | 'Resource'): PatternChoice | undefined {
  const [plain, not] = [memberOf(node, name), memberOf(node, `Not${name}`)];
  if (plain && not) refuse(`it has both \`${name}\` and \`Not${name}\``);
  const member = plain ?? not;
  if (!member) return undefined;
  const { value } = member;
  const items = value.kind === 'array' ? value.items : [value];
  const values = items.map((item) =>
    item.kind === 'string' ? item.value : refuse(`its \`${member.name}\` holds something other than text`),
  );
  return { not: member === not, values, list: value.kind === 'array' };
}

function rowsOf(node: JsonNode): ConditionRow[] {
  if (node.kind !== 'object') refuse('its `Condition` is no JSON object');
  return node.members.flatMap(({ name: operator, value: keys }) => {
    if (keys.kind !== 'object') refuse(`its condition \`${operator}\` is no JSON object`);
    if (keys.members.length === 0) refuse(`its condition \`${operator}\` tests no key`);
    return keys.members.map(({ name: key, value }) => {
      const items = value.kind === 'array' ? value.items : [value];
      return { operator, key, values: items.map(scalarOf), list: value.kind === 'array' };
    });
  });
}

function scalarOf(node: JsonNode): Scalar {
  switch (node.kind) {
    case 'string':
      return node.value;
    case 'boolean':
      return node.value === 'true';
    case 'number': {
      const number = Number(node.value);
      return Number.isFinite(number) && String(number) === node.value
        ? number
        : refuse('it holds a number of too many digits');
    }
    default:
      return refuse('a condition holds something other than text, numbers, `true` or `false`');
  }
}

export const blockParts = ['Effect', 'Sid', 'Principal', 'Action', 'Resource', 'Condition'] as const;
export type BlockPart = (typeof blockParts)[number];

/** Returns the element, or its Not form; the whole statement while the statement does not have it. */
export function partSpan(text: string, index: number, part?: BlockPart): Span | undefined {
  const json = parseJson(text);
  const node = json.ok ? statementNodes(json.value)?.[index] : undefined;
  if (node?.kind !== 'object' || part === undefined) return node?.span;
  const member = node.members.find(({ name }) => name === part || name === `Not${part}`);
  return member ? { start: member.nameSpan.start, end: member.value.span.end } : node.span;
}
