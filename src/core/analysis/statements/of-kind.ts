/** The effects of policies on one question, for principals of one kind, which have the same request. */

import { applicable, policyPlaces } from '../../authz/applicable-statements.ts';
import { type DecisionEnv, type Question, evaluationInput } from '../../authz/authorize.ts';
import type { Decision, EvaluationInput, NamedPolicy } from '../../authz/decision.ts';
import { evaluate } from '../../authz/evaluate.ts';
import { mayCover } from '../../eval/arn.ts';
import type { RequestView } from '../../eval/request.ts';
import type { StatementMatcher } from '../../eval/statement.ts';
import { lacksMembership } from '../../model/world/known-parts.ts';
import type { World } from '../../model/world/world.ts';
import { type CompiledStatement, keysOfStatement } from '../../policy/compile.ts';
import { type Needed, conditionsOfStatement } from '../effective/needed-conditions.ts';
import { asAnybody } from '../everything.ts';
import * as effects from './effects.ts';
import { type HeldStatements, root } from './held.ts';
import { noReads, readsOf } from './own-reads.ts';
import { memoBy } from '../../model/memo.ts';

export interface AskedOfKind {
  readonly world: World;
  readonly question: Omit<Question, 'principal'>;
  readonly env: DecisionEnv;
  readonly held: HeldStatements;
  /** A single resource without a stand-in. */
  readonly isOne: boolean;
  /** Statements say alone which conditions are needed. */
  readonly isPlain: boolean;
  readonly numbers: Map<string, number>;
}

/** A statement that needs more than its effect. */
export interface ListedStatement {
  /** The same for statements that apply to the same requests with the same effect. */
  readonly number: number;
  readonly effect: number;
  readonly statement: StatementMatcher;
  readonly needed: Needed;
}

/** Statements of some documents, each once. */
export interface List {
  readonly statements: readonly ListedStatement[];
  readonly text: string;
}

const noStatements: List = { statements: [], text: '' };

export class OfKind {
  readonly #asked: AskedOfKind;
  readonly #input: EvaluationInput;
  readonly #request: RequestView;
  readonly #documents: (number | undefined)[] = [];
  readonly #listed = new Map<number, readonly ListedStatement[]>();
  readonly #effects: (number | undefined)[] = [0];
  readonly #lists: (List | undefined)[] = [noStatements];
  readonly #known: (ListedStatement | undefined)[] = [];
  /** Nobody knows the organization of the caller's account, or of the resource's. */
  readonly #isOpen: boolean;
  #isDenied: boolean | undefined;

  constructor(asked: AskedOfKind, principal: string) {
    this.#asked = asked;
    this.#input = evaluationInput(asked.world, { ...asked.question, principal }, asked.env);
    this.#request = applicable(this.#input).request;
    const { principal: caller, resourceAccount } = this.#request;
    this.#isOpen = [caller.account, resourceAccount].some((one) => lacksMembership(asked.world, one));
  }

