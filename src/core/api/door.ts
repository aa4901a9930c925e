/**
 * The door: everything that happens is a request, and every request comes through here. It authenticates the
 * caller, checks the shape against the API model, and authorizes every permission that the operation names.
 * Only then does the operation look at state. It never writes: the outcome lists the changes, and marks that
 * stay even when the call was refused.
 */

import { authenticateCaller } from '../authz/credentials.ts';
import { type AwsError, type Env, type Request, isoSeconds } from '../model/request/request.ts';
import { type Result, ok } from '../model/result.ts';
import type { World } from '../model/world/world.ts';
import { refuseClosed } from './account/account.ts';
import { unknownOperation } from './errors/codes.ts';
import { iamModel } from './model/generated/iam.ts';
import type { ServiceModel } from './model/shapes.ts';
import { validate } from './model/validate.ts';
import {
  type Answer,
  type ConsoleOperation,
  type Service,
  type UnsignedOperation,
  isUnsigned,
} from './operation.ts';
import { type Outcome, answerOf, outcomeOf, perform, refusedEarly, traced } from './perform.ts';
import { playgroundModel } from './playground/model.ts';
import { consoleOperations, playgroundOperations } from './playground/registry.ts';
import { withSilencesGone } from './playground/silences.ts';
import { awsServices } from './registry.ts';
import { anyAction } from './resource/any.ts';
import { refuseSession } from './refused-calls.ts';
import { handleSignin } from './signin/entry.ts';
import { assumeRoleAsService } from './sts/assume-role-as-service.ts';
import { unsignedEvent } from './trail.ts';
import { defined } from '../model/defined.ts';

export type { Outcome } from './perform.ts';

/** INVARIANT: the same world, request and env (random source included) give the same outcome. */
export function handle(world: World, request: Request, env: Env): Outcome {
  const outcome = handled(world, request, env);
  return outcome.ok ? { ...outcome, changes: withSilencesGone(world, outcome.changes) } : outcome;
}

function handled(world: World, request: Request, env: Env): Outcome {
  if (request.service === 'playground') return handlePlayground(world, request, env);
  if (request.service === 'signin') return handleSignin(world, request, env);
  const addressed = addressedBy(request, env);
  if (!addressed.ok) return refusedEarly(addressed.error);
  return answered(world, { ...request, operation: addressed.value.operation }, env, addressed.value.service);
}

/** Any action of the reference is an operation too (resource/any.ts). */
const addressedBy = (
  { service, operation }: Request,
  env: Env,
): Result<{ readonly service: Service; readonly operation: string }, AwsError> =>
  service === 'any'
    ? anyAction(operation, env.reference)
    : ok({ service: awsServices[service as keyof typeof awsServices], operation });

function answered(world: World, request: Request, env: Env, service: Service): Outcome {
  const operation = service.operations.get(request.operation);
  if (!operation) return spelled(service, refusedEarly(unknown(request, service.model)));
  if (isUnsigned(operation)) return performUnsigned(world, request, env, service.model, operation);
  const byService = asService(request);
  if (byService) return performUnsigned(world, request, env, service.model, byService);
  const authenticated = authenticateCaller(world, request.caller, env.now);
  if (!authenticated.ok) return spelled(service, refusedEarly(authenticated.error));
  const principal = authenticated.value;
  const account = world.accounts.get(principal.account);
  if (!account) throw new Error(`principal \`${principal.arn}\` has no account`);
  const prefix = service.prefix ?? request.service;
  const step = { world, request, env, principal, model: service.model, prefix };
  const limit =
    refuseSession(principal, request.service, request.operation) ??
    refuseClosed(account, principal, request.service, request.operation);
  const answer = limit ? { result: limit } : perform({ ...step, account, operation });
  return traced(step, { ...answer, result: spelled(service, answer.result) });
}

/** Returns AssumeRole for a service: it signs with keys that nobody sees, and may call nothing else. */
const asService = ({ service, operation, caller }: Request): UnsignedOperation | undefined =>
  caller.kind === 'service' && service === 'sts' && operation === 'AssumeRole'
    ? assumeRoleAsService
    : undefined;

/** Gives an error the code of the service's protocol: services that speak JSON have other codes (E-74). */
const spelled = <T extends Outcome | Answer<unknown>>(service: Service, answer: T): T =>
  answer.ok || !service.spell ? answer : { ...answer, error: service.spell(answer.error) };

/** Makes a call that nobody signs: the artefact in the request is the credential (S-05). */
function performUnsigned(
  world: World,
  request: Request,
  env: Env,
  model: ServiceModel,
  operation: UnsignedOperation,
): Outcome {
  const shaped = validate(model, model.operations[request.operation]?.input, request.params);
  if (!shaped.ok) return refusedEarly(shaped.error);
  const { result, decision, logged } = operation.run({
    world,
    env,
    request,
    params: shaped.value,
    now: isoSeconds(env.now),
  });
  return outcomeOf(result, {
    events: logged ? [unsignedEvent({ request, env, model, ...logged, ...answerOf(result) })] : [],
    marks: result.marks ?? [],
    ...defined({ decision }),
  });
}

/** Makes a call that AWS does not have: nobody needs a permission for it, and the trail does not show it. */
function handlePlayground(world: World, request: Request, env: Env): Outcome {
  const act = consoleOperations.get(request.operation);
  if (act) return performInConsole(world, request, env, act);
  const operation = playgroundOperations.get(request.operation);
  if (!operation) return refusedEarly(unknown(request, playgroundModel));
  const shaped = validate(
    playgroundModel,
    playgroundModel.operations[request.operation]?.input,
    request.params,
  );
  if (!shaped.ok) return refusedEarly(shaped.error);
  const known = authenticateCaller(world, request.caller, env.now);
  const caller = known.ok ? known.value : undefined;
  const result = operation.run({ world, env, caller, params: shaped.value, now: isoSeconds(env.now) });
  if (!result.ok) return refusedEarly(result.error);
  return outcomeOf(result, { events: [], marks: result.marks ?? [] });
}

/** Makes an act of the console that has no call of its own: it is authorized and recorded as a call of IAM. */
function performInConsole(world: World, request: Request, env: Env, act: ConsoleOperation): Outcome {
  const authenticated = authenticateCaller(world, request.caller, env.now);
  if (!authenticated.ok) return refusedEarly(authenticated.error);
  const principal = authenticated.value;
  const account = world.accounts.get(principal.account);
  if (!account) throw new Error(`principal \`${principal.arn}\` has no account`);
  const limit =
    refuseSession(principal, 'iam', act.recordedAs) ??
    refuseClosed(account, principal, 'iam', act.recordedAs);
  const step = { world, env, principal };
  const performed = limit
    ? { result: limit }
    : perform({ ...step, request, account, model: playgroundModel, operation: act.operation });
  const response = performed.result.ok ? (performed.result.response as Record<string, unknown>) : {};
  const params = act.recordedParams(request.params, response);
  const recorded: Request = { ...request, service: 'iam', operation: act.recordedAs, params };
  return traced({ ...step, request: recorded, model: iamModel }, performed);
}

const unknown = ({ operation }: Request, { apiVersion }: ServiceModel): AwsError =>
  unknownOperation(operation, apiVersion);
