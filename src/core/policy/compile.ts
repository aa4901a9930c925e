import { parsePolicy } from './parse.ts';
import {
  entriesOf,
  exactOf,
  inAnything,
  inConditions,
  inList,
  inPrincipals,
  inText,
  isAllOf,
  isObject,
  listOf,
  plainOf,
  textOf,
  unsure,
  type Plain,
} from './plain.ts';
import {
  defaultVersion,
  versionWithVariables,
  type Effect,
  type PrincipalType,
  type Span,
} from './syntax.ts';
import { PolicySyntaxError } from './syntax-error.ts';
import { variableNames } from './template.ts';
import { TextCache, type OfText } from './text-cache.ts';

/**
 * A policy ready for use: read once, then shared by every decision and query. It keeps the plain values (plain.ts)
 * but no syntax tree, of which a full account's policies would fill the memory; parsePolicy(text) gives it
 * again, and the places of the statements with it. Compiling is lenient (see parse.ts); what stays undecided there is decided by the engine and written down at its place:
 * - an unknown condition operator never holds for Allow and always holds for Deny (eval/statement.ts);
 * - members that the grammar does not know are ignored.
 */
export class CompiledPolicy implements OfText {
  readonly text: string;
  generation = -1;
  /** As written; `2008-10-17` where the document has none. */
  readonly version: string;
  readonly statements: readonly CompiledStatement[];
  /** The engine's matchers for this policy, made and typed in eval/program.ts on first use. */
  program: object | undefined;
  /** How many strings were read, or `unsure` (plain.ts). */
  readonly strings: number;
  #spans: readonly Span[] | undefined;

  constructor(text: string, value: unknown) {
    let version = defaultVersion;
    let statements: readonly CompiledStatement[] | undefined;
    let strings = 0;
    for (const name in isObject(value) ? value : {}) {
      const given = (value as Plain)[name];
      strings++;
      if (name === 'Version') {
        version = textOf(given);
        strings += inText(given);
      } else if (name === 'Statement') {
        const all: readonly unknown[] = Array.isArray(given) ? given : [given];
        statements = all.map((one, index) => new CompiledStatement(this, one, index));
        for (const statement of statements) strings += statement.strings;
      } else {
        strings += name === 'Id' ? inText(given) : inAnything(given);
      }
    }
    this.text = text;
    this.version = version;
    this.statements = statements ?? [];
    this.strings = statements ? strings : unsure;
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
  /** As of the policy. */
  readonly strings: number;
  readonly #policy: CompiledPolicy;
  readonly #condition: unknown;
  #conditions: readonly Condition[] | undefined;
  #conditionKeys: readonly string[] | undefined;

  /** Each member is looked at once. */
  constructor(policy: CompiledPolicy, value: unknown, index: number) {
    this.index = index;
    this.sid = undefined;
    this.effect = undefined as never;
    this.#policy = policy;
    this.#conditions = undefined;
    this.#conditionKeys = undefined;
    let strings = 0;
    let condition: unknown;
    let actions, notActions, resources, notResources: readonly string[] | undefined;
    let principals, notPrincipals: readonly NamedPrincipal[] | undefined;
    for (const name in isObject(value) ? value : {}) {
      const given = (value as Plain)[name];
      strings++;
      switch (name) {
        case 'Sid':
          this.sid = textOf(given);
          strings += inText(given);
          break;
        case 'Effect':
          this.effect = given as Effect;
          strings += given === 'Allow' || given === 'Deny' ? 1 : unsure;
          break;
        case 'Action':
          strings += inList(given, (actions = listOf(given)));
          break;
        case 'NotAction':
          strings += inList(given, (notActions = listOf(given)));
          break;
        case 'Resource':
          strings += inList(given, (resources = listOf(given)));
          break;
        case 'NotResource':
          strings += inList(given, (notResources = listOf(given)));
          break;
        case 'Principal':
          principals = principalsOf(given);
          strings += inPrincipals(given);
          break;
        case 'NotPrincipal':
          notPrincipals = principalsOf(given);
          strings += inPrincipals(given);
          break;
        case 'Condition':
          condition = given;
          strings += inConditions(given);
          break;
        default:
          strings += inAnything(given);
      }
    }
    this.actions = actions;
    this.notActions = notActions;
    this.resources = resources;
    this.notResources = notResources;
    this.principals = principals;
    this.notPrincipals = notPrincipals;
    this.#condition = condition;
    const isWhole = (actions === undefined) !== (notActions === undefined) && this.effect !== undefined;
    const isTwofold = (resources && notResources) ?? (principals && notPrincipals);
    this.strings = isWhole && !isTwofold ? strings : unsure;
  }

  get span(): Span {
    return this.#policy.spans[this.index] ?? nowhere;
  }

  /** Absent where the statement has no Condition. */
  get conditions(): readonly Condition[] | undefined {
    if (this.#condition === undefined) return undefined;
    return (this.#conditions ??= conditionsOf(this.#condition));
  }

  /** Whether `${…}` is substituted here (C-60). */
  get variables(): boolean {
    return this.#policy.version === versionWithVariables;
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

function principalsOf(value: unknown): readonly NamedPrincipal[] {
  if (typeof value === 'string') return [{ type: 'AWS', value }];
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([type, values]) =>
    listOf(values).map((each) => ({ type: type as PrincipalType, value: each })),
  );
}

const conditionsOf = (operators: unknown): Condition[] =>
  entriesOf(operators).flatMap(([operator, keys]) =>
    entriesOf(keys).map(([key, values]) => ({ operator, key, values: listOf(values) })),
  );

function distinctKeys(keys: readonly string[]): string[] {
  const seen = new Map<string, string>();
  for (const key of keys) if (!seen.has(key.toLowerCase())) seen.set(key.toLowerCase(), key);
  return [...seen.values()];
}

const byText = new TextCache<CompiledPolicy>();
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
      byText.add(policy);
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
  const policy = new CompiledPolicy(text, plainOf(text));
  if (isAllOf(text, policy.strings)) return policy;
  const parsed = parsePolicy(text);
  if (!parsed.ok) throw new PolicySyntaxError(parsed.error);
  return new CompiledPolicy(text, exactOf(text));
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
