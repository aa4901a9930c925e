/**
 * Compares the answers of two worlds: the same engine in both, for the questions that somebody pinned
 * and for a bounded set of others, every principal of both × what their policies and resources name.
 */

import type { Question } from '../../authz/authorize.ts';
import type { Decision } from '../../authz/decision.ts';
import { type World, findByArn } from '../../model/world/world.ts';
import { type AnswerEnv, shortAnswer } from './answer.ts';
import { actionSuggestions, resourceSuggestions } from './question-options.ts';
import { principalsOf } from './principals.ts';

/**
 * `absent`: the user or role is not there, so nobody can make the request. `depends`: on a resource's policy that
 * the world lacks. `on-part`: allowed on a part of the resource.
 */
export type ComparedVerdict = Decision['verdict'] | 'absent' | 'depends' | 'on-part';

export interface AnswerDifference {
  readonly question: Pick<Question, 'principal' | 'action' | 'resource' | 'context'>;
  readonly before: ComparedVerdict;
  readonly after: ComparedVerdict;
  readonly pinned: boolean;
}

export interface Comparison {
  readonly asked: number;
  /** Number of questions without the limit. */
  readonly possible: number;
  readonly differences: readonly AnswerDifference[];
}

/** Most questions asked beside the pinned ones, spread evenly over all. */
const maxQuestions = 4_000;

interface Side {
  readonly world: World;
  readonly env: AnswerEnv;
}

/** Yields after each question, so that the caller can let the page react in between. */
export function* compareAnswers(
  before: Side,
  after: Side,
  pinned: readonly AnswerDifference['question'][],
): Generator<number, Comparison, undefined> {
  const differences: AnswerDifference[] = [];
  const known = new Set<string>();
  const ask = (question: AnswerDifference['question'], isPinned: boolean) => {
    const [a, b] = [before, after].map(({ world, env }): ComparedVerdict =>
      isAbsent(world, question.principal) ? 'absent' : verdictOf(world, question, env),
    );
    if (a !== undefined && b !== undefined && a !== b)
      differences.push({ question, before: a, after: b, pinned: isPinned });
  };
  for (const question of pinned) {
    const key = JSON.stringify(question);
    if (known.has(key)) continue;
    known.add(key);
    ask(question, true);
    yield known.size;
  }
  const principals = commonPrincipals(before.world, after.world);
  const pairs = pairsOf([before.world, after.world]);
  const possible = principals.length * pairs.length;
  const stride = Math.max(1, possible / maxQuestions);
  let asked = 0;
  for (let at = 0; at < possible; at += stride) {
    const index = Math.floor(at);
    const [principal, pair] = [
      principals[index % principals.length],
      pairs[Math.floor(index / principals.length)],
    ];
    if (principal === undefined || !pair) continue;
    ask({ principal, ...pair }, false);
    asked += 1;
    yield known.size + asked;
  }
  return { asked: known.size + asked, possible: known.size + possible, differences };
}

function verdictOf(world: World, question: Question, env: AnswerEnv): ComparedVerdict {
  const { kind, decision } = shortAnswer(world, question, env);
  if (kind === 'resource-policy') return 'depends';
  return kind === 'on-part' ? kind : decision.verdict;
}

const isAbsent = (world: World, arn: string): boolean =>
  /^arn:[^:]+:iam::\d+:(user|role)\//.test(arn) &&
  !findByArn(world, 'users', arn) &&
  !findByArn(world, 'roles', arn);

function commonPrincipals(before: World, after: World): string[] {
  const arnsOf = (world: World) =>
    [...world.accounts.values()].flatMap(({ id }) => principalsOf(world, id).map(({ arn }) => arn));
  const there = new Set(arnsOf(after));
  return arnsOf(before).filter((arn) => there.has(arn));
}

type Pair = Pick<Question, 'action' | 'resource'>;

/** Returns actions with the resources that they can work on. */
function pairsOf(worlds: readonly World[]): Pair[] {
  const actions = new Set<string>();
  const resources = new Set<string>();
  for (const world of worlds)
    for (const { id: account } of world.accounts.values()) {
      for (const action of actionSuggestions(world, account)) actions.add(action);
      for (const { arn } of resourceSuggestions(world, account)) resources.add(arn);
    }
  return [...actions].flatMap((action) =>
    [...new Set([...resources].flatMap((arn) => resourceFor(action, arn)))].map((resource) => ({
      action,
      resource,
    })),
  );
}

/** Returns the resource in the shape that the action takes; none when it belongs to another service. */
function resourceFor(action: string, arn: string): string[] {
  const [service = '', name = ''] = action.split(':');
  if (arn === '*') return [arn];
  const [, , owner = '', , , rest = ''] = arn.split(':');
  if (action === 'sts:AssumeRole' || action === 'iam:PassRole') return rest.startsWith('role/') ? [arn] : [];
  if (owner !== service) return [];
  if (service !== 's3') return [arn];
  const isObject = /Object/.test(name);
  if (isObject) return [arn.includes('/') ? arn : `${arn}/example`];
  return arn.includes('/') ? [] : [arn];
}
