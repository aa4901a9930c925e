import { maxDepth, parseJson, type JsonNode } from './json.ts';
import { parsePolicy } from './parse.ts';
import { principalTypes } from './syntax.ts';
import { PolicySyntaxError } from './syntax-error.ts';

/**
 * A policy's plain values for the engine, which needs no positions. `JSON.parse` reads them several times faster
 * than the parser with positions does; what it would read differently (two equal keys, members named by digits, numbers
 * beyond its precision) or what is no policy goes to that parser, so that both always give the same answer.
 */
export type Members = Readonly<Record<string, unknown>> | ReadonlyMap<string, unknown>;

export const member = (members: Members, name: string): unknown =>
  members instanceof Map ? members.get(name) : (members as Plain)[name];

export const entriesOf = (members: Members): readonly (readonly [string, unknown])[] =>
  members instanceof Map ? [...members] : Object.entries(members);

/** One text or a list of texts, as a list. */
export function listOf(value: unknown): readonly string[] | undefined {
  if (value === undefined) return undefined;
  if (!Array.isArray(value)) return [String(value)];
  for (const item of value) if (typeof item !== 'string') return value.map(String);
  return value as readonly string[];
}

/** The document's members; throws PolicySyntaxError where parsePolicy finds a fault. */
export function readMembers(text: string): Members {
  const value = parsed(text);
  // Every string has two quotes. More stand in the text where a key was written twice or a quote is escaped.
  if (isPolicy(value) && 2 * stringsIn(value, maxDepth) === quotesIn(text)) return value;
  const policy = parsePolicy(text);
  if (!policy.ok) throw new PolicySyntaxError(policy.error);
  const json = parseJson(text);
  return json.ok ? (valueOf(json.node) as Members) : {};
}

type Plain = Readonly<Record<string, unknown>>;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function valueOf(node: JsonNode): unknown {
  if (node.kind === 'object') return new Map(node.members.map(({ name, value }) => [name, valueOf(value)]));
  return node.kind === 'array' ? node.items.map(valueOf) : node.value;
}

function quotesIn(text: string): number {
  let count = 0;
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) count++;
  return count;
}

/** Names and values; not a number where the parser would say that they are nested too deep. */
function stringsIn(value: unknown, levels: number): number {
  if (typeof value === 'string') return 1;
  if (typeof value !== 'object' || value === null) return 0;
  if (levels === 0) return Number.NaN;
  let count = 0;
  if (Array.isArray(value)) {
    for (const item of value) count += stringsIn(item, levels - 1);
    return count;
  }
  for (const name of Object.keys(value)) count += 1 + stringsIn((value as Plain)[name], levels - 1);
  return count;
}

/** Whether parsePolicy would read exactly these values; false where that is not sure. */
function isPolicy(value: unknown): value is Plain {
  if (!isObject(value) || !isMissingOr(isText, value['Version']) || !isMissingOr(isText, value['Id']))
    return false;
  const statement = value['Statement'];
  return Array.isArray(statement) ? statement.every(isStatement) : isStatement(statement);
}

function isStatement(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { Effect, Sid, Action, NotAction, Resource, NotResource, Principal, NotPrincipal, Condition } = value;
  return (
    (Effect === 'Allow' || Effect === 'Deny') &&
    isMissingOr(isText, Sid) &&
    (Action === undefined ? isTexts(NotAction) : NotAction === undefined && isTexts(Action)) &&
    isEither(isTexts, Resource, NotResource) &&
    isEither(isPrincipals, Principal, NotPrincipal) &&
    isMissingOr(isConditions, Condition)
  );
}

type Test = (value: unknown) => boolean;
const isMissingOr = (test: Test, value: unknown) => value === undefined || test(value);
const isEither = (test: Test, one: unknown, other: unknown) =>
  one === undefined ? isMissingOr(test, other) : other === undefined && test(one);

const isObject = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A number only where its text is certain: the parser keeps integers exactly as written, `-0` too. */
const isText = (value: unknown): boolean =>
  typeof value === 'string' ||
  typeof value === 'boolean' ||
  (typeof value === 'number' && Math.abs(value) <= Number.MAX_SAFE_INTEGER && !Object.is(value, -0));

const isTexts = (value: unknown): boolean => (Array.isArray(value) ? value.every(isText) : isText(value));

const isPrincipals = (value: unknown): boolean =>
  typeof value === 'string' ||
  (isObject(value) &&
    Object.keys(value).every(
      (type) => (principalTypes as readonly string[]).includes(type) && isTexts(value[type]),
    ));

const isConditions = (value: unknown): boolean => isInOrder(value, (keys) => isInOrder(keys, isTexts));

/** Of an object whose members `JSON.parse` left in their order: it moves names of digits to the front. */
const isInOrder = (value: unknown, test: Test): boolean =>
  isObject(value) && Object.keys(value).every((name) => !/^\d/.test(name) && test(value[name]));
