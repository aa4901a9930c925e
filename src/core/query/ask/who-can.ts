/**
 * Asks who can do something: the same engine for every principal of the account, and for the services and providers that
 * the policy of the resource names, so that a row always agrees with the question itself.
 */

import { type Conditions, allOf } from '../../analysis/effective/conditions.ts';
import { neededConditions } from '../../analysis/effective/needed-conditions.ts';
import { indexInSteps, statementsOf } from '../../analysis/statements/account-statements.ts';
import { Alike } from '../../analysis/statements/alike.ts';
import type { Question } from '../../authz/authorize.ts';
import { shortBecause } from '../../authz/because.ts';
import { targetOf } from '../../authz/gather.ts';
import type { AccountId } from '../../model/ids.ts';
import { principalLabel } from '../../model/labels.ts';
import type { World } from '../../model/world/world.ts';
import { compile } from '../../policy/compile.ts';
import type { AnsweredPart } from './answer-alone.ts';
import { type Answer, type AnswerEnv, type ResourceParts, shortAnswer } from './answer.ts';
import { type AskedPrincipal, principalsOf } from './principals.ts';

export interface WhoCanRow extends AskedPrincipal {
  /** `depends`: on the policy of the resource, or on the part of the resource. */
  readonly verdict: 'allowed' | 'denied' | 'depends';
  /** The layer that decided, or what it depends on, in a few words. */
  readonly through: string;
  /** Present when the resource is a pattern of which only a part is allowed. */
  readonly part?: AllowedPart;
  /** Present when all of the resource is allowed where these hold, and not without them. */
  readonly conditions?: Conditions;
}

/**
 * Patterns of ARNs: a resource in one of `allowed` and in none of `except` is allowed. Both are empty where no short
 * list tells which part it is.
 */
export interface AllowedPart {
  readonly allowed: readonly string[];
  readonly except: readonly string[];
}

export interface WhoCanQuestion extends Pick<Question, 'action' | 'resource' | 'context' | 'assume'> {
  /** A service or provider that is asked about beside all identities of the account. */
  readonly asked?: string;
  /** The permissions of the whole call, where it needs several. */
  readonly parts?: readonly AskedPart[];
}

type AskedPart = Pick<AnsweredPart, 'question' | 'isMade'>;

/** Returns the services and providers that the policy of the resource names, and one that is asked for. */
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
  const find = rowFinder(world, account, question, env);
  return principals.map((principal) => find(principal).row);
}

export interface WhoCanProgress {
  readonly done: number;
  readonly total: number;
  /** The rows of this step only. */
  readonly rows: readonly WhoCanRow[];
}

/** Yields the rows in steps of `chunk` principals: the caller can draw, pause or cancel in between. */
export function* whoCanInSteps(
  world: World,
  account: AccountId,
  question: WhoCanQuestion,
  env: AnswerEnv,
  chunk = 500,
): Generator<WhoCanProgress, void, undefined> {
  const principals = askedIn(world, account, question);
  const total = principals.length;
  for (const _ of indexInSteps(world, account)) yield { done: 0, total, rows: [] };
  const find = rowFinder(world, account, question, env);
  for (let done = 0; done < total; done += chunk) {
    const rows = principals.slice(done, done + chunk).map((principal) => find(principal).row);
    yield { done: done + rows.length, total, rows };
  }
}

interface FoundRow {
  readonly row: WhoCanRow;
  /** True when all of the same kind with the same policies have the same row. */
  readonly isOfPolicies: boolean;
}
type FindRow = (principal: AskedPrincipal) => FoundRow;

/**
 * Returns what decides one principal after the other, in any order, as long as the world stays as it is. `index`: of the
 * account as it is now.
 */
