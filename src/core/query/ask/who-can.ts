/**
 * Asks who can do something: the same engine for every principal of the account, and for the services and providers that
 * the policy of the resource names, so that a row always agrees with the question itself.
 */

import { type Conditions, allOf } from '../../analysis/effective/conditions.ts';
import { neededConditions } from '../../analysis/effective/needed-conditions.ts';
import { indexInSteps, accountStatementsOf } from '../../analysis/statements/account-statements.ts';
import { AlikePrincipals, type PrincipalClass } from '../../analysis/statements/alike.ts';
import type { Question } from '../../authz/authorize.ts';
import { shortBecause } from '../../authz/because.ts';
import type { MissingPart } from '../../authz/because/open-answers.ts';
import { targetOf } from '../../authz/gather.ts';
import type { AccountId } from '../../model/ids.ts';
import { principalLabel } from '../../model/labels.ts';
import type { World } from '../../model/world/world.ts';
import { compile } from '../../policy/compile.ts';
import type { QuestionWithAnswer } from './answer-alone.ts';
import { type AskAnswer, type AnswerEnv, type ResourceParts, shortAnswer } from './answer.ts';
import { type AskedPrincipal, principalsOf } from './principals.ts';
import type { Steps } from '../../model/steps.ts';

/** A row without the principal that it is about. */
export interface WhoCanOutcome extends Pick<AskedPrincipal, 'kind'> {
  /** `depends`: on the policy of the resource, or on the part of the resource. */
  readonly verdict: 'allowed' | 'denied' | 'depends';
  readonly through: string;
  /** Present when the resource is a pattern of which only a part is allowed. */
  readonly part?: AllowedPart;
  /** Present when all of the resource is allowed where these hold, and not without them. */
  readonly conditions?: Conditions;
}

export interface WhoCanRow extends WhoCanOutcome, AskedPrincipal {}

/** Allowed is what is in `allowed` and in none of `except`. Both are empty where no short list tells it. */
export interface AllowedPart {
  readonly allowed: readonly string[];
  readonly except: readonly string[];
}

export interface WhoCanQuestion extends Pick<Question, 'action' | 'resource' | 'context' | 'assume'> {
  readonly asked?: string;
  readonly parts?: readonly AskedPart[];
}

type AskedPart = Pick<QuestionWithAnswer, 'question' | 'isMade'>;

function outsidersOf(world: World, { action, resource, assume, asked }: WhoCanQuestion): AskedPrincipal[] {
  const policy = targetOf(world, action, resource).policy ?? assume?.resourcePolicy;
  const named = (policy ? compile(policy.document).statements : [])
    .flatMap(({ principals = [] }) => principals)
    .flatMap(({ type, value }) => (type === 'Service' || type === 'Federated' ? [value] : []));
  return [...new Set(asked === undefined ? named : [...named, asked])].map((arn) => ({
    arn,
    kind: 'outside',
    name: principalLabel(arn),
  }));
}

const askedIn = (world: World, account: AccountId, question: WhoCanQuestion): AskedPrincipal[] => [
  ...principalsOf(world, account),
  ...outsidersOf(world, question),
];

/** Returns one row per principal, in the order given. `principals` defaults to all of the account, and those named. */
export function whoCan(
  world: World,
  account: AccountId,
  question: WhoCanQuestion,
  env: AnswerEnv,
  principals: readonly AskedPrincipal[] = askedIn(world, account, question),
): WhoCanRow[] {
  const find = outcomesOf(world, account, question, env);
  return principals.map((principal) => {
    const { arn, name } = principal;
    return { arn, name, ...find(principal) };
  });
}

/** All rows as columns: a message copies two lists many times as fast as thousands of rows. */
export interface WhoCanFound {
  /** Positions in `alike`, one for each principal. */
  readonly rows: Uint32Array;
  readonly alike: readonly WhoCanOutcome[];
}

