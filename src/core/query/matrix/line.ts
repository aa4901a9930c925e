/**
 * A line of the matrix: a question without its principal, as the permissions that the call needs. The whole call is found
 * once for all principals, because it is the same for each; only the door's code knows it, so the page finds it.
 */

import type { CallQuestion, Question } from '../../authz/authorize.ts';
import type { World } from '../../model/world/world.ts';
import type { QuestionWithAnswer, CallAnswer } from '../ask/answer-alone.ts';
import type { AnswerEnv } from '../ask/answer.ts';
import type { WhoCanQuestion } from '../ask/who-can.ts';
import { defined } from '../../model/defined.ts';

export interface MatrixQuestion extends Pick<CallQuestion, 'action' | 'resource' | 'context'> {
  readonly passedRole?: string;
  /** One permission of a call, without the others. */
  readonly alone?: true;
}

/** Plain data: it goes to the worker. */
export interface MatrixLine {
  readonly asked: WhoCanQuestion;
  /** The permission to hand over any role, where the call needs one that the question does not name. */
  readonly anyRole?: WhoCanQuestion;
  /** AWS refuses the call of everybody, because the service cannot assume the role. */
  readonly isRefused?: true;
  /** AWS has no such call, so no decision about it means anything. */
  readonly isImpossible?: true;
}

type AnswerQuestion = (world: World, question: CallQuestion, env: AnswerEnv) => CallAnswer;

/** Returns the same text for the same question. */
export const questionKey = ({ action, resource, context = {}, passedRole, alone }: MatrixQuestion): string =>
  JSON.stringify([action.toLowerCase(), resource, Object.entries(context).sort(byKey), passedRole, alone]);

const byKey = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1);

/** `principal`: any of the account. `answer` finds the whole call. */
export function matrixLineOf(
  world: World,
  question: MatrixQuestion & Pick<Question, 'principal'>,
  env: AnswerEnv,
  answer: AnswerQuestion,
): MatrixLine {
  const call = answer(world, question, env);
  if (call.unfit && call.unfit.kind !== 'no-service') return { asked: bare(question), isImpossible: true };
  const needed = call.parts.filter((part) => !isOpenRole(call, question, part));
  const [only] = needed;
  const asked: WhoCanQuestion =
    needed.length === 1 && only
      ? bare(only.question)
      : {
          ...bare(question),
          parts: needed.map(({ question: part, isMade = false }) => ({ question: part, isMade })),
        };
  const anyRole = call.needsRole && roleOf(world, question, env, answer);
  return { asked, ...(call.untrusted?.error && { isRefused: true }), ...defined({ anyRole }) };
}

const bare = ({ action, resource, context, assume }: Question): WhoCanQuestion => ({
  action,
  resource,
  ...defined({ context, assume }),
});

const passRole = 'iam:PassRole';

/** The caller that is denied every role is told so by a part that the calls of others lack. */
const isOpenRole = (
  { needsRole }: CallAnswer,
  { action }: MatrixQuestion,
  { question }: QuestionWithAnswer,
): boolean => needsRole === true && question.action === passRole && action !== passRole;

function roleOf(
  world: World,
  question: MatrixQuestion & Pick<Question, 'principal'>,
  env: AnswerEnv,
  answer: AnswerQuestion,
): WhoCanQuestion | undefined {
  const account = question.principal.split(':')[4] ?? '';
  const all = { ...question, passedRole: `arn:aws:iam::${account}:role/*` };
  const part = answer(world, all, env).parts.find((one) => one.question.action === passRole);
  return part && bare(part.question);
}