  effectOf(node: number): number {
    let effect = this.#effects[node];
    if (effect === undefined) {
      const { before, document } = this.#asked.held.nodes[node] ?? { before: root, document: 0 };
      const own = (this.#documents[document] ??= this.#ofDocument(document));
      this.#effects[node] = effect = this.effectOf(before) | own;
    }
    return effect;
  }

  /** Returns those statements of a node's documents that need more than their effects. */
  listOf(node: number): List {
    let list = this.#lists[node];
    if (!list) {
      this.effectOf(node);
      const { before, document } = this.#asked.held.nodes[node] ?? { before: root, document: 0 };
      const own = this.#listed.get(document);
      this.#lists[node] = list = own ? joined(this.listOf(before), own) : this.listOf(before);
    }
    return list;
  }

  /** Even a principal with every permission is denied it. */
  get isDenied(): boolean {
    return (this.#isDenied ??= evaluate(asAnybody(this.#input)).verdict === 'denied');
  }

  decide(own: number, boundary: number | undefined): Decision {
    const { permissionsBoundary: _, ...input } = this.#input;
    const permissionsBoundary = boundary === undefined ? undefined : policyOf(boundary);
    return evaluate({
      ...input,
      identityPolicies: [policyOf(own)],
      ...(permissionsBoundary && { permissionsBoundary }),
    });
  }

  #ofDocument(document: number): number {
    let all = 0;
    let listed: ListedStatement[] | undefined;
    for (const statement of this.#asked.held.documents[document] ?? []) {
      const one = this.#ofOne(statement);
      if (typeof one === 'number') all |= one;
      else {
        all |= one.effect;
        (listed ??= []).push(one);
      }
    }
    if (listed) this.#listed.set(document, listed);
    return all;
  }

  #ofOne(statement: StatementMatcher): number | ListedStatement {
    const request = this.#request;
    const { isOne } = this.#asked;
    const { resources, conditions } = statement.source;
    if (resources && !someMeets(resources, request.matched, isOne ? mayCover : mayMeet)) return 0;
    const isOwn = readsOf(statement) !== noReads;
    if (isOne && !isOwn) {
      if (!statement.matchesResource(request, policyPlaces.identity)) return 0;
      if (!conditions) return statement.isDeny ? effects.denies : effects.allows;
    }
    const number = this.#numberOf(statement);
    return (this.#known[number] ??= this.#listedAs(number, statement, isOwn));
  }

  #listedAs(number: number, statement: StatementMatcher, isOwn: boolean): ListedStatement {
    const { isOne, isPlain, world } = this.#asked;
    const { isDeny, source } = statement;
    const needed = isPlain && !isOwn ? conditionsOfStatement(world, this.#request, source) : 'never';
    const holds = isOne && !isOwn && statement.matchesConditions(this.#request);
    const effect =
      (isDeny ? effects.mayDeny : effects.mayAllow) |
      (source.conditions ? effects.isConditional : 0) |
      (isOwn ? effects.readsOwn : 0) |
      (this.#isOpen && keysOfStatement(source).some(isOfOrganization) ? effects.asksOrganization : 0) |
      (holds ? (isDeny ? effects.deniesNow : effects.allowsNow) : 0) |
      later(isDeny, needed);
    return { number, effect, statement, needed };
  }

  #numberOf({ source }: StatementMatcher): number {
    const { numbers } = this.#asked;
    const text = textOf(source);
    let number = numbers.get(text);
    if (number === undefined) numbers.set(text, (number = numbers.size));
    return number;
  }
}

function later(isDeny: boolean, needed: Needed): number {
  if (needed === 'never') return 0;
  if (needed) return isDeny ? effects.deniesOnConditions : effects.allowsOnConditions;
  return isDeny ? effects.mustDeny : effects.canAllow;
}

const isOfOrganization = (key: string): boolean => /^aws:(principal|resource)org(id|paths)$/i.test(key);

const statement = (Effect: 'Allow' | 'Deny') => ({ Effect, Action: '*', Resource: '*' });

const policies = [[], [statement('Allow')], [statement('Deny')], [statement('Allow'), statement('Deny')]].map(
  (Statement): NamedPolicy => ({
    name: '',
    document: JSON.stringify({ Version: '2012-10-17', Statement }),
  }),
);

const policyOf = (outcome: number): NamedPolicy => policies[outcome] as NamedPolicy;

function joined(before: List, more: readonly ListedStatement[]): List {
  const byNumber = new Map([...before.statements, ...more].map((one) => [one.number, one]));
  if (byNumber.size === before.statements.length) return before;
  const statements = [...byNumber.values()].sort((a, b) => a.number - b.number);
  return { statements, text: statements.map(({ number }) => number).join() };
}

function someMeets(
  texts: readonly string[],
  resource: string,
  meets: (text: string, resource: string) => boolean,
): boolean {
  for (const text of texts) if (meets(text, resource)) return true;
  return false;
}

/** Returns false when the letters before the first wildcard or variable of either pattern differ. */
function mayMeet(a: string, b: string): boolean {
  const isOpen = (text: string, at: number) => at >= text.length || '*?$'.includes(text.charAt(at));
  for (let at = 0; !isOpen(a, at) && !isOpen(b, at); at++) if (a[at] !== b[at]) return false;
  return true;
}

/** Returns the same text for statements that apply to the same requests of an action with the same effect. */
const textOf = memoBy(({ effect, resources, notResources, conditions, variables }: CompiledStatement) =>
  JSON.stringify([effect, resources, notResources, conditions, variables]),
);
