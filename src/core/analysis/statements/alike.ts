/**
 * Finds the principals of an account that a question cannot tell apart, so that one decision is that of all. For one
 * resource it is enough that some of their statements apply, and that some deny, in each layer. For a pattern, the
 * statements about the action have to be the same. Whatever is read of one principal alone tells it apart, too.
 */

import { applicable, places } from '../../authz/applicable-statements.ts';
import { type DecisionEnv, type Question, evaluationInput } from '../../authz/authorize.ts';
import { actionName } from '../../eval/action.ts';
import { mayCover } from '../../eval/arn.ts';
import { aliasOfKey, type RequestView } from '../../eval/request.ts';
import type { StatementMatcher } from '../../eval/statement.ts';
import type { AccountId, EntityId } from '../../model/ids.ts';
import type { RoleRecord, UserRecord } from '../../model/records/tables.ts';
import { lacksPart } from '../../model/world/known-parts.ts';
import { type Holder, type World, findByArn, ownedBy } from '../../model/world/world.ts';
import { statementsOf } from './account-statements.ts';
import { type OwnReads, noReads, ownNames, ownReadsOf, seenOf, together } from './own-reads.ts';
import { sharedStatements } from './shared-statements.ts';

export type AskedOfAll = Pick<Question, 'action' | 'resource' | 'context' | 'assume'>;

type Kind = 'user' | 'role' | 'service-linked role';

/** The effect of the policies of holders on a kind of principal. */
interface Sum {
  readonly outcome: number;
  /** Numbers of statements that need more than their outcome. */
  readonly statements: readonly number[];
  readonly reads: OwnReads;
  /** True when this world may lack a policy. */
  readonly isOpen: boolean;
}

const allows = 1;
const denies = 2;
/** Sums that are told by their outcome, which is their place. */
const told = [0, allows, denies, allows | denies].map((outcome): Sum => ({
  outcome,
  statements: [],
  reads: noReads,
  isOpen: false,
}));
const nothing = told[0] as Sum;

