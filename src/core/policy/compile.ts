import { parsePolicy } from './parse.ts';
import {
  defaultVersion,
  versionWithVariables,
  type Effect,
  type PolicySyntax,
  type PrincipalBlock,
  type PrincipalType,
  type Span,
  type StatementSyntax,
  type Text,
  type TextList,
} from './syntax.ts';
import { PolicySyntaxError } from './syntax-error.ts';
import { variableNames } from './template.ts';

/**
 * A policy ready for use: parsed once, then shared by every decision and query. It keeps the strings and the
 * places of its statements but not the syntax tree, of which a full account's policies would fill the memory;
 * parsePolicy(text) gives it again. Compiling is lenient (see
 * parse.ts); what stays undecided there is decided by the engine and written down at its place:
 * - an unknown condition operator never holds for Allow and always holds for Deny (eval/statement.ts);
 * - members that the grammar does not know are ignored.
 */
export class CompiledPolicy {
  readonly text: string;
  /** As written; `2008-10-17` where the document has none. */
  readonly version: string;
  readonly statements: readonly CompiledStatement[];
  /** The engine's matchers for this policy, made and typed in eval/program.ts on first use. */
  program: object | undefined;

  constructor(syntax: PolicySyntax) {
    this.text = syntax.text;
    this.version = syntax.version?.value ?? defaultVersion;
    const variables = this.version === versionWithVariables;
    this.statements = syntax.statements.map((statement) => new CompiledStatement(statement, variables));
    this.program = undefined;
  }

  /** Every context key that some statement reads, each once ignoring case. */
  get conditionKeys(): readonly string[] {
    return distinctKeys(this.statements.flatMap((statement) => statement.conditionKeys));
  }
}

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

/** One statement with what queries ask for; patterns are as written. */
export class CompiledStatement {
  readonly index: number;
  readonly sid: string | undefined;
  readonly effect: Effect;
  readonly span: Span;
  readonly actions: readonly string[] | undefined;
  readonly notActions: readonly string[] | undefined;
  readonly resources: readonly string[] | undefined;
  readonly notResources: readonly string[] | undefined;
  readonly principals: readonly NamedPrincipal[] | undefined;
  readonly notPrincipals: readonly NamedPrincipal[] | undefined;
  /** Absent where the statement has no Condition. */
  readonly conditions: readonly Condition[] | undefined;
  /** Whether `${…}` is substituted here (C-60). */
  readonly variables: boolean;
  #conditionKeys: readonly string[] | undefined;

  constructor(syntax: StatementSyntax, variables: boolean) {
    this.index = syntax.index;
    this.sid = syntax.sid?.value;
    this.effect = syntax.effect;
    this.span = syntax.span;
    this.actions = texts(syntax.action);
    this.notActions = texts(syntax.notAction);
    this.resources = texts(syntax.resource);
    this.notResources = texts(syntax.notResource);
    this.principals = principals(syntax.principal);
    this.notPrincipals = principals(syntax.notPrincipal);
    this.conditions = syntax.conditions?.map(({ operator, key, values }) => ({
      operator: operator.value,
      key: key.value,
      values: values.items.map(textOf),
    }));
    this.variables = variables;
  }

  /** The context keys this statement reads, tested or in a variable, each once ignoring case, as written. */
  get conditionKeys(): readonly string[] {
    this.#conditionKeys ??= distinctKeys(this.#keysRead());
    return this.#conditionKeys;
  }

  #keysRead(): string[] {
    const tests = this.conditions ?? [];
    const keys = tests.map((test) => test.key);
    if (!this.variables) return keys;
    const values = [
      ...(this.resources ?? []),
      ...(this.notResources ?? []),
      ...tests.flatMap((test) => test.values),
    ];
    return [...keys, ...values.flatMap(variableNames)];
  }
}

const textOf = (text: Text) => text.value;
const texts = (list: TextList | undefined) => list?.items.map(textOf);
const principals = (block: PrincipalBlock | undefined) =>
  block?.entries.map(({ type, value }) => ({ type, value }));

function distinctKeys(keys: readonly string[]): string[] {
  const seen = new Map<string, string>();
  for (const key of keys) if (!seen.has(key.toLowerCase())) seen.set(key.toLowerCase(), key);
  return [...seen.values()];
}

/**
 * Two generations of texts: when the young one is full it becomes the old one, and what is still used
 * moves over. Bounded, and without a list to keep in order.
 */
class TextCache {
  readonly #limit = 6_000_000;
  #young = new Map<string, CompiledPolicy>();
  #old = new Map<string, CompiledPolicy>();
  #characters = 0;

  get(text: string): CompiledPolicy | undefined {
    const young = this.#young.get(text);
    if (young) return young;
    const old = this.#old.get(text);
    if (old) this.add(text, old);
    return old;
  }

  add(text: string, policy: CompiledPolicy): void {
    this.#characters += text.length;
    if (this.#characters > this.#limit) {
      this.#old = this.#young;
      this.#young = new Map();
      this.#characters = text.length;
    }
    this.#young.set(text, policy);
  }
}

const byText = new TextCache();
const byObject = new WeakMap<object, CompiledPolicy>();

/**
 * The compiled form of a document; each text and each object is compiled once. An object is read at its
 * first use, so it must not be changed afterwards (records in the World are frozen).
 * Throws PolicySyntaxError, and nothing else, where the document is no usable policy.
 */
export function compile(document: string | object | CompiledPolicy): CompiledPolicy {
  if (typeof document === 'string') {
    let policy = byText.get(document);
    if (!policy) {
      policy = compileText(document);
      byText.add(document, policy);
    }
    return policy;
  }
  if (document instanceof CompiledPolicy) return document;
  let policy = byObject.get(document);
  if (!policy) {
    policy = compileText(jsonOf(document));
    byObject.set(document, policy);
  }
  return policy;
}

/** Compiles without looking at or filling the cache. */
export function compileText(text: string): CompiledPolicy {
  const parsed = parsePolicy(text);
  if (!parsed.ok) throw new PolicySyntaxError(parsed.error);
  return new CompiledPolicy(parsed.policy);
}

function jsonOf(document: object): string {
  let text: string | undefined;
  try {
    text = JSON.stringify(document, null, 2);
  } catch {
    // A cycle, a BigInt or a throwing getter: no JSON document.
  }
  if (text !== undefined) return text;
  throw new PolicySyntaxError({
    code: 'invalid-json',
    message: 'the document cannot be written as JSON; pass plain data',
    span: { start: 0, end: 0 },
  });
}
