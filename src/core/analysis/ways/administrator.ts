/** Says who is an administrator: a principal that may do whatever its account can do at all. */

import { type DecisionEnv, type Question, authorize, evaluationInput } from '../../authz/authorize.ts';
import type { EvaluationInput } from '../../authz/decision.ts';
import { evaluate } from '../../authz/evaluate.ts';
import { administration, asAnybody } from '../administrator.ts';
import { isExpired } from '../../model/records/sessions.ts';
import type { World } from '../../model/world/world.ts';

/** The document that allows everything. */
export const everything =
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}';

/** Rights that every administrator has: most principals are none, and lack one of these. */
const asks = ['iam:CreateUser', 'iam:AttachUserPolicy', 's3:DeleteBucket', 'ec2:TerminateInstances'] as const;

/** Returns true when it may do on every resource what the organization leaves to anybody in its account. */
export function isAdministrator(world: World, principal: string, env: DecisionEnv): boolean {
  const asked = actingAs(world, principal, env);
  const questions = asks.map((action) => ({ ...asked, action, resource: '*' }));
  const isLeft = (question: Question) => isLeftToAnybody(evaluationInput(world, question, env));
  if (questions.some((one) => authorize(world, one, env).verdict === 'denied' && isLeft(one))) return false;
  return administration(world, asked, env).isAdministrator;
}

/** Decides the question for somebody in the same account who has every permission and no limit of its own. */
const isLeftToAnybody = (input: EvaluationInput): boolean => evaluate(asAnybody(input)).verdict === 'allowed';

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
