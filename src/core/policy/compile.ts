import { parsePolicy } from './parse.ts';
import { entriesOf, listOf, member, readMembers, type Members } from './plain.ts';
import {
  defaultVersion,
  versionWithVariables,
  type Effect,
  type PrincipalType,
  type Span,
} from './syntax.ts';
import { PolicySyntaxError } from './syntax-error.ts';
import { variableNames } from './template.ts';

/**
 * A policy ready for use: read once, then shared by every decision and query. It keeps the plain values (plain.ts)
 * but no syntax tree, of which a full account's policies would fill the memory; parsePolicy(text) gives it
 * again, and the places of the statements with it. Compiling is lenient (see parse.ts); what stays undecided there is decided by the engine and written down at its place:
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
  #spans: readonly Span[] | undefined;

  constructor(text: string, members: Members) {
    this.text = text;
    this.version = textOf(member(members, 'Version')) ?? defaultVersion;
    const statement = member(members, 'Statement');
    const all = (Array.isArray(statement) ? statement : [statement]) as readonly Members[];
    this.statements = all.map((one, index) => new CompiledStatement(this, one, index));
    this.program = undefined;
    this.#spans = undefined;
  }

  /** Where the statements stand, found when somebody first looks. */
  get spans(): readonly Span[] {
    return (this.#spans ??= spansOf(this.text));
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
  readonly actions: readonly string[] | undefined;
  readonly notActions: readonly string[] | undefined;
  readonly resources: readonly string[] | undefined;
  readonly notResources: readonly string[] | undefined;
  readonly principals: readonly NamedPrincipal[] | undefined;
  readonly notPrincipals: readonly NamedPrincipal[] | undefined;
  /** Whether `${…}` is substituted here (C-60). */
  readonly variables: boolean;
  readonly #policy: CompiledPolicy;
  readonly #condition: Members | undefined;
  #conditions: readonly Condition[] | undefined;
  #conditionKeys: readonly string[] | undefined;

  constructor(policy: CompiledPolicy, members: Members, index: number) {
    this.index = index;
    this.sid = textOf(member(members, 'Sid'));
    this.effect = member(members, 'Effect') as Effect;
    this.actions = listOf(member(members, 'Action'));
    this.notActions = listOf(member(members, 'NotAction'));
    this.resources = listOf(member(members, 'Resource'));
    this.notResources = listOf(member(members, 'NotResource'));
    this.principals = principalsOf(member(members, 'Principal'));
    this.notPrincipals = principalsOf(member(members, 'NotPrincipal'));
    this.variables = policy.version === versionWithVariables;
    this.#policy = policy;
    this.#condition = member(members, 'Condition') as Members | undefined;
    this.#conditions = undefined;
    this.#conditionKeys = undefined;
  }

  get span(): Span {
    return this.#policy.spans[this.index] ?? nowhere;
  }

  /** Absent where the statement has no Condition. */
  get conditions(): readonly Condition[] | undefined {
    return (this.#conditions ??= this.#condition && conditionsOf(this.#condition));
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

const nowhere: Span = { start: 0, end: 0 };

function spansOf(text: string): readonly Span[] {
  const parsed = parsePolicy(text);
  return parsed.ok ? parsed.policy.statements.map(({ span }) => span) : [];
}

const textOf = (value: unknown) => (value === undefined ? undefined : String(value));

function principalsOf(value: unknown): readonly NamedPrincipal[] | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'string') return [{ type: 'AWS', value }];
  return entriesOf(value as Members).flatMap(([type, values]) =>
    (listOf(values) ?? []).map((each) => ({ type: type as PrincipalType, value: each })),
  );
}

const conditionsOf = (operators: Members): Condition[] =>
  entriesOf(operators).flatMap(([operator, keys]) =>
    entriesOf(keys as Members).map(([key, values]) => ({ operator, key, values: listOf(values) ?? [] })),
  );

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
  return new CompiledPolicy(text, readMembers(text));
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