/** Returns the rows of what was found in the same world for the same question. */
export function whoCanRowsOf(
  world: World,
  account: AccountId,
  question: WhoCanQuestion,
  { rows, alike }: WhoCanFound,
): WhoCanRow[] {
  // The order of the members counts: spread last, thousands of rows are made ten times as fast.
  return askedIn(world, account, question).map(({ arn, name }, at) => ({
    arn,
    name,
    ...(alike[rows[at] ?? 0] as WhoCanOutcome),
  }));
}

const chunk = 40;

export function* whoCanInSteps(
  world: World,
  account: AccountId,
  question: WhoCanQuestion,
  env: AnswerEnv,
): Steps<WhoCanFound> {
  const principals = askedIn(world, account, question);
  yield* indexInSteps(world, account);
  const find = outcomesOf(world, account, question, env);
  const positions = new Map<WhoCanOutcome, number>();
  const rows = new Uint32Array(principals.length);
  for (const [at, principal] of principals.entries()) {
    const outcome = find(principal);
    const position = positions.get(outcome) ?? positions.size;
    positions.set(outcome, position);
    rows[at] = position;
    if (at % chunk === chunk - 1) yield at / principals.length;
  }
  return { rows, alike: [...positions.keys()] };
}

export type OutcomeOf = (principal: AskedPrincipal) => WhoCanOutcome;

export interface OutcomeOptions {
  readonly index?: ReturnType<typeof accountStatementsOf>;
  /** Conditions are found, and not told: one stands for all. */
  readonly isBrief?: boolean;
}

/**
 * Returns what decides one principal after the other, in any order, as long as the world stays as it is. Principals that
 * are decided alike have the same object.
 */
export function outcomesOf(
  world: World,
  account: AccountId,
  { parts, ...question }: WhoCanQuestion,
  env: AnswerEnv,
  { index = accountStatementsOf(world, account), ...options }: OutcomeOptions = {},
): OutcomeOf {
  const asks = (one: WhoCanQuestion, its: AnswerEnv) =>
    outcomesOfOne(world, account, one, its, { index, ...options });
  if (!parts || parts.length === 0) return asks(question, env);
  // A wildcard is cut into its parts, which takes longest: most rows are denied before.
  const all = parts
    .toSorted((a, b) => cost(a) - cost(b))
    .map(({ question: { principal: _, session: __, sessionName: ___, ...one }, isMade }) =>
      asks(one, isMade ? { ...env, reference: undefined } : env),
    );
  const joined = new Joined();
  return (principal) => {
    const outcomes: WhoCanOutcome[] = [];
    for (const find of all) {
      const outcome = find(principal);
      if (outcome.verdict === 'denied' && !outcome.conditions) return outcome;
      outcomes.push(outcome);
    }
    return joined.of(outcomes);
  };
}

/** Outcomes of several permissions as one, the same object for the same ones. */
class Joined {
  readonly #numbers = new Map<WhoCanOutcome, number>();
  readonly #known = new Map<string, WhoCanOutcome>();

  of(outcomes: readonly WhoCanOutcome[]): WhoCanOutcome {
    const key = outcomes.map((one) => this.#numberOf(one)).join();
    let known = this.#known.get(key);
    if (!known) this.#known.set(key, (known = joinedOutcome(outcomes)));
    return known;
  }

  #numberOf(outcome: WhoCanOutcome): number {
    const number = this.#numbers.get(outcome) ?? this.#numbers.size;
    this.#numbers.set(outcome, number);
    return number;
  }
}

function joinedOutcome(outcomes: readonly WhoCanOutcome[]): WhoCanOutcome {
  const first = (verdict: WhoCanOutcome['verdict']) => outcomes.find((one) => one.verdict === verdict);
  const { conditions: _, ...outcome } = (first('denied') ?? first('depends') ?? outcomes[0]) as WhoCanOutcome;
  const conditions = first('depends') ? undefined : allOf(outcomes.map((one) => one.conditions));
  // Parts of several permissions make no list together.
  const isListed = outcomes.filter(({ part }) => part).length < 2;
  const part = outcome.part && !isListed ? { part: { allowed: [], except: [] } } : {};
  return { ...outcome, ...part, ...(conditions && { conditions }) };
}

