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
import type { AccountId, EntityId } from '../../model/ids.ts';
import type { RoleRecord, UserRecord } from '../../model/records/tables.ts';
import { lacksPart } from '../../model/world/known-parts.ts';
import { type Holder, type World, findByArn, ownedBy } from '../../model/world/world.ts';
import { type Conditions, allOf, anyOf } from '../effective/conditions.ts';
import { type Needed, conditionsOfStatement } from '../effective/needed-conditions.ts';
import { asAnybody } from '../everything.ts';
import { statementsOf } from './account-statements.ts';
import { type OwnReads, noReads, ownNames, ownReadsOf, seenOf, together } from './own-reads.ts';
import { sharedStatements } from './shared-statements.ts';

export type AskedOfAll = Pick<Question, 'action' | 'resource' | 'context' | 'assume'>;

type Kind = 'user' | 'role' | 'service-linked role';

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
  readonly needed: Map<Kind, Needed>;
}

const ownPassword = /^iam:(changepassword|getaccountpasswordpolicy)$/;

export class Alike {
  readonly #world: World;
  readonly #account: AccountId;
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
  readonly #requests = new Map<Kind, RequestView>();
  readonly #inputs = new Map<Kind, EvaluationInput>();
  readonly #numbered: Numbered[] = [];
  readonly #sums: Readonly<Record<Kind, Map<string, Sum>>> = {
    user: new Map(),
    role: new Map(),
    'service-linked role': new Map(),
  };
  readonly #decided: Readonly<Record<Kind, Map<Sum, string>>> = {
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
    this.#account = account;
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
    if (shared)
      for (const { statements, bringers } of index.about(action))
        for (const arn of bringers)
          this.#statements.set(arn, [...(this.#statements.get(arn) ?? []), ...statements]);
  }

  /** Returns `undefined` for a principal that may be like no other. */
  classOf(arn: string): PrincipalClass | undefined {
    const { index, users, roles } = this.#world;
    const ref = index.byArn.get(arn);
    const table = ref?.table === 'users' ? users : ref?.table === 'roles' ? roles : undefined;
    const principal = ref && table?.get(ref.id);
    if (!principal || !this.#shared || principal.account !== this.#account) return undefined;
    if (this.#names.size > 0 && ownNames(principal).some((name) => this.#names.has(name))) return undefined;
    const kind = kindOf(principal);
    const own = this.#ofPrincipal(principal, kind);
    const { permissionsBoundary } = principal;
    const boundary =
      permissionsBoundary === undefined
        ? nothing
        : (this.#sums[kind].get(permissionsBoundary) ?? this.#attached(permissionsBoundary, kind));
    if (own.isOpen || boundary.isOpen) return undefined;
    const limit = permissionsBoundary === undefined ? 'none' : boundary.text;
    const text = `${kind} ${own.text} ${limit}`;
    const reads = together([own.reads, boundary.reads, this.#shared.reads]);
    const layers = permissionsBoundary === undefined ? [own] : [own, boundary];
    const seen = reads === noReads ? '' : ` ${seenOf(principal, reads)}`;
    const outcomes = layers.map((sum) => this.#decidedText(sum, kind)).join(' ');
    return {
      text: text + seen,
      decided: `${kind} ${outcomes}${seen}`,
      isOfPolicies: reads === noReads && this.#names.size === 0,
      needed: () => this.#needed(layers, kind),
    };
  }

  /** Returns what the statements come to for one resource; their numbers where that does not tell it. */
  #decidedText(sum: Sum, kind: Kind): string {
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

  #needed(layers: readonly Sum[], kind: Kind): Needed | 'unclear' {
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

  #ofPrincipal(principal: UserRecord | RoleRecord, kind: Kind): Sum {
    const own = this.#ofHolder(principal, kind);
    if (!('groups' in principal)) return own;
    let sum = own;
    for (const id of principal.groups) sum = sum.plus(this.#sums[kind].get(id) ?? this.#ofGroup(id, kind));
    return sum;
  }

  #ofGroup(id: EntityId, kind: Kind): Sum {
    const group = this.#world.groups.get(id);
    const sum = group ? this.#ofHolder(group, kind) : nothing;
    const isEmpty = group && group.attachedPolicies.length + group.inlinePolicies.length === 0;
    return this.#kept(id, kind, isEmpty && this.#lacksPolicies ? unknownPolicy : sum);
  }

  #ofHolder({ arn, attachedPolicies, inlinePolicies }: Holder, kind: Kind): Sum {
    let sum = inlinePolicies.length > 0 ? this.#brought(arn, kind) : nothing;
    for (const policy of attachedPolicies)
      sum = sum.plus(this.#sums[kind].get(policy) ?? this.#attached(policy, kind));
    return sum;
  }

  #attached(policy: string, kind: Kind): Sum {
    const isKnown = findByArn(this.#world, 'policies', policy) !== undefined;
    return this.#kept(policy, kind, isKnown ? this.#brought(policy, kind) : unknownPolicy);
  }

  #kept(key: string, kind: Kind, sum: Sum): Sum {
    this.#sums[kind].set(key, sum);
    return sum;
  }

  #brought(arn: string, kind: Kind): Sum {
    let sum = nothing;
    for (const statement of this.#statements.get(arn) ?? []) sum = sum.plus(this.#ofOne(statement, kind));
    return sum;
  }

  #ofOne(statement: StatementMatcher, kind: Kind): Sum {
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

  #requestOf(kind: Kind): RequestView {
    let request = this.#requests.get(kind);
    if (!request) this.#requests.set(kind, (request = applicable(this.#inputOf(kind)).request));
    return request;
  }

  /** Returns the input of any principal of the kind: it has all that statements read that read nothing own. */
  #inputOf(kind: Kind): EvaluationInput {
    let input = this.#inputs.get(kind);
    if (!input) {
      const rows = ownedBy(this.#world, kind === 'user' ? 'users' : 'roles', this.#account);
      const principal = rows.find((row) => kindOf(row) === kind)?.arn ?? '';
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

const kindOf = (principal: UserRecord | RoleRecord): Kind =>
  'userName' in principal
    ? 'user'
    : principal.path.startsWith('/aws-service-role/')
      ? 'service-linked role'
      : 'role';

const namesIn = ({ source: { principals = [], notPrincipals = [] } }: StatementMatcher): string[] =>
  [...principals, ...notPrincipals].flatMap(({ type, value }) => (type === 'AWS' ? [value] : []));
