/**
 * A compiled policy: read once, then shared by every decision and query. It has the plain values
 * (syntax/plain-values.ts) and no syntax tree, because the trees of a full account would fill the memory;
 * parsePolicy(text) makes one when spans are needed. Compiling is lenient (see syntax/parse.ts). The engine
 * decides what is left open:
 * - an unknown condition operator never holds for Allow and always holds for Deny (eval/statement.ts);
 * - members that the grammar does not know are ignored.
 */

import { parsePolicy } from './syntax/parse.ts';
import {
  type Condition,
  type PlainPrincipal,
  Reader,
  valueOrUndefined,
  exactOf,
} from './syntax/plain-values.ts';
import { type Effect, type Span, defaultLanguageVersion, versionWithVariables } from './syntax/tree.ts';
import { PolicySyntaxError } from './syntax/error.ts';
import { TextCache } from './syntax/text-cache.ts';
import { memoBy } from '../model/memo.ts';
import { parseTemplate } from './syntax/variables.ts';

export class CompiledPolicy {
  readonly text: string;
  /** The text of `Version`; `2008-10-17` when the document has none. */
  readonly version: string;
  readonly statements: readonly CompiledStatement[];
  /** The engine's matchers for this policy. eval/program.ts makes and types them on first use. */
  program: object | undefined;
  #spans: readonly Span[] | undefined;

  constructor(text: string, value: unknown, reader: Reader) {
    this.text = text;
    this.version = defaultLanguageVersion;
    this.statements = [];
    const members = reader.object(value);
    if (members['Statement'] === undefined) reader.doubt();
    for (const name in members) {
      const given = members[name];
      if (name === 'Version') this.version = reader.text(given);
      else if (name !== 'Statement') reader.other(given);
      else {
        const all: readonly unknown[] = Array.isArray(given) ? given : [given];
        if (given === all) reader.list(all);
        this.statements = all.map((one, index) => new CompiledStatement(this, one, index, reader));
      }
    }
  }

  /** Returns the spans of the statements, found on first use. */
  get spans(): readonly Span[] {
    return (this.#spans ??= spansOf(this.text));
  }
}

export type { Condition, PlainPrincipal };

/** One statement with the members that queries ask for. Patterns are as written. */
export class CompiledStatement {
  readonly index: number;
  readonly sid: string | undefined;
  readonly effect: Effect;
  readonly actions: readonly string[] | undefined;
  readonly notActions: readonly string[] | undefined;
  readonly resources: readonly string[] | undefined;
  readonly notResources: readonly string[] | undefined;
  readonly principals: readonly PlainPrincipal[] | undefined;
  readonly notPrincipals: readonly PlainPrincipal[] | undefined;
  /** Absent: the statement has no Condition. */
  readonly conditions: readonly Condition[] | undefined;
  readonly #policy: CompiledPolicy;

  constructor(policy: CompiledPolicy, value: unknown, index: number, reader: Reader) {
    this.index = index;
    this.#policy = policy;
    const members = reader.object(value);
    const effect = members['Effect'];
    if (effect !== 'Allow' && effect !== 'Deny') reader.doubt();
    this.effect = effect as Effect;
    for (const name in members) {
      const given = members[name];
      switch (name) {
        case 'Sid':
          this.sid = reader.text(given);
          break;
        case 'Effect':
          reader.text(given);
          break;
        case 'Action':
          this.actions = reader.texts(given);
          break;
        case 'NotAction':
          this.notActions = reader.texts(given);
          break;
        case 'Resource':
          this.resources = reader.texts(given);
          break;
        case 'NotResource':
          this.notResources = reader.texts(given);
          break;
        case 'Principal':
          this.principals = reader.principals(given);
          break;
        case 'NotPrincipal':
          this.notPrincipals = reader.principals(given);
          break;
        case 'Condition':
          this.conditions = reader.conditions(given);
          break;
        default:
          reader.other(given);
      }
    }
    const { actions, notActions, resources, notResources, principals, notPrincipals } = this;
    if (!actions === !notActions || (resources && notResources) || (principals && notPrincipals))
      reader.doubt();
  }

  get span(): Span {
    return this.#policy.spans[this.index] as Span;
  }

  /** True when `${…}` is substituted here (C-60). */
  get variables(): boolean {
    return this.#policy.version === versionWithVariables;
  }
}

function spansOf(text: string): readonly Span[] {
  const parsed = parsePolicy(text);
  return parsed.ok ? parsed.value.statements.map(({ span }) => span) : [];
}

const byText = new TextCache<CompiledPolicy>();
const byObject = memoBy((document: object) => compileText(jsonOf(document)));

/**
 * Returns the compiled form of a document. Each text and each object is compiled once. An object is read at
 * its first use, so it must not change afterwards (records in the World are frozen). Throws
 * PolicySyntaxError, and nothing else, when the document is no usable policy.
 */
export function compile(document: string | object | CompiledPolicy): CompiledPolicy {
  if (typeof document === 'string') return byText.of(document, compileText);
  if (document instanceof CompiledPolicy) return document;
  return byObject(document);
}

/** Compiles without reading or filling the cache. */
export function compileText(text: string): CompiledPolicy {
  const reader = new Reader();
  const policy = new CompiledPolicy(
    text,
    valueOrUndefined((): unknown => JSON.parse(text)),
    reader,
  );
  if (reader.hasReadAllOf(text)) return policy;
  const parsed = parsePolicy(text);
  if (!parsed.ok) throw new PolicySyntaxError(parsed.error);
  return new CompiledPolicy(text, exactOf(text), reader);
}

function jsonOf(document: object): string {
  // Fails for a cycle, a BigInt or a throwing getter.
  const text = valueOrUndefined(() => JSON.stringify(document, null, 2) as string | undefined);
  if (text !== undefined) return text;
  throw new PolicySyntaxError({
    code: 'invalid-json',
    message: 'the document cannot be written as JSON; pass plain data',
    span: { start: 0, end: 0 },
  });
}

/** Returns the keys of all statements as written, each once ignoring case. */
export const keysOfPolicy = ({ statements }: CompiledPolicy): string[] =>
  distinct(statements.flatMap(keysRead));

export const keysOfStatement = (statement: CompiledStatement): string[] => distinct(keysRead(statement));

function keysRead({
  conditions = [],
  resources = [],
  notResources = [],
  variables,
}: CompiledStatement): string[] {
  const keys = conditions.map(({ key }) => key);
  if (!variables) return keys;
  const values = [...resources, ...notResources, ...conditions.flatMap((test) => test.values)];
  return [...keys, ...values.flatMap(variableNames)];
}

function distinct(keys: readonly string[]): string[] {
  const seen = new Map<string, string>();
  for (const key of keys) if (!seen.has(key.toLowerCase())) seen.set(key.toLowerCase(), key);
  return [...seen.values()];
}

/** Returns the keys that the value's variables read, as written. */
export const variableNames = (text: string): string[] =>
  text.includes('${')
    ? parseTemplate(text).flatMap((part) => (part.kind === 'variable' ? [part.name] : []))
    : [];
