/**
 * Answers a question about a whole call: every permission that it needs is asked by itself. The call is allowed
 * when all of them are. Else the first that is surely denied decides here; the error is the door's, which stops
 * at the first that is denied.
 */

import {
  type AskedCalls,
  type CallQuestion,
  type PermissionCheck,
  type Question,
  authorize,
} from '../../authz/authorize.ts';
import { withoutResourcePolicy } from '../../authz/assume.ts';
import { defaultSource } from '../../authz/context.ts';
import type { RequestContext } from '../../authz/decision.ts';
import { actionName } from '../../eval/action.ts';
import { arnAccount, arnRegion } from '../../model/arn.ts';
import { isGlobalService } from '../../model/request/regions.ts';
import { unsafeAccountId } from '../../model/ids.ts';
import { type World, ownedBy } from '../../model/world/world.ts';
import { type QuestionWithAnswer, type CallAnswer, ofOnePart } from './answer-alone.ts';
import { type AskAnswer, type AnswerEnv, answer } from './answer.ts';
import { arnFormsOf } from './unknown/arn-forms.ts';
import { defined } from '../../model/defined.ts';

/** `calls` finds the call of the question (api/question/asked-call.ts). */
export function answerCall(
  world: World,
  question: CallQuestion,
  env: AnswerEnv,
  calls: AskedCalls,
): CallAnswer {
  if (question.alone) return ofOnePart(question, answerPart(world, question, env));
  const call = calls(world, question, env);
  const isOnly = call.checks.length === 1;
  const parts = call.checks.map((check) => {
    const part = questionOf(question, check, env);
    return {
      check,
      question: part,
      answer: isOnly ? answer(world, part, env) : answerPart(world, part, env),
    };
  });
  const [first] = parts;
  if (!first) return ofOnePart(question, answer(world, question, env));
  const denied = parts.filter((part) => part.answer.decision.verdict === 'denied');
  const error = denied[0] && call.denied(denied[0].check, denied[0].answer.decision);
  const noRole =
    denied.length === 0 && call.anyRole && refusedRole(world, questionOf(question, call.anyRole, env), env);
  const all: readonly QuestionWithAnswer[] = noRole ? [...parts, noRole] : parts;
  const isAllowed = !call.refusedFirst && denied.length === 0 && !noRole;
  const after = isAllowed ? call.refusedAfter() : undefined;
  const untrusted = call.untrusted?.();
  const refused = call.refusedFirst ?? after ?? (isAllowed ? untrusted?.error : undefined);
  const deciding = decidingOf(all) ?? first;
  return {
    answer: deciding.answer,
    deciding: deciding.question,
    parts: all.map(({ question: part, answer: its }) => ({
      question: part,
      answer: its,
      ...(isMade(part, env) ? { isMade: true } : {}),
    })),
    handsOverRole: call.handsOverRole === true,
    ...(call.needsRole && { needsRole: true }),
    ...(call.unfit && { unfit: call.unfit }),
    ...defined({ error, untrusted }),
    ...(refused ? { refusal: { isFirst: call.refusedFirst !== undefined, error: refused } } : {}),
  };
}

/**
 * Finds a permission of the call that is denied in other worlds, where policies differ. A search of changes asks for
 * it many times, so what the call needs is found once, and wildcards are not cut into their parts.
 */
export function deniedInCall(
  world: World,
  question: CallQuestion,
  env: AnswerEnv,
  calls: AskedCalls,
): (after: World) => Question | undefined {
  const call = question.alone ? undefined : calls(world, question, env);
  const asked = call?.checks.map((check) => questionOf(question, check, env)) ?? [question];
  const anyRole = call?.anyRole && questionOf(question, call.anyRole, env);
  return (after) =>
    asked.find((part) => authorize(after, part, env).verdict === 'denied') ??
    (anyRole && refusedRole(after, anyRole, env)?.question);
}

/**
 * Returns the permission to hand over a role when it is surely denied for every role that the account may have and for
 * each that it has, whose tags may count. Else the answer depends on the role.
 */
