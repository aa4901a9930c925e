/**
 * Finds the principals of an account that a question cannot tell apart, so that one decision is that of all. For one
 * resource it is enough that some of their statements apply, and that some deny, in each layer. For a pattern, the
 * statements about the action have to be the same. Whatever is read of one principal alone tells it apart, too.
 */

import type { DecisionEnv, Question } from '../../authz/authorize.ts';
import { isBillingAction } from '../../authz/billing.ts';
import type { Decision } from '../../authz/decision.ts';
import { actionName } from '../../eval/action.ts';
import { aliasOfKey } from '../../eval/request.ts';
import type { StatementMatcher } from '../../eval/statement.ts';
import type { AccountId } from '../../model/ids.ts';
import { lacksPart } from '../../model/world/known-parts.ts';
import type { World } from '../../model/world/world.ts';
import { type Conditions, allOf, anyOf } from '../effective/conditions.ts';
import type { Needed } from '../effective/needed-conditions.ts';
import { accountStatementsOf } from './account-statements.ts';
import * as effects from './effects.ts';
import { type HeldSet, root } from './held.ts';
import { type Holding, type Holdings, type PrincipalKind, principalKinds } from './holdings.ts';
import { type AskedOfKind, type List, OfKind } from './of-kind.ts';
import { type OwnReads, noReads, ownReadsOf, seenOf, together } from './own-reads.ts';
import { targetOf } from '../../authz/gather.ts';
import { currentResourceDocument, currentTrustPolicy } from '../../authz/trust-ids.ts';
import { programOf } from '../../eval/program.ts';
import { type CompiledPolicy, compile } from '../../policy/compile.ts';

export type AskedOfAll = Pick<Question, 'action' | 'resource' | 'context' | 'assume'>;

export interface PrincipalClass {
  /** The same for principals that need other conditions and are decided alike. */
  readonly decided: string;
  /** Decides for all of the class, where their policies come to as much; the statements that decide have no names. */
  readonly decide?: () => Decision;
  /** Returns the conditions that all of the class need; `unclear`: each has to be looked at. */
  readonly needed: () => Needed | 'unclear';
}

export interface AlikeOptions {
  /** The resource stands for many. A `*` of an action without a resource does not. */
  readonly isPattern?: boolean;
  /** Conditions are not told apart: `someConditions` stands for all. */
  readonly isBrief?: boolean;
  /** The index of the account as it is now, made once where many questions are asked. */
  readonly index?: ReturnType<typeof accountStatementsOf>;
}

/** Stands for conditions that nobody reads, only whether there are some. */
const someConditions: Conditions = { kind: 'test', operator: '', key: '', values: [] };

interface Shared extends effects.Limits {
  readonly reads: OwnReads;
}

const ownPassword = /^iam:(changepassword|getaccountpasswordpolicy)$/;

export class AlikePrincipals {
  readonly #asked: AskedOfKind;
  /** Absent: no two principals are known to be alike. */
  readonly #shared: Shared | undefined;
  readonly #holdings: Holdings;
  readonly #named: ReadonlySet<Holding>;
  readonly #isBrief: boolean;
  /** No setting of the account counts, and no key of one principal in shared statements. */
  readonly #isOfPolicies: boolean;
  /** An empty group of an account whose policies are not all known can have some. */
  readonly #lacksPolicies: boolean;
  readonly #kinds: Partial<Record<PrincipalKind, OfKind>> = {};
  readonly #ofTexts = new Map<string, PrincipalClass>();
  /** Classes of sets that read nothing of one principal, by their effects. */
  readonly #ofEffects = new Map<number, PrincipalClass | 'listed'>();
  readonly #bySet: PrincipalClass[] = [];

