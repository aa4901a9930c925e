/** Compares the answers of two worlds to the questions that somebody pinned: the same engine in both. */

import type { Question } from '../../authz/authorize.ts';
import type { Decision } from '../../authz/decision.ts';
import { type World, findByArn } from '../../model/world/world.ts';
import { type AnswerEnv, shortAnswer } from './answer.ts';

/** `absent`: nobody can make the request. `depends`: on a policy that the world lacks. */
export type ComparedVerdict = Decision['verdict'] | 'absent' | 'depends' | 'on-part';

export interface AnswerDifference {
  readonly question: Pick<Question, 'principal' | 'action' | 'resource' | 'context'>;
  readonly before: ComparedVerdict;
  readonly after: ComparedVerdict;
}

export interface AnswerComparison {
  readonly asked: number;
  readonly differences: readonly AnswerDifference[];
}

interface AskedSide {
  readonly world: World;
  readonly env: AnswerEnv;
}

export function compareAnswers(
  before: AskedSide,
  after: AskedSide,
  pinned: readonly AnswerDifference['question'][],
): AnswerComparison {
  const questions = new Map(pinned.map((question) => [JSON.stringify(question), question]));
  const differences = [...questions.values()].flatMap((question) => {
    const [a, b] = [verdictOf(before, question), verdictOf(after, question)];
    return a === b ? [] : [{ question, before: a, after: b }];
  });
  return { asked: questions.size, differences };
}

function verdictOf({ world, env }: AskedSide, question: Question): ComparedVerdict {
  if (isAbsent(world, question.principal)) return 'absent';
  const { kind, decision } = shortAnswer(world, question, env);
  if (kind === 'resource-policy') return 'depends';
  return kind === 'on-part' ? kind : decision.verdict;
}

const isAbsent = (world: World, arn: string): boolean =>
  /^arn:[^:]+:iam::\d+:(user|role)\//.test(arn) &&
  !findByArn(world, 'users', arn) &&
  !findByArn(world, 'roles', arn);
