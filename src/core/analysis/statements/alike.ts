/**
 * Finds the principals of an account that a question cannot tell apart, so that one decision is that of all. For one
 * resource it is enough that some of their statements apply, and that some deny, in each layer. For a pattern, the
 * statements about the action have to be the same. Whatever is read of one principal alone tells it apart, too.
 */

import { applicable, places } from '../../authz/applicable-statements.ts';
import { type DecisionEnv, type Question, evaluationInput } from '../../authz/authorize.ts';
import { isBillingAction } from '../../authz/billing.ts';
import type { EvaluationInput } from '../../authz/decision.ts';
import { evaluate } from '../../authz/evaluate.ts';
import { actionName } from '../../eval/action.ts';
import { mayCover } from '../../eval/arn.ts';
import { aliasOfKey, type RequestView } from '../../eval/request.ts';
import type { StatementMatcher } from '../../eval/statement.ts';
import type { AccountId } from '../../model/ids.ts';
import { lacksPart } from '../../model/world/known-parts.ts';
import { type World, findByArn } from '../../model/world/world.ts';
import { type Conditions, allOf, anyOf } from '../effective/conditions.ts';
import { type Needed, conditionsOfStatement } from '../effective/needed-conditions.ts';
import { asAnybody } from '../everything.ts';
import { statementsOf } from './account-statements.ts';
import { type Holdings, type PrincipalKind, type Source } from './holdings.ts';
import { type OwnReads, noReads, ownNames, ownReadsOf, seenOf, together } from './own-reads.ts';
import { sharedStatements } from './shared-statements.ts';

export type AskedOfAll = Pick<Question, 'action' | 'resource' | 'context' | 'assume'>;

/** The effects of statements, as bits. Without `may`: whatever the request's context is. */
const allows = 1;
const denies = 2;
const mayAllow = 4;
const mayDeny = 8;
const isConditional = 16;

/** The effect of some policies on a kind of principal; there is one of each. */
class Sum {
  readonly effect: number;
  /** Numbers of statements that need more than their effect, sorted. */
  readonly statements: readonly number[];
  readonly reads: OwnReads;
  /** True when this world may lack a policy. */
  readonly isOpen: boolean;
  readonly text: string;
  readonly #with = new WeakMap<Sum, Sum>();

  constructor(effect: number, statements: readonly number[], reads: OwnReads, isOpen = false) {
    this.effect = effect;
    this.statements = [...new Set(statements)].sort((a, b) => a - b);
    this.reads = reads;
    this.isOpen = isOpen;
    this.text = `${effect}:${this.statements.join()}`;
  }

  plus(other: Sum): Sum {
    if (other === nothing || other === this) return this;
    if (this === nothing) return other;
    let sum = this.#with.get(other);
    if (!sum) {
      const { effect, statements, reads, isOpen } = this;
      sum = new Sum(
        effect | other.effect,
        [...statements, ...other.statements],
        together([reads, other.reads]),
        isOpen || other.isOpen,
      );
      this.#with.set(other, sum);
    }
    return sum;
  }
}

const nothing = new Sum(0, [], noReads);
const anAllow = new Sum(allows, [], noReads);
const aDeny = new Sum(denies, [], noReads);
const unknownPolicy = new Sum(0, [], noReads, true);

/** Principals that are decided alike have the same class. */
export interface PrincipalClass {
  readonly text: string;
  /** The same for principals that need other conditions and are decided alike. */
  readonly decided: string;
  /** True when nothing but the kind and the policies of the principal tells it apart. */
  readonly isOfPolicies: boolean;
  /** Returns the conditions that all of the class need; `unclear`: each has to be looked at. */
  readonly needed: () => Needed | 'unclear';
}

/** Statements of control policies and of resources. */
interface Shared {
  readonly reads: OwnReads;
  readonly isConditional: boolean;
  /** Some of them, or the account's password policy, allow it without an identity policy. */
  readonly grants: boolean;
}

interface Numbered {
  readonly sum: Sum;
  readonly statement: StatementMatcher;
  readonly needed: Map<PrincipalKind, Needed>;
}

const ownPassword = /^iam:(changepassword|getaccountpasswordpolicy)$/;