export function rowFinder(
  world: World,
  account: AccountId,
  { parts, ...question }: WhoCanQuestion,
  env: AnswerEnv,
  index = statementsOf(world, account),
): FindRow {
  const asks = (one: WhoCanQuestion, its: AnswerEnv) => rowsOfOne(world, account, one, its, index);
  if (!parts || parts.length === 0) return asks(question, env);
  // A wildcard is cut into its parts, which takes longest: most rows are denied before.
  const all = parts
    .toSorted((a, b) => cost(a) - cost(b))
    .map(({ question: { principal: _, session: __, sessionName: ___, ...one }, isMade }) =>
      asks(one, isMade ? { ...env, reference: undefined } : env),
    );
  return (principal) => {
    const rows: WhoCanRow[] = [];
    let isOfPolicies = true;
    for (const find of all) {
      const next = find(principal);
      isOfPolicies &&= next.isOfPolicies;
      if (next.row.verdict === 'denied' && !next.row.conditions) return { row: next.row, isOfPolicies };
      rows.push(next.row);
    }
    const first = (verdict: WhoCanRow['verdict']) => rows.find((row) => row.verdict === verdict);
    const { conditions: _, ...row } = (first('denied') ?? first('depends') ?? rows[0]) as WhoCanRow;
    const conditions = first('depends') ? undefined : allOf(rows.map((one) => one.conditions));
    // Parts of several permissions make no list together.
    const isListed = rows.filter(({ part }) => part).length < 2;
    const part = row.part && !isListed ? { part: { allowed: [], except: [] } } : {};
    return { row: { ...row, ...part, ...(conditions && { conditions }) }, isOfPolicies };
  };
}

/** Decides one permission; principals that it cannot tell apart are decided once. */
function rowsOfOne(
  world: World,
  account: AccountId,
  question: WhoCanQuestion,
  env: AnswerEnv,
  index: ReturnType<typeof statementsOf>,
): FindRow {
  const alike = new Alike(world, account, question, env, standsForMany(question, env), index);
  const decided = new Map<string, { readonly row: WhoCanRow; readonly isSure: boolean }>();
  const known = new Map<string, WhoCanRow>();
  const decide = (principal: AskedPrincipal) => {
    const found = shortAnswer(world, { ...question, principal: principal.arn }, env);
    // Conditions of policies that are only supposed are not looked for.
    const isDecided = found.kind === 'decision' || found.kind === 'unknown';
    const isSure = isDecided && !found.decision.isBeyondPolicies && !question.assume;
    return {
      row: rowOfOne(found, question, principal),
      isSure: isSure && principal.kind !== 'outside',
    };
  };
  return (principal) => {
    const its = alike.classOf(principal.arn);
    const same = its && known.get(its.text);
    const isOfPolicies = its?.isOfPolicies === true;
    if (same) return { row: { ...same, ...principal }, isOfPolicies };
    const found = (its && decided.get(its.decided)) ?? decide(principal);
    if (its) decided.set(its.decided, found);
    const ofClass = its && found.isSure ? its.needed() : 'unclear';
    const needed =
      found.isSure && ofClass === 'unclear'
        ? neededConditions(world, { ...question, principal: principal.arn }, env)
        : ofClass;
    const conditions = typeof needed === 'object' ? { conditions: needed } : {};
    const row = { ...found.row, ...principal, ...conditions };
    if (its) known.set(its.text, row);
    return { row, isOfPolicies };
  };
}

/** Returns true for a pattern; the `*` of an action without a resource is none. */
const standsForMany = ({ action, resource }: WhoCanQuestion, { reference }: AnswerEnv): boolean =>
  /[*?]/.test(resource) && (reference?.action(action)?.resourceTypes ?? []).length > 0;

const cost = ({ question: { resource }, isMade }: AskedPart): number =>
  isMade || !resource.includes('*') ? 0 : 1;

function rowOfOne(
  found: Answer,
  { action, resource }: Pick<Question, 'action' | 'resource'>,
  principal: AskedPrincipal,
): WhoCanRow {
  if (found.kind === 'resource-policy')
    return { ...principal, verdict: 'depends', through: `the ${found.policy} decides` };
  if (found.kind === 'on-part')
    return {
      ...principal,
      verdict: 'depends',
      through: 'on part of it',
      part: partOf(found.parts, resource),
    };
  const { decision } = found;
  return { ...principal, verdict: decision.verdict, through: shortBecause(decision, action) };
}

/** Only exceptions are named where all the rest is allowed. */
const partOf = ({ allowed, except, isListed }: ResourceParts, asked: string): AllowedPart => ({
  allowed: isListed && allowed.length === 0 ? [asked] : allowed,
  except,
});