function refusedRole(world: World, question: Question, env: AnswerEnv): QuestionWithAnswer | undefined {
  const ask = (resource: string) => answer(world, { ...question, resource }, env);
  const isDenied = ({ kind, decision }: AskAnswer) => kind === 'decision' && decision.verdict === 'denied';
  const any = ask(question.resource);
  const roles = ownedBy(world, 'roles', unsafeAccountId(arnAccount(question.resource)));
  return isDenied(any) && roles.every(({ arn }) => isDenied(ask(arn)))
    ? { question, answer: any }
    : undefined;
}

/** Returns the part that decides: a sure denial, else what leaves the answer open, the nearest to a denial first. */
function decidingOf(parts: readonly QuestionWithAnswer[]): QuestionWithAnswer | undefined {
  const denied = parts.filter(({ answer }) => answer.decision.verdict === 'denied');
  return (
    denied.find(({ answer }) => answer.kind === 'decision') ??
    denied.find(({ answer }) => answer.kind !== 'on-part') ??
    parts.find(({ answer }) => answer.kind === 'on-part') ??
    parts.find(({ answer }) => answer.kind !== 'decision')
  );
}

/**
 * Answers one of several permissions. The caller picks the subnet and the image of a launch, so `subnet/*` is cut
 * into its parts. AWS names what the launch makes: `instance/*` is decided as it stands, and what is unknown about
 * it is still told.
 */
function answerPart(world: World, part: Question, env: AnswerEnv): AskAnswer {
  const { reference: _, ...asItStands } = env;
  return answer(world, part, isMade(part, env) ? asItStands : env);
}

/** Tells if the call makes the resource: AWS gives it tags of the request, and it has none of its own yet. */
function isMade({ action, resource, context = {} }: Question, { reference }: AnswerEnv): boolean {
  if ('ec2:CreateAction' in context) return true;
  const info = reference?.action(action);
  if (!info || !resource.includes('*')) return false;
  const resourceTypes = info.resourceTypes.filter(
    ({ conditionKeys = [] }) =>
      conditionKeys.includes('aws:RequestTag/${TagKey}') &&
      !conditionKeys.includes('aws:ResourceTag/${TagKey}'),
  );
  return arnFormsOf({ ...info, resourceTypes }, '').some(({ matches }) => matches(resource));
}

function questionOf(asked: CallQuestion, check: PermissionCheck, env: AnswerEnv): Question {
  const { principal, sessionName, session } = asked;
  const { action, resource } = check;
  const context = { ...regionOf(asked, check, env), ...check.context };
  const assume = assumedFor(asked, check);
  return {
    principal,
    action,
    resource,
    ...(Object.keys(context).length > 0 ? { context } : {}),
    ...defined({ sessionName, session, assume }),
  };
}

/** The ARN of a role names no region: `iam:PassRole` is asked in that of the call (K-33). */
function regionOf(
  { resource, resources = [] }: CallQuestion,
  check: PermissionCheck,
  { source }: AnswerEnv,
): RequestContext {
  const region = [resource, ...resources].map(arnRegion).find(Boolean) ?? defaultSource.region;
  const isStated = source?.region !== undefined || arnRegion(check.resource) !== undefined;
  const isGlobal = check.action !== 'iam:PassRole' && isGlobalService(actionName(check.action).service);
  return isStated || isGlobal || region === defaultSource.region ? {} : { 'aws:RequestedRegion': region };
}

/** A resource policy given by hand is that of the asked resource. In S3 it is the bucket's, for all its objects. */
function assumedFor({ assume, resource: asked }: CallQuestion, { resource, printed }: PermissionCheck) {
  const isOfAsked = holderOf(resource) === holderOf(asked) || printed === asked;
  return assume && !isOfAsked ? withoutResourcePolicy(assume) : assume;
}

const holderOf = (arn: string): string =>
  arn.startsWith('arn:aws:s3:::') ? (arn.split('/')[0] ?? arn) : arn;
