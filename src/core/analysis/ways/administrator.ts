/**
 * Says who counts as an administrator after the steps of a way: a Deny that it can take from itself does not matter.
 * ../administrator.ts asks for every request; it decides who is one already.
 */

import { type DecisionEnv, type Question, authorize, evaluationInput } from '../../authz/authorize.ts';
import { evaluate } from '../../authz/evaluate.ts';
import { isExpired } from '../../model/world/dates.ts';
import type { World } from '../../model/world/world.ts';
import { asAnybody } from '../everything.ts';

export const administratorActions = [
  'iam:AttachUserPolicy',
  'iam:CreatePolicyVersion',
  'iam:CreateUser',
  'iam:PassRole',
  's3:DeleteBucket',
  'ec2:TerminateInstances',
  'kms:ScheduleKeyDeletion',
] as const;

/** Returns true when it may do on every resource what the organization leaves to anybody in its account. */
export function isAdministrator(world: World, principal: string, env: DecisionEnv): boolean {
  const questions = administratorActions.map((action) => ({
    ...actingAs(world, principal, env),
    action,
    resource: '*',
  }));
  const refused = questions.filter((asked) => authorize(world, asked, env).verdict === 'denied');
  return (
    refused.length < questions.length &&
    refused.every((asked) => evaluate(asAnybody(evaluationInput(world, asked, env))).verdict === 'denied')
  );
}

/** Returns the principal of a question; for a role session with its credentials, so that its policies count. */
export function actingAs(
  world: World,
  principal: string,
  { now }: Pick<DecisionEnv, 'now'>,
): Pick<Question, 'principal' | 'session'> {
  if (!principal.startsWith('arn:aws:sts:')) return { principal };
  const row = [...world.sessions.values()].find((one) => one.arn === principal && !isExpired(one, now));
  return row ? { principal, session: row.id } : { principal };
}
