/**
 * Makes one call of an AWS service by a known principal, from shape to trail. The door uses it, and so does
 * the sign-in service (signin/): a forced change is ChangePassword, a switched role AssumeRole.
 */

import { inputFor } from '../authz/authorize.ts';
import { defaultSource } from '../authz/context.ts';
import type { Decision } from '../authz/decision.ts';
import { evaluate } from '../authz/evaluate.ts';
import { targetOf } from '../authz/gather.ts';
import { accessDenied } from '../authz/access-denied.ts';
import { isForeign, ownerOf } from '../authz/organization.ts';
import type { KnownPrincipal } from '../authz/principal.ts';
import { regionOfService } from '../model/request/regions.ts';
import type { AccountRecord } from '../model/records/account.ts';
import type { Change } from '../model/world/change.ts';
import {
  type AwsError,
  type Env,
  type RequestOutcome as AnyOutcome,
  type RefusedBy,
  type Request,
  isoSeconds,
} from '../model/request/request.ts';
import type { World } from '../model/world/world.ts';
import type { ServiceModel } from './model/shapes.ts';
import { validate } from './model/validate.ts';
import type { Call, PermissionCheck, Operation, Answer } from './operation.ts';
import { crossAccountEvents, trailEvent } from './trail.ts';
import { usageMarks } from './usage.ts';
import { defined } from '../model/defined.ts';

export type Outcome = AnyOutcome<Record<string, unknown>, Decision>;

export interface PerformStep {
  readonly world: World;
  readonly request: Request;
  readonly env: Env;
  readonly principal: KnownPrincipal;
  readonly model: ServiceModel;
  /** The service name under which the use is marked, when it is not the service's own. */
  readonly prefix?: string;
}

export interface Performed {
  readonly result: Answer<unknown>;
  readonly decision?: Decision;
}

/** Checks shape, authorization and state in AWS's order. An operation's `checks` may refuse earlier. */
export function perform(
  step: PerformStep & { readonly account: AccountRecord; readonly operation: Operation },
): Performed {
  const { world, request, env, principal, account, model, operation } = step;
  const shaped = validate(model, model.operations[request.operation]?.input, request.params);
  if (!shaped.ok) return { result: shaped };
  const call: Call<unknown> = {
    world,
    env,
    principal,
    account,
    params: shaped.value,
    now: isoSeconds(env.now),
    source: request.source,
  };
  const prepared = operation.checks(call);
  if ('ok' in prepared) return { result: prepared };
  const { checks, marks } = 'checks' in prepared ? prepared : { checks: prepared, marks: [] };
  let decision: Decision | undefined;
  for (const check of checks) {
    decision = decide(step, check);
    if (decision.verdict === 'denied') {
      const error = denied(operation, call, check, decision);
      return { result: { ok: false, error, marks }, decision };
    }
  }
  const result = operation.refuseCaller?.(call) ?? operation.run(call);
  return {
    result: marks.length === 0 ? result : { ...result, marks: [...marks, ...(result.marks ?? [])] },
    ...defined({ decision }),
  };
}

export function denied(
  operation: Operation,
  call: Call<unknown>,
  { action, printed, resource }: PermissionCheck,
  decision: Decision,
): AwsError {
  const { world, principal } = call;
  const owner = ownerOf(principal, resource, targetOf(world, action, resource).account);
  const refusal = {
    decision,
    principalArn: principal.arn,
    action,
    printed,
    isForeign: isForeign(world, principal, owner),
  };
  return operation.refuse ? operation.refuse(refusal, call) : accessDenied(refusal);
}

const decide = (
  { world, request, env, principal }: PerformStep,
  { action, resource, context }: PermissionCheck,
): Decision =>
  evaluate(
    inputFor(
      world,
      principal,
      { action, resource, ...defined({ context }) },
      { now: env.now, source: request.source },
    ),
  );

export function traced(step: PerformStep, { result, decision }: Performed): Outcome {
  const { world, request, env, principal } = step;
  const service = step.prefix ?? request.service;
  const region = regionOfService(service, request.source?.region ?? defaultSource.region);
  return outcomeOf(result, {
    events: crossAccountEvents(world, request, env, trailEvent({ ...step, ...answerOf(result) })),
    marks: [
      ...usageMarks(world, principal, service, region, env.now, request.operation),
      ...(result.marks ?? []),
    ],
    ...defined({ decision }),
  });
}

export const answerOf = (result: Answer<unknown>) =>
  result.ok ? { response: result.response } : { error: result.error };

type AnyResult =
  | { readonly ok: true; readonly response: unknown; readonly changes?: readonly Change[] }
  | { readonly ok: false; readonly error: AwsError; readonly refusedBy?: RefusedBy | undefined };

/** Joins what an operation answered and the traces that it leaves, whether it was refused or not. */
export function outcomeOf(
  result: AnyResult,
  traces: Pick<Outcome, 'events' | 'marks' | 'decision'>,
): Outcome {
  if (result.ok) {
    const { response, changes = [] } = result;
    return { ok: true, response: response as Record<string, unknown>, changes, ...traces };
  }
  const { error, refusedBy } = result;
  return { ok: false, error, changes: [], ...defined({ refusedBy }), ...traces };
}

/** Returns the outcome of a call that was refused before anything could leave a trace. */
export const refusedEarly = (error: AwsError): Outcome =>
  outcomeOf({ ok: false, error }, { events: [], marks: [] });