  constructor(
    world: World,
    account: AccountId,
    question: AskedOfAll,
    env: DecisionEnv,
    {
      isPattern = /[*?]/.test(question.resource),
      isBrief = false,
      index = accountStatementsOf(world, account),
    }: AlikeOptions = {},
  ) {
    this.#lacksPolicies = lacksPart(world, account, 'attached-policies');
    const action = actionName(question.action);
    this.#isBrief = isBrief;
    const shared = sharedStatements(world, question, isPattern);
    this.#shared = shared && {
      reads: ownReadsOf(shared),
      isConditional: shared.some(({ source }) => source.conditions !== undefined),
      grants:
        ownPassword.test(action.full) || shared.some(({ isDeny, source }) => !isDeny && source.principals),
    };
    this.#isOfPolicies =
      this.#shared?.reads === noReads && !isBillingAction(action.full) && !ownPassword.test(action.full);
    this.#holdings = index.holdings();
    // Statements apply to a single resource, or do not, unless it is a stand-in.
    const isOne = !isPattern && aliasOfKey(action, question.resource) === undefined;
    this.#asked = {
      world,
      question,
      env,
      held: index.held(action),
      isOne,
      isPlain: this.#isOfPolicies && isOne && !this.#shared?.isConditional && !this.#shared?.grants,
      numbers: new Map(),
    };
    const names = new Set(shared?.flatMap(namesIn));
    this.#named = names.size > 0 ? this.#holdings.named(names) : new Set();
  }

  /** Returns `undefined` for a principal that may be like no other. */
  classOf(arn: string): PrincipalClass | undefined {
    const holding = this.#holdings.byArn.get(arn);
    if (!holding || !this.#shared || this.#named.has(holding)) return undefined;
    if (holding.isOpen || (holding.hasEmptyGroup && this.#lacksPolicies)) return undefined;
    const { held } = this.#asked;
    const number = held.setOf(holding);
    const known = this.#bySet[number];
    if (known) return known;
    const set = held.sets[number] as HeldSet;
    const of = (this.#kinds[set.kind] ??= new OfKind(this.#asked, holding.principal.arn));
    const own = of.effectOf(set.own);
    const limit = set.boundary === undefined ? noBoundary : of.effectOf(set.boundary);
    const layers = { of, set, own, limit };
    const isOwn = ((own | limit) & effects.readsOwn) > 0;
    const { reads } = this.#shared;
    if (!isOwn && reads === noReads)
      return (this.#bySet[number] = this.#byEffects(layers) ?? this.#listed(layers, ''));
    const all = isOwn ? together([ownReadsOf(listed(layers)), reads]) : reads;
    return this.#listed(layers, ` ${seenOf(holding.principal, all)}`);
  }

  /** Returns `undefined` where more than the effects matters. */
  #byEffects(layers: Layers): PrincipalClass | undefined {
    const { set, own, limit } = layers;
    if (!this.#asked.isOne || ((own | limit) & effects.asksOrganization) > 0) return undefined;
    const key = (own * 2 * effects.beyond + limit) * principalKinds.length + principalKinds.indexOf(set.kind);
    let known = this.#ofEffects.get(key);
    if (known === undefined) {
      const needed = this.#neededBriefly(layers);
      const isListed = needed === 'unclear' || (needed === someConditions && !this.#isBrief);
      known = isListed ? 'listed' : this.#classOf(layers, '', () => needed);
      this.#ofEffects.set(key, known);
    }
    return known === 'listed' ? undefined : known;
  }

  /** `seen`: what its policies read of the principal. */
  #listed(layers: Layers, seen: string): PrincipalClass {
    const { of, set, own, limit } = layers;
    const text = `${set.kind} ${textOf(of, own, set.own)} ${textOf(of, limit, set.boundary)}${seen}`;
    let known = this.#ofTexts.get(text);
    if (!known) {
      known = this.#classOf(layers, seen, () => this.#needed(layers));
      this.#ofTexts.set(text, known);
    }
    return known;
  }

  #classOf({ of, set, own, limit }: Layers, seen: string, needed: PrincipalClass['needed']): PrincipalClass {
    const isTold = this.#asked.isOne && ((own | limit) & (effects.readsOwn | effects.asksOrganization)) === 0;
    if (!isTold)
      return {
        decided: `${set.kind} ${textOf(of, own, set.own)} ${textOf(of, limit, set.boundary)}${seen}`,
        needed,
      };
    // It is enough to know what the statements come to, and a Deny is the end of it.
    const outcome = effects.effectOutcome(own);
    const limited = limit === noBoundary ? undefined : effects.effectOutcome(limit);
    const isDenied = outcome >= effects.denies;
    const isLimitDenied = !isDenied && limited !== undefined && limited >= effects.denies;
    const counts = [isLimitDenied ? 'any' : outcome, limited !== undefined && isDenied ? 'any' : limited];
    return {
      decided: `${set.kind} ${counts.join(' ')}${seen}`,
      needed,
      ...(this.#isOfPolicies && { decide: () => of.decide(outcome, limited) }),
    };
  }

  #neededBriefly({ of, own, limit }: Layers): Needed | 'unclear' {
    const all = limit === noBoundary ? [own] : [own, limit];
    if (!this.#shared || !effects.canDepend(all, this.#shared)) return undefined;
    if (!this.#asked.isPlain || ((own | limit) & effects.readsOwn) > 0) return 'unclear';
    return !of.isDenied && effects.needsConditions(all) ? someConditions : 'never';
  }

  #needed(layers: Layers): Needed | 'unclear' {
    const briefly = this.#neededBriefly(layers);
    if (briefly !== someConditions) return briefly;
    const { of, set, own, limit } = layers;
    const ofBoundary = set.boundary === undefined ? [] : conditionsOf(limit, of.listOf(set.boundary));
    return allOf([...conditionsOf(own, of.listOf(set.own)), ...ofBoundary]);
  }
}

/** More than all effects, and none of them. */
const noBoundary = effects.beyond;

interface Layers {
  readonly of: OfKind;
  readonly set: HeldSet;
  readonly own: number;
  readonly limit: number;
}

const listed = ({ of, set }: Layers): StatementMatcher[] =>
  [set.own, set.boundary ?? root].flatMap((node) =>
    of.listOf(node).statements.map(({ statement }) => statement),
  );

const textOf = (of: OfKind, effect: number, node: number | undefined): string =>
  node === undefined ? 'none' : `${effect}:${of.listOf(node).text}`;

function conditionsOf(effect: number, { statements }: List): (Conditions | undefined)[] {
  const ways: (Conditions | undefined)[] = (effect & effects.allows) > 0 ? [undefined] : [];
  const parts: (Conditions | undefined)[] = [];
  for (const { statement, needed } of statements) {
    if (needed === 'never') continue;
    if (!statement.isDeny) ways.push(needed);
    else if (needed) parts.push({ kind: 'not', of: needed });
  }
  return [...parts, anyOf(ways)];
}

const namesIn = ({ source: { principals = [], notPrincipals = [] } }: StatementMatcher): string[] =>
  [...principals, ...notPrincipals].flatMap(({ type, value }) => (type === 'AWS' ? [value] : []));

/** Returns those that may count for the question; `undefined` when they cannot be told. */
function sharedStatements(
  world: World,
  { action, resource, assume = {} }: Pick<Question, 'action' | 'resource' | 'assume'>,
  isPattern: boolean,
): StatementMatcher[] | undefined {
  const { service } = actionName(action);
  if (isPattern && service === 'organizations') return undefined;
  const target = targetOf(world, action, resource).policy;
  const { serviceControlPolicies = [], resourceControlPolicies = [], sessionPolicies = [] } = assume;
  const { vpcEndpointPolicy, resourcePolicy } = assume;
  const given = [
    ...serviceControlPolicies.flat(),
    ...resourceControlPolicies.flat(),
    ...sessionPolicies,
    ...[vpcEndpointPolicy, resourcePolicy, target].filter((one) => one !== undefined),
  ].map(({ document }) => compile(document));
  const controls = [...world.controlPolicies.values()].map(({ content }) => compile(content));
  const documents = [...given, ...controls, ...(isPattern ? policiesOfResources(world, service) : [])];
  return documents.flatMap((document) => programOf(document).forAction(actionName(action)));
}

/** Returns the policies of all resources; a pattern may be about each. Roles have theirs for STS alone. */
function policiesOfResources(world: World, service: string): CompiledPolicy[] {
  const texts = [...world.resources.values()].map((record) => currentResourceDocument(world, record));
  const trusts =
    service === 'sts'
      ? [...world.roles.values()].map((role) => compile(currentTrustPolicy(world, role).document))
      : [];
  return [...texts.flatMap((text) => (text === undefined ? [] : [compile(text)])), ...trusts];
}
