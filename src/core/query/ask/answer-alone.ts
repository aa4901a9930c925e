/** Answers a question as the one permission that it names; a yes is open where the call may need more. */

import type { Question, Unfit } from '../../authz/authorize.ts';
import type { UntrustedService } from '../../model/request/passed-roles.ts';
import type { AwsError } from '../../model/request/request.ts';
import type { World } from '../../model/world/world.ts';
import { type AskAnswer, type AnswerEnv, answer } from './answer.ts';

export interface QuestionWithAnswer {
  readonly question: Question;
  readonly answer: AskAnswer;
  /** True when the call makes the resource, and AWS names it: the wildcard in its ARN stands for no list. */
  readonly isMade?: boolean;
}

export interface CallAnswer {
  readonly answer: AskAnswer;
  readonly deciding: Question;
  /** The order is the door's. Most calls need one permission only. */
  readonly parts: readonly QuestionWithAnswer[];
  /** The call can hand over a role that the question does not name. */
  readonly handsOverRole: boolean;
  /** The call cannot be made without that role, so it is not allowed yet. */
  readonly needsRole?: true;
  /** AWS has no such call, so its answer means nothing. */
  readonly unfit?: Unfit;
  /** AWS's error when policies deny it; absent: allowed, or no call fits the question. */
  readonly error?: AwsError;
  /** The service that gets the role surely cannot assume it, whatever the policies say of the call. */
  readonly untrusted?: UntrustedService;
  /** AWS's refusal for a reason that no policy gives. */
  readonly refusal?: {
    /** True when AWS refuses before it looks at any policy. */
    readonly isFirst: boolean;
    readonly error: AwsError;
  };
}

export const answerAlone = (world: World, question: Question, env: AnswerEnv): CallAnswer =>
  ofOnePart(question, openYes(answer(world, question, env), question.action));

export const ofOnePart = (question: Question, found: AskAnswer): CallAnswer => ({
  answer: found,
  deciding: question,
  parts: [{ question, answer: found }],
  handsOverRole: false,
});

/** Returns the stated keys that AWS gives to other resources of the call, and not to this part. */
export const lackedKeys = ({ action, context = {} }: Question, part: Question): string[] =>
  part.action.toLowerCase() === action.toLowerCase()
    ? Object.keys(context).filter((key) => !(key in (part.context ?? {})))
    : [];

/** Reading needs one permission, except where a service of accounts refuses its callers for more reasons. */
const needsOne = /^(?!iam:|sts:|organizations:)[^:]+:(?:Get|List|Describe|Head)/i;

/** A yes to the one permission that is known is open where the call may need more. */
const openYes = (found: AskAnswer, action: string): AskAnswer =>
  found.kind === 'decision' && found.decision.verdict === 'allowed' && !needsOne.test(action)
    ? { kind: 'unknown', decision: found.decision, missing: [], gaps: [] }
    : found;