/** Decides one permission; principals that it cannot tell apart are decided once. */
function outcomesOfOne(
  world: World,
  account: AccountId,
  question: WhoCanQuestion,
  env: AnswerEnv,
  options: OutcomeOptions,
): OutcomeOf {
  const alike = new AlikePrincipals(world, account, question, env, {
    isPattern: standsForMany(question, env),
    ...options,
  });
  const decided = new Map<string, { readonly outcome: WhoCanOutcome; readonly isSure: boolean }>();
  const ofClass = new Map<PrincipalClass, WhoCanOutcome>();
  const decide = (principal: AskedPrincipal, its: PrincipalClass | undefined) => {
    const found = shortAnswer(world, { ...question, principal: principal.arn }, env, its?.decide);
    // Conditions of policies that are only supposed are not looked for.
    const isDecided = found.kind === 'decision' || found.kind === 'unknown';
    const isSure =
      isDecided &&
      !turnsOn(found, 'membership') &&
      !turnsOn(found, 'filled-keys') &&
      !found.decision.isBeyondPolicies &&
      !question.assume;
    return {
      outcome: { kind: principal.kind, ...outcomeOf(found, question) },
      isSure: isSure && principal.kind !== 'outside',
    };
  };
  const outcomeIn = (principal: AskedPrincipal, its: PrincipalClass | undefined): WhoCanOutcome => {
    const found = (its && decided.get(its.decided)) ?? decide(principal, its);
    if (its) decided.set(its.decided, found);
    const ofAll = its && found.isSure ? its.needed() : 'unclear';
    const needed =
      found.isSure && ofAll === 'unclear'
        ? neededConditions(world, { ...question, principal: principal.arn }, env)
        : ofAll;
    return typeof needed === 'object' ? { ...found.outcome, conditions: needed } : found.outcome;
  };
  return (principal) => {
    const its = alike.classOf(principal.arn);
    if (!its) return outcomeIn(principal, undefined);
    let outcome = ofClass.get(its);
    if (!outcome) ofClass.set(its, (outcome = outcomeIn(principal, its)));
    return outcome;
  };
}

/** Returns true for a pattern; the `*` of an action without a resource is none. */
const standsForMany = ({ action, resource }: WhoCanQuestion, { reference }: AnswerEnv): boolean =>
  /[*?]/.test(resource) && (reference?.action(action)?.resourceTypes ?? []).length > 0;

const cost = ({ question: { resource }, isMade }: AskedPart): number =>
  isMade || !resource.includes('*') ? 0 : 1;

function outcomeOf(
  found: AskAnswer,
  { action, resource }: Pick<Question, 'action' | 'resource'>,
): Omit<WhoCanOutcome, 'kind'> {
  if (found.kind === 'resource-policy') return { verdict: 'depends', through: `the ${found.policy} decides` };
  if (found.kind === 'on-part')
    return { verdict: 'depends', through: 'on part of it', part: partOf(found.parts, resource) };
  if (turnsOn(found, 'filled-keys'))
    return { verdict: 'depends', through: 'a key that the service fills in decides' };
  if (turnsOn(found, 'membership')) return { verdict: 'depends', through: 'the organization decides' };
  const { decision } = found;
  return { verdict: decision.verdict, through: shortBecause(decision, action) };
}

const turnsOn = (found: AskAnswer, part: MissingPart): boolean =>
  found.kind !== 'decision' && found.missing.includes(part);

/** Only exceptions are named where all the rest is allowed. */
const partOf = ({ allowed, except, isListed }: ResourceParts, asked: string): AllowedPart => ({
  allowed: isListed && allowed.length === 0 ? [asked] : allowed,
  except,
});
