/**
 * Answers a question about a whole call: every permission that it needs is asked by itself. The call is allowed
 * when all of them are. Else the first that is surely denied decides here; the error is the door's, which stops
 * at the first that is denied.
 */

import { type AskedCalls, type CallQuestion, type Check, type Question } from '../../authz/authorize.ts';
import { withoutResourcePolicy } from '../../authz/assume.ts';
import type { AwsError } from '../../model/request/request.ts';
import type { World } from '../../model/world/world.ts';
import { type Answer, type AnswerEnv, answer } from './answer.ts';

/** One permission of the call, with its own answer. */
export interface AnsweredPart {
  readonly question: Question;
  readonly answer: Answer;
}

export interface CallAnswer {
  /** The answer of the part that decides; its decision is the door's. */
  readonly answer: Answer;
  /** The part that decides, as a question of its own. */
  readonly deciding: Question;
  /** The order is the door's. Most calls need one permission only. */
  readonly parts: readonly AnsweredPart[];
  /** The call can hand over a role that the question does not name. */
  readonly handsOverRole: boolean;
  /** AWS's error when policies deny it; absent: allowed, or no call fits the question. */
  readonly error?: AwsError;
  /** AWS's refusal for a reason that no policy gives. */
  readonly refusal?: {
    /** True when AWS refuses before it looks at any policy. */
    readonly isFirst: boolean;
    readonly error: AwsError;
  };
}

/**
 * `calls` finds the call of the question (api/question/asked-call.ts). Without it the question is one check, and
 * a yes is open where the call may need more.
 */
export function answerCall(
  world: World,
  question: CallQuestion,
  env: AnswerEnv,
  calls?: AskedCalls,
): CallAnswer {
  const call = question.alone ? undefined : calls?.(world, question, env);
  const partEnv = call?.checks.length === 1 ? env : asItStands(env);
  const parts = (call?.checks ?? []).map((check) => {
    const part = questionOf(question, check);
    return { check, question: part, answer: answer(world, part, partEnv) };
  });
  const [first] = parts;
  if (!call || !first) {
    const found = answer(world, question, question.alone ? asItStands(env) : env);
    const only = { question, answer: calls || question.alone ? found : ofOneCheck(found, question.action) };
    return { answer: only.answer, deciding: question, parts: [only], handsOverRole: false };
  }
  const denied = parts.filter((part) => part.answer.decision.verdict === 'denied');
  const isSure = (part: AnsweredPart) => part.answer.kind === 'decision';
  const deciding = denied.find(isSure) ?? denied[0] ?? parts.find((part) => !isSure(part)) ?? first;
  const error = denied[0] && call.denied(denied[0].check, denied[0].answer.decision);
  const after = call.refusedFirst || denied.length > 0 ? undefined : call.refusedAfter();
  const refused = call.refusedFirst ?? after;
  return {
    answer: deciding.answer,
    deciding: deciding.question,
    parts: parts.map(({ question: part, answer: its }) => ({ question: part, answer: its })),
    handsOverRole: call.handsOverRole === true,
    ...(error ? { error } : {}),
    ...(refused ? { refusal: { isFirst: call.refusedFirst !== undefined, error: refused } } : {}),
  };
}

/**
 * A wildcard in a call of several permissions is the call's own, and stands for no list of resources. Without the
 * reference it is decided as it stands, and what is unknown about it is still told.
 */
const asItStands = ({ reference: _, ...env }: AnswerEnv): AnswerEnv => env;

/** Reading needs one permission, except where a service of accounts refuses its callers for more reasons. */
const needsOne = /^(?!iam:|sts:|organizations:)[^:]+:(?:Get|List|Describe|Head)/i;

/** A yes to the one permission that is known is open where the call may need more. */
const ofOneCheck = (found: Answer, action: string): Answer =>
  found.kind === 'decision' && found.decision.verdict === 'allowed' && !needsOne.test(action)
    ? { kind: 'unknown', decision: found.decision, missing: [], gaps: [] }
    : found;

/** Returns a part as a question that can be asked alone. */
function questionOf(asked: CallQuestion, check: Check): Question {
  const { principal, sessionName, session } = asked;
  const { action, resource, context = {} } = check;
  const assume = assumedFor(asked, check);
  return {
    principal,
    action,
    resource,
    ...(Object.keys(context).length > 0 ? { context } : {}),
    ...(sessionName === undefined ? {} : { sessionName }),
    ...(session === undefined ? {} : { session }),
    ...(assume ? { assume } : {}),
  };
}

/** A resource policy given by hand is that of the asked resource. In S3 it is the bucket's, for all its objects. */
function assumedFor({ assume, resource: asked }: CallQuestion, { resource, printed }: Check) {
  const isOfAsked = holderOf(resource) === holderOf(asked) || printed === asked;
  return assume && !isOfAsked ? withoutResourcePolicy(assume) : assume;
}

const holderOf = (arn: string): string =>
  arn.startsWith('arn:aws:s3:::') ? (arn.split('/')[0] ?? arn) : arn;
