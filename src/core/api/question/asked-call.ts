/**
 * A question is an operation: the checks that the door would make for it, so that *Ask* answers what the door
 * answers. The operation's own `checks` say them, or AWS's service reference where no operation is simulated.
 * What the question leaves open is filled with stand-ins, and what shows one is left out. A question that no
 * call fits, like one about a pattern of names, stays the one check that it is.
 */

import {
  type AskedCall,
  type CallQuestion,
  type Check,
  type DecisionEnv,
  askedPrincipal,
} from '../../authz/authorize.ts';
import type { Decision, RequestContext } from '../../authz/decision.ts';
import type { KnownPrincipal, Principal } from '../../authz/principal.ts';
import { type AwsError, type ServiceName, isoSeconds } from '../../model/request/request.ts';
import { type Reference, emptyReference } from '../../model/service-reference.ts';
import { unknownPartsOf } from '../../model/world/known-parts.ts';
import type { World } from '../../model/world/world.ts';
import { refuseClosed } from '../account/closed.ts';
import { validate } from '../model/validate.ts';
import { type Call, type Operation, isUnsigned } from '../operation.ts';
import { denied } from '../perform.ts';
import { type Service, awsServices } from '../registry.ts';
import { anyAction, passing } from '../resource/any.ts';
import { refuseSession } from '../session-limits.ts';
import { parametersFor } from './parameters.ts';

export interface CallEnv extends DecisionEnv {
  /** AWS's service reference, as far as it is loaded. */
  readonly reference?: Reference;
}

/** Returns all that the door would look at for the question. */
export function askedCall(world: World, question: CallQuestion, env: CallEnv): AskedCall {
  const principal = askedPrincipal(world, question);
  if (!isKnown(principal)) return plainCall(question);
  const form = formOf(world, question, principal, env);
  const { prefix, name } = partsOf(question.action);
  const account = world.accounts.get(principal.account);
  const limit =
    account &&
    (refuseSession(principal, prefix as ServiceName, form?.operation.name ?? name) ??
      refuseClosed(account, principal, prefix, form?.operation.name ?? name));
  return { ...(form?.asked ?? plainCall(question)), ...(limit ? { refusedFirst: limit.error } : {}) };
}

const isKnown = (principal: Principal): principal is KnownPrincipal =>
  ['root', 'user', 'role-session', 'federated-user'].includes(principal.kind);

function partsOf(action: string): { readonly prefix: string; readonly name: string } {
  const [prefix = '', name = ''] = action.split(':');
  return { prefix: prefix.toLowerCase(), name };
}

/** Returns the question as one check, with the role that it hands over. */
function plainCall(question: CallQuestion): AskedCall {
  const { action, resource, context } = question;
  const own = { action, resource, printed: resource, ...(context ? { context } : {}) };
  const { prefix } = partsOf(action);
  return {
    checks: [own, ...handed(prefix, question)],
    denied: () => undefined,
    refusedAfter: () => undefined,
  };
}

function handed(prefix: string, { passedRole, passedTo, context = {} }: CallQuestion): Check[] {
  if (passedRole === undefined) return [];
  const stated = context['iam:PassedToService'];
  const to = passedTo ?? (typeof stated === 'string' ? stated : undefined);
  const checks = passing(prefix, {
    PassedRole: passedRole,
    ...(to === undefined ? {} : { PassedToService: to }),
  });
  return checks.map((check) => ({ ...check, context: { ...everywhere(context), ...check.context } }));
}

interface Form {
  readonly operation: Operation;
  readonly asked: AskedCall;
}