export class Alike {
  readonly #world: World;
  readonly #account: AccountId;
  readonly #question: AskedOfAll;
  readonly #env: DecisionEnv;
  /** Absent: no two principals are known to be alike. */
  readonly #shared: OwnReads | undefined;
  /** The values of Principal in shared statements. */
  readonly #names: ReadonlySet<string>;
  /** A single resource without a stand-in: then a statement applies or does not. */
  readonly #isOne: boolean;
  /** An empty group of an account whose policies are not all known can have some. */
  readonly #lacksPolicies: boolean;
  /** Statements about the action, by the ARN of the policy, or of the holder that has them inline. */
  readonly #statements = new Map<string, readonly StatementMatcher[]>();
  readonly #requests = new Map<Kind, RequestView>();
  readonly #sums: Readonly<Record<Kind, Map<string, Sum>>> = {
    user: new Map(),
    role: new Map(),
    'service-linked role': new Map(),
  };
  readonly #numbers = new Map<string, number>();

  /** `isPattern`: the resource stands for many. A `*` of an action without a resource does not. */
  constructor(
    world: World,
    account: AccountId,
    question: AskedOfAll,
    env: DecisionEnv,
    isPattern = /[*?]/.test(question.resource),
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
    this.#shared = shared && ownReadsOf(shared);
    this.#names = new Set(shared?.flatMap(namesIn));
    if (shared)
      for (const { statements, bringers } of statementsOf(world, account).about(action))
        for (const arn of bringers)
          this.#statements.set(arn, [...(this.#statements.get(arn) ?? []), ...statements]);
  }

  /** Returns the same text for principals that are decided alike; `undefined` for one that may be like no other. */
  classOf(arn: string): string | undefined {
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
    const limit = permissionsBoundary === undefined ? 'none' : textOf(boundary);
    const text = `${kind} ${textOf(own)} ${limit}`;
    const reads = together([own.reads, boundary.reads, this.#shared]);
    return reads === noReads ? text : `${text} ${seenOf(principal, reads)}`;
  }

  #ofPrincipal(principal: UserRecord | RoleRecord, kind: Kind): Sum {
    const own = this.#ofHolder(principal, kind);
    if (!('groups' in principal)) return own;
    let sum = own;
    for (const id of principal.groups) sum = plus(sum, this.#sums[kind].get(id) ?? this.#ofGroup(id, kind));
    return sum;
  }

  #ofGroup(id: EntityId, kind: Kind): Sum {
    const group = this.#world.groups.get(id);
    const sum = group ? this.#ofHolder(group, kind) : nothing;
    const isEmpty = group && group.attachedPolicies.length + group.inlinePolicies.length === 0;
    return this.#kept(id, kind, isEmpty && this.#lacksPolicies ? { ...sum, isOpen: true } : sum);
  }

  #ofHolder({ arn, attachedPolicies, inlinePolicies }: Holder, kind: Kind): Sum {
    let sum = inlinePolicies.length > 0 ? this.#brought(arn, kind) : nothing;
    for (const policy of attachedPolicies)
      sum = plus(sum, this.#sums[kind].get(policy) ?? this.#attached(policy, kind));
    return sum;
  }

  #attached(policy: string, kind: Kind): Sum {
    const isKnown = findByArn(this.#world, 'policies', policy) !== undefined;
    return this.#kept(policy, kind, isKnown ? this.#brought(policy, kind) : { ...nothing, isOpen: true });
  }

  #kept(key: string, kind: Kind, sum: Sum): Sum {
    this.#sums[kind].set(key, sum);
    return sum;
  }

  #brought(arn: string, kind: Kind): Sum {
    let sum = nothing;
    for (const statement of this.#statements.get(arn) ?? []) sum = plus(sum, this.#ofOne(statement, kind));
    return sum;
  }

  #ofOne(statement: StatementMatcher, kind: Kind): Sum {
    const reads = ownReadsOf([statement]);
    const request = this.#requestOf(kind);
    const { resources, conditions } = statement.source;
    const isElsewhere = this.#isOne
      ? resources?.every((text) => !mayCover(text, request.matched))
      : !conditions && resources?.every((text) => !mayMeet(text, request.resource));
    if (isElsewhere) return nothing;
    if (!this.#isOne || reads !== noReads)
      return { ...nothing, statements: [this.#numberOf(statement)], reads };
    const applies = statement.appliesBeyondAction(request, places.identity) !== 'none';
    return applies ? (told[statement.isDeny ? denies : allows] as Sum) : nothing;
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

  /** Returns the request of any principal of the kind: it has all that statements read that read nothing own. */
  #requestOf(kind: Kind): RequestView {
    let request = this.#requests.get(kind);
    if (!request) {
      const rows = ownedBy(this.#world, kind === 'user' ? 'users' : 'roles', this.#account);
      const principal = rows.find((row) => kindOf(row) === kind)?.arn ?? '';
      request = applicable(evaluationInput(this.#world, { ...this.#question, principal }, this.#env)).request;
      this.#requests.set(kind, request);
    }
    return request;
  }
}

function plus(a: Sum, b: Sum): Sum {
  const outcome = a.outcome | b.outcome;
  if (a === told[a.outcome] && b === told[b.outcome]) return told[outcome] as Sum;
  return {
    outcome,
    statements: b.statements.length === 0 ? a.statements : [...a.statements, ...b.statements],
    reads: together([a.reads, b.reads]),
    isOpen: a.isOpen || b.isOpen,
  };
}

/** Returns false when the letters before the first wildcard or variable of either pattern differ. */
function mayMeet(a: string, b: string): boolean {
  const isOpen = (text: string, at: number) => at >= text.length || '*?$'.includes(text.charAt(at));
  for (let at = 0; !isOpen(a, at) && !isOpen(b, at); at++) if (a[at] !== b[at]) return false;
  return true;
}

const textOf = ({ outcome, statements }: Sum): string =>
  statements.length === 0
    ? String(outcome)
    : `${outcome}:${[...new Set(statements)].sort((a, b) => a - b).join()}`;

const kindOf = (principal: UserRecord | RoleRecord): Kind =>
  'userName' in principal
    ? 'user'
    : principal.path.startsWith('/aws-service-role/')
      ? 'service-linked role'
      : 'role';

const namesIn = ({ source: { principals = [], notPrincipals = [] } }: StatementMatcher): string[] =>
  [...principals, ...notPrincipals].flatMap(({ type, value }) => (type === 'AWS' ? [value] : []));