export class Alike {
  readonly #world: World;
  readonly #question: AskedOfAll;
  readonly #env: DecisionEnv;
  /** Absent: no two principals are known to be alike. */
  readonly #shared: Shared | undefined;
  /** The values of Principal in shared statements. */
  readonly #names: ReadonlySet<string>;
  /** A single resource without a stand-in: then a statement applies or does not. */
  readonly #isOne: boolean;
  /** An empty group of an account whose policies are not all known can have some. */
  readonly #lacksPolicies: boolean;
  /** Statements about the action, by the ARN of the policy, or of the holder that has them inline. */
  readonly #statements = new Map<string, readonly StatementMatcher[]>();
  readonly #requests = new Map<PrincipalKind, RequestView>();
  readonly #inputs = new Map<PrincipalKind, EvaluationInput>();
  readonly #numbered: Numbered[] = [];
  /** Absent while no two principals are known to be alike. */
  readonly #holdings: Holdings | undefined;
  /** The sums of the sources, by their numbers. */
  readonly #sums: Readonly<Record<PrincipalKind, Sum[]>> = {
    user: [],
    role: [],
    'service-linked role': [],
  };
  readonly #decided: Readonly<Record<PrincipalKind, Map<Sum, string>>> = {
    user: new Map(),
    role: new Map(),
    'service-linked role': new Map(),
  };
  /** Classes of policies that read nothing of one principal, by them and by the boundary. */
  readonly #classes: Readonly<Record<PrincipalKind, Map<Sum, Map<Sum | undefined, PrincipalClass>>>> = {
    user: new Map(),
    role: new Map(),
    'service-linked role': new Map(),
  };
  readonly #numbers = new Map<string, number>();

  /**
   * `isPattern`: the resource stands for many. A `*` of an action without a resource does not. `index`: of the account as
   * it is now, made once where many questions are asked.
   */
  constructor(
    world: World,
    account: AccountId,
    question: AskedOfAll,
    env: DecisionEnv,
    isPattern = /[*?]/.test(question.resource),
    index = statementsOf(world, account),
  ) {
    this.#world = world;
    this.#question = question;
    this.#env = env;
    this.#lacksPolicies = lacksPart(world, account, 'attached-policies');
    const { resource } = question;
    const action = actionName(question.action);
    this.#isOne = !isPattern && aliasOfKey(action, resource) === undefined;
    const shared = sharedStatements(world, question, isPattern);
    this.#shared = shared && {
      reads: ownReadsOf(shared),
      isConditional: shared.some(({ source }) => source.conditions !== undefined),
      grants:
        ownPassword.test(action.full) || shared.some(({ isDeny, source }) => !isDeny && source.principals),
    };
    this.#names = new Set(shared?.flatMap(namesIn));
    this.#holdings = shared && index.holdings();
    if (shared)
      for (const { statements, bringers } of index.about(action))
        for (const arn of bringers)
          this.#statements.set(arn, [...(this.#statements.get(arn) ?? []), ...statements]);
  }

  /** Returns `undefined` for a principal that may be like no other. */
  classOf(arn: string): PrincipalClass | undefined {
    const holding = this.#holdings?.byArn.get(arn);
    if (!holding || !this.#shared) return undefined;
    const { principal, kind, parts } = holding;
    if (this.#names.size > 0 && ownNames(principal).some((name) => this.#names.has(name))) return undefined;
    const own = this.#sumOf(parts, kind);
    const boundary =
      holding.boundary === undefined
        ? undefined
        : (this.#sums[kind][holding.boundary] ?? this.#ofSource(holding.boundary, kind));
    const known = this.#classes[kind].get(own)?.get(boundary);
    if (known) return known;
    if (own.isOpen || boundary?.isOpen) return undefined;
    const reads = together([own.reads, (boundary ?? nothing).reads, this.#shared.reads]);
    if (reads !== noReads) return this.#class(kind, own, boundary, ` ${seenOf(principal, reads)}`);
    const found = this.#class(kind, own, boundary, '');
    const byBoundary = this.#classes[kind].get(own) ?? new Map<Sum | undefined, PrincipalClass>();
    this.#classes[kind].set(own, byBoundary.set(boundary, found));
    return found;
  }

  /** `seen`: what its policies read of the principal. */
  #class(kind: PrincipalKind, own: Sum, boundary: Sum | undefined, seen: string): PrincipalClass {
    const layers = boundary ? [own, boundary] : [own];
    const outcomes = layers.map((sum) => this.#decidedText(sum, kind)).join(' ');
    return {
      text: `${kind} ${own.text} ${boundary?.text ?? 'none'}${seen}`,
      decided: `${kind} ${outcomes}${seen}`,
      isOfPolicies: seen === '' && this.#names.size === 0,
      needed: () => this.#needed(layers, kind),
    };
  }

  /** Returns what the statements come to for one resource; their numbers where that does not tell it. */
  #decidedText(sum: Sum, kind: PrincipalKind): string {
    if (!this.#isOne || sum.reads !== noReads || sum.statements.length === 0) return sum.text;
    let text = this.#decided[kind].get(sum);
    if (text === undefined) {
      let outcome = sum.effect & (allows | denies);
      for (const number of sum.statements) {
        const { statement } = this.#numbered[number] as Numbered;
        if (statement.matchesConditions(this.#requestOf(kind))) outcome |= statement.isDeny ? denies : allows;
      }
      text = `${outcome}:`;
      this.#decided[kind].set(sum, text);
    }
    return text;
  }

  #needed(layers: readonly Sum[], kind: PrincipalKind): Needed | 'unclear' {
    const effects = layers.map(({ effect }) => effect);
    if (!this.#shared || !canDepend(effects, this.#shared)) return undefined;
    const isPlain =
      this.#isOne &&
      !isBillingAction(this.#question.action) &&
      !this.#shared.isConditional &&
      !this.#shared.grants;
    if (!isPlain || layers.some(({ reads }) => reads !== noReads)) return 'unclear';
    const input = this.#inputOf(kind);
    if (evaluate(asAnybody(input)).verdict === 'denied') return 'never';
    const parts: (Conditions | undefined)[] = [];
    for (const { effect, statements } of layers) {
      const ways: (Conditions | undefined)[] = (effect & allows) > 0 ? [undefined] : [];
      for (const number of statements) {
        const one = this.#numbered[number] as Numbered;
        let conditions = one.needed.get(kind);
        if (conditions === undefined && !one.needed.has(kind)) {
          conditions = conditionsOfStatement(this.#world, input, one.statement.source);
          one.needed.set(kind, conditions);
        }
        if (conditions === 'never') continue;
        if (!one.statement.isDeny) ways.push(conditions);
        else if (conditions) parts.push({ kind: 'not', of: conditions });
        else return 'never';
      }
      if (ways.length === 0) return 'never';
      parts.push(anyOf(ways));
    }
    return allOf(parts);
  }

  #sumOf(parts: readonly number[], kind: PrincipalKind): Sum {
    const sums = this.#sums[kind];
    let sum = nothing;
    for (const part of parts) {
      const next = sums[part] ?? this.#ofSource(part, kind);
      if (next !== nothing) sum = sum.plus(next);
    }
    return sum;
  }

  #ofSource(number: number, kind: PrincipalKind): Sum {
    const source = this.#holdings?.sources[number];
    return (this.#sums[kind][number] = source ? this.#made(source, kind) : nothing);
  }

  #made(source: Source, kind: PrincipalKind): Sum {
    if (source.of !== 'group') {
      const isKnown = source.of === 'inline' || findByArn(this.#world, 'policies', source.arn) !== undefined;
      return isKnown ? this.#brought(source.arn, kind) : unknownPolicy;
    }
    const { group, parts } = source;
    return group && parts.length === 0 && this.#lacksPolicies ? unknownPolicy : this.#sumOf(parts, kind);
  }

  #brought(arn: string, kind: PrincipalKind): Sum {
    let sum = nothing;
    for (const statement of this.#statements.get(arn) ?? []) sum = sum.plus(this.#ofOne(statement, kind));
    return sum;
  }

  #ofOne(statement: StatementMatcher, kind: PrincipalKind): Sum {
    const request = this.#requestOf(kind);
    const { resources, conditions } = statement.source;
    const meets = this.#isOne ? mayCover : mayMeet;
    if (resources?.every((text) => !meets(text, request.matched))) return nothing;
    const reads = ownReadsOf([statement]);
    if (this.#isOne && reads === noReads) {
      if (!statement.matchesResource(request, places.identity)) return nothing;
      if (!conditions) return statement.isDeny ? aDeny : anAllow;
    }
    const number = this.#numberOf(statement);
    const effect = (statement.isDeny ? mayDeny : mayAllow) | (conditions ? isConditional : 0);
    return (this.#numbered[number] ??= {
      sum: new Sum(effect, [number], reads),
      statement,
      needed: new Map(),
    }).sum;
  }

  /** Returns the same number for statements that apply to the same requests with the same effect. */
  #numberOf({
    source: { effect, resources, notResources, conditions, variables },
  }: StatementMatcher): number {
    const text = JSON.stringify([effect, resources, notResources, conditions, variables]);
    let number = this.#numbers.get(text);
    if (number === undefined) this.#numbers.set(text, (number = this.#numbers.size));
    return number;
  }

  #requestOf(kind: PrincipalKind): RequestView {
    let request = this.#requests.get(kind);
    if (!request) this.#requests.set(kind, (request = applicable(this.#inputOf(kind)).request));
    return request;
  }

  /** Returns the input of any principal of the kind: it has all that statements read that read nothing own. */
  #inputOf(kind: PrincipalKind): EvaluationInput {
    let input = this.#inputs.get(kind);
    if (!input) {
      const principal = this.#holdings?.oneOf(kind) ?? '';
      input = evaluationInput(this.#world, { ...this.#question, principal }, this.#env);
      this.#inputs.set(kind, input);
    }
    return input;
  }
}

/** Tells if conditions may decide. `effects`: of the principal's own layers, which must all allow. */
function canDepend(effects: readonly number[], { isConditional: isLimited, grants }: Shared): boolean {
  const effect = effects.reduce((all, one) => all | one);
  if ((effect & denies) > 0) return false;
  if (isLimited || grants) return isLimited || (effect & isConditional) > 0;
  const isSure = effects.every((one) => (one & allows) > 0) && (effect & mayDeny) === 0;
  const isNever = effects.some((one) => (one & (allows | mayAllow)) === 0);
  return !isSure && !isNever && (effect & isConditional) > 0;
}

/** Returns false when the letters before the first wildcard or variable of either pattern differ. */
function mayMeet(a: string, b: string): boolean {
  const isOpen = (text: string, at: number) => at >= text.length || '*?$'.includes(text.charAt(at));
  for (let at = 0; !isOpen(a, at) && !isOpen(b, at); at++) if (a[at] !== b[at]) return false;
  return true;
}

const namesIn = ({ source: { principals = [], notPrincipals = [] } }: StatementMatcher): string[] =>
  [...principals, ...notPrincipals].flatMap(({ type, value }) => (type === 'AWS' ? [value] : []));