/** Returns the question as a call of an operation; `undefined` when none has the asked check. */
function formOf(
  world: World,
  question: CallQuestion,
  principal: KnownPrincipal,
  env: CallEnv,
): Form | undefined {
  const account = world.accounts.get(principal.account);
  const found = account && operationOf(question.action, env.reference ?? emptyReference);
  if (!found) return undefined;
  const { service, operation, prefix, handsOver } = found;
  const { params, standIns } =
    operation.service === 'any'
      ? { params: { Resources: resourcesOf(question) }, standIns: none }
      : parametersFor(world, service.model, service.model.operations[operation.name]?.input, question);
  const shaped = validate(service.model, service.model.operations[operation.name]?.input, params);
  if (!shaped.ok) return undefined;
  const call: Call<unknown> = {
    world,
    principal,
    account,
    params: shaped.value,
    now: isoSeconds(env.now),
    source: env.source,
    env: { now: env.now, random: () => 0.5, reference: env.reference ?? emptyReference },
  };
  const prepared = operation.checks(call);
  if ('ok' in prepared) return undefined;
  const all = 'checks' in prepared ? prepared.checks : prepared;
  const isOpen = ({ resource }: Check) => shows(standIns, resource);
  const isRole = ({ action }: Check) => action === 'iam:PassRole';
  const kept = all.filter((check) => !isOpen(check) && !(isRole(check) && question.passedRole === undefined));
  if (!fits(kept, question)) return undefined;
  const checks = kept.map((check) => asStated(check, question, standIns));
  const passes = checks.some(isRole);
  const isOwn = !unknownPartsOf(world, account.id).length && operation.service === 'iam';
  return {
    operation,
    asked: {
      checks: passes ? checks : [...checks, ...handed(prefix, question)],
      ...(question.passedRole === undefined && (handsOver || all.some(isRole))
        ? { handsOverRole: true as const }
        : {}),
      denied: (check, decision: Decision) => {
        const error = denied(operation, call, check, decision);
        return service.spell ? service.spell(error) : error;
      },
      refusedAfter: () => (isOwn ? stateRefusal(operation, call, standIns.size > 0) : undefined),
    },
  };
}

const none: ReadonlySet<string> = new Set();

/** Returns the operation of an action, simulated or of the reference. Names are compared without case. */
function operationOf(action: string, reference: Reference) {
  const { prefix, name } = partsOf(action);
  const service = (awsServices as Readonly<Record<string, Service | undefined>>)[prefix];
  const info = reference.action(action);
  const handsOver = info?.dependentActions?.includes('iam:PassRole') === true;
  const own = service && named(service, name);
  if (service && own) return isUnsigned(own) ? undefined : { service, operation: own, prefix, handsOver };
  const any = anyAction(action, reference);
  if (!any.ok) return undefined;
  const operation = any.value.service.operations.get(any.value.operation);
  if (!operation || isUnsigned(operation)) return undefined;
  return { service: any.value.service, operation, prefix, handsOver };
}

/** Operations whose action has another name, by that name in lower case. */
const otherNames: Readonly<Record<string, string>> = {
  listallmybuckets: 'ListBuckets',
  listbucket: 'ListObjectsV2',
};

function named({ operations }: Service, name: string) {
  const lower = name.toLowerCase();
  const exact = operations.get(otherNames[lower] ?? name);
  if (exact) return exact;
  return [...operations.values()].find((operation) => operation.name.toLowerCase() === lower);
}

const resourcesOf = ({ resource, resources = [] }: CallQuestion): readonly string[] =>
  resource === '*' ? resources : [resource, ...resources];

/** The call is the asked one when it checks the asked resource; `*` stands for calls that name no single one. */
function fits(checks: readonly Check[], { action, resource }: CallQuestion): boolean {
  const own = checks.filter((check) => check.action.toLowerCase() === action.toLowerCase());
  if (own.some((check) => check.resource === resource)) return true;
  return resource === '*' && own.length > 0 && own.every((check) => check.resource.includes('*'));
}

const shows = (standIns: ReadonlySet<string>, text: string): boolean =>
  [...standIns].some((standIn) => standIn.length > 3 && text.includes(standIn));

/** Returns the check with what the question states, and without what only a stand-in states. */
function asStated(
  check: Check,
  { action, context = {} }: CallQuestion,
  standIns: ReadonlySet<string>,
): Check {
  const isAsked = check.action.toLowerCase() === action.toLowerCase();
  const known = Object.entries(check.context ?? {}).filter(
    ([key, value]) => !shows(standIns, key) && ![value].flat().some((one) => standIns.has(one)),
  );
  return {
    ...check,
    context: { ...Object.fromEntries(known), ...(isAsked ? context : everywhere(context)) },
  };
}

/** Keys of the caller and the network count for every check; those of the request for the asked one. */
const everywhere = (context: RequestContext): RequestContext =>
  Object.fromEntries(
    Object.entries(context).filter(([key]) => /^aws:(?!requesttag\/|tagkeys$|resource)/i.test(key)),
  );

/**
 * Returns how the operation refuses a call that is allowed. With stand-ins only the refusal to change what AWS
 * protects is certain (N-31, N-32).
 */
function stateRefusal(operation: Operation, call: Call<unknown>, isPartial: boolean): AwsError | undefined {
  const result = operation.run(call);
  if (result.ok || (isPartial && result.error.code !== 'UnmodifiableEntity')) return undefined;
  return result.error;
}
