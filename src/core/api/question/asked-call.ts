/**
 * A question is an operation: the checks that the door would make for it, so that *Ask* answers what the door
 * answers. The operation's own `checks` say them, or AWS's service reference where no operation is simulated.
 * What the question leaves open is filled with stand-ins, and what shows one is left out. A question that no
 * call fits, like one about a pattern of names, stays the one check that it is.
 */

import {
  type AskedCall,
  type CallQuestion,
  type PermissionCheck,
  type DecisionEnv,
  askedPrincipal,
} from '../../authz/authorize.ts';
import { compileGlob, globMatches } from '../../eval/glob.ts';
import { arnName, arnRegion, parseArn } from '../../model/arn.ts';
import type { Decision, RequestContext } from '../../authz/decision.ts';
import { authenticateCaller } from '../../authz/credentials.ts';
import type { KnownPrincipal, Principal } from '../../authz/principal.ts';
import { passedIn, untrustedService } from '../../authz/role-trust.ts';
import {
  type AwsError,
  type RequestSource,
  type ServiceName,
  isoSeconds,
} from '../../model/request/request.ts';
import { type ActionInfo, type Reference, emptyReference } from '../../model/service-reference.ts';
import { fitsFormat, isOfType } from '../../policy/arn-format.ts';
import { unknownPartsOf } from '../../model/world/known-parts.ts';
import type { World } from '../../model/world/world.ts';
import { refuseClosed } from '../account/account.ts';
import { validate } from '../model/validate.ts';
import { type Call, type Operation, type Service, isUnsigned } from '../operation.ts';
import { denied } from '../perform.ts';
import { awsServices } from '../registry.ts';
import { anyAction, anyArnOf, carriedKeys, passing } from '../resource/any.ts';
import { refuseSession } from '../refused-calls.ts';
import { parametersFor, requiringRole } from './parameters.ts';
import { isFree, textsIn } from './stand-ins.ts';
import { type KnownState, certain, isKindWhole, stateRefusal, unfitOf } from './state-refusal.ts';
import { defined } from '../../model/defined.ts';

export interface CallEnv extends DecisionEnv {
  /** AWS's service reference, as far as it is loaded. */
  readonly reference?: Reference;
}

/** Returns all that the door would look at for the question, each check with the keys that AWS gives to it. */
export function askedCall(world: World, question: CallQuestion, env: CallEnv): AskedCall {
  const asked = whatIsAsked(world, question, env);
  const checks = asked.checks.map((check) => {
    const { action, resource, context } = check;
    const info = env.reference?.action(action);
    return context ? { ...check, context: carriedKeys(info, resource, context) } : check;
  });
  const handedOver = checks.find(
    ({ action, resource }) => action === 'iam:PassRole' && !resource.includes('*'),
  );
  return {
    ...asked,
    checks,
    ...(handedOver && {
      untrusted: () => untrustedService(world, passedIn(question.action, handedOver), env),
    }),
  };
}

function whatIsAsked(world: World, question: CallQuestion, env: CallEnv): AskedCall {
  const principal = askedPrincipal(world, question);
  const found = operationOf(question.action, env.reference ?? emptyReference);
  if (!isKnown(principal)) return plainCall(question, env, found);
  const form = found && formOf(world, question, principal, env, found);
  const { prefix, name } = partsOf(question.action);
  const refused = refusedFirst(world, principal, env, {
    prefix,
    operation: form?.operation.name ?? name,
  });
  const first = refused ?? form?.refused;
  const asked = form?.asked ?? plainCall(question, env, form);
  const passedRole = `arn:aws:iam::${principal.account}:role/*`;
  const [anyRole] = asked.needsRole ? handed({ ...question, passedRole }) : [];
  return {
    ...asked,
    ...defined({ anyRole, refusedFirst: first }),
  };
}

/** Returns the refusal of credentials that are expired, that may never make the call, or of a closed account. */
function refusedFirst(
  world: World,
  principal: KnownPrincipal,
  env: CallEnv,
  { prefix, operation }: { readonly prefix: string; readonly operation: string },
): AwsError | undefined {
  const { session } = principal;
  const known = session && authenticateCaller(world, { kind: 'session', id: session.id }, env.now);
  if (known && !known.ok) return known.error;
  const account = world.accounts.get(principal.account);
  if (!account) return undefined;
  const limit =
    refuseSession(principal, prefix as ServiceName, operation) ??
    refuseClosed(account, principal, prefix, operation);
  // A question about a role is about any session of it, which has the credentials that the door misses.
  return limit?.error.code === 'InvalidSubjectCredentials' ? undefined : limit?.error;
}

const isKnown = (principal: Principal): principal is KnownPrincipal =>
  ['root', 'user', 'role-session', 'federated-user'].includes(principal.kind);

function partsOf(action: string): { readonly prefix: string; readonly name: string } {
  const [prefix = '', name = ''] = action.split(':');
  return { prefix: prefix.toLowerCase(), name };
}

/** Returns the question as one check for each resource that it names, with the role that it hands over. */
function plainCall(question: CallQuestion, { reference }: CallEnv, role?: OpenRole): AskedCall {
  const { resource, resources = [] } = question;
  return {
    checks: [...[resource, ...resources].map((one) => stated(question, one)), ...handed(question)],
    ...openRole(question, role),
    ...unfitOf(question, reference),
    denied: () => undefined,
    refusedAfter: () => undefined,
  };
}

/** The asked action on a resource, with what the question states and nothing else. */
const stated = ({ action, context }: CallQuestion, resource: string): PermissionCheck => ({
  action,
  resource,
  printed: resource,
  ...defined({ context }),
});

interface OpenRole {
  readonly handsOver: boolean;
  readonly needsRole?: boolean;
}

const openRole = ({ passedRole }: CallQuestion, role: OpenRole | undefined): Partial<AskedCall> => ({
  ...(passedRole === undefined && role?.handsOver ? { handsOverRole: true } : {}),
  ...(passedRole === undefined && role?.needsRole ? { needsRole: true } : {}),
});

function handed({ action, passedRole, passedTo, context = {} }: CallQuestion): PermissionCheck[] {
  if (passedRole === undefined) return [];
  const service = context['iam:PassedToService'];
  const to = passedTo ?? (typeof service === 'string' ? service : undefined);
  const checks = passing(action, {
    PassedRole: passedRole,
    ...defined({ PassedToService: to }),
  });
  return checks.map((check) => ({ ...check, context: { ...everywhere(context), ...check.context } }));
}

interface Form extends OpenRole {
  readonly operation: Operation;
  /** AWS's refusal before the operation names its permissions: the resource is missing. */
  readonly refused?: AwsError;
  /** Absent when the operation does not make the asked check. */
  readonly asked?: AskedCall;
}

function formOf(
  world: World,
  question: CallQuestion,
  principal: KnownPrincipal,
  env: CallEnv,
  { service, operation, handsOver, needsRole, info }: FoundOperation,
): Form | undefined {
  const account = world.accounts.get(principal.account);
  if (!account) return undefined;
  const source = inRegionOf(question, env.source);
  const { params, standIns } =
    operation.service === 'any'
      ? { params: { Resources: resourcesOf(question, info, { account, source }) }, standIns: none }
      : parametersFor(world, service.model, service.model.operations[operation.name]?.input, question);
  const shaped = validate(service.model, service.model.operations[operation.name]?.input, params);
  if (!shaped.ok) return { operation, handsOver, needsRole };
  const call: Call<unknown> = {
    world,
    principal,
    account,
    params: shaped.value,
    now: isoSeconds(env.now),
    source,
    env: { now: env.now, random: () => 0.5, reference: env.reference ?? emptyReference },
  };
  const prepared = operation.checks(call);
  const known: KnownState = {
    standIns,
    isMissing: !/[*?]/.test(question.resource) && !world.index.byArn.has(question.resource),
    isWhole: unknownPartsOf(world, account.id).length === 0,
    isKindWhole: isKindWhole(world, question.resource),
  };
  if ('ok' in prepared) {
    // Names of buckets tell no account, so nobody knows whether one is missing.
    const isHeld = parseArn(question.resource)?.account === account.id;
    const refused = isHeld ? certain(prepared.error, known) : undefined;
    return { operation, handsOver, needsRole, ...defined({ refused }) };
  }
  const all = 'checks' in prepared ? prepared.checks : prepared;
  const isOpen = ({ resource }: PermissionCheck) => shows(standIns, resource);
  const isRole = ({ action }: PermissionCheck) => action === 'iam:PassRole';
  const kept = all.filter((check) => !isOpen(check) && !(isRole(check) && question.passedRole === undefined));
  // Only members that the model requires have stand-ins.
  const role = {
    handsOver: handsOver || all.some(isRole),
    needsRole: needsRole || all.some((check) => isRole(check) && isOpen(check)),
  };
  const whole = ofWhole(kept, question, info);
  if (!fits(kept, whole, info)) return { operation, ...role };
  const checks = [
    ...kept.map((check) => asStated(check, question, standIns)),
    ...leftOut(kept, whole, info, params).map((resource) => stated(question, resource)),
  ];
  const passes = checks.some(isRole);
  return {
    operation,
    ...role,
    asked: {
      checks: passes ? checks : [...checks, ...handed(question)],
      ...openRole(question, role),
      denied: (check, decision: Decision) => {
        const error = denied(operation, call, check, decision);
        return service.spell ? service.spell(error) : error;
      },
      refusedAfter: () => stateRefusal(operation, call, known),
    },
  };
}

/** Calls go to the region of their resources, whichever the client has. */
function inRegionOf(
  { resource, resources = [] }: CallQuestion,
  source: RequestSource | undefined,
): RequestSource | undefined {
  const region = [resource, ...resources].map(arnRegion).find(Boolean);
  return region === undefined ? source : { ...source, region };
}

/** Resources of the question that no check names, though the action can be checked on such: launch templates. */
function leftOut(
  checks: readonly PermissionCheck[],
  { resources = [] }: CallQuestion,
  info: ActionInfo | undefined,
  params: unknown,
): readonly string[] {
  const given = new Set(textsIn(params));
  const isParameter = (arn: string) => given.has(arn) || given.has(arnName(arn));
  return resources.filter(
    (arn) =>
      !checks.some(({ resource }) => resource === arn) &&
      (info?.resourceTypes.some((type) => isOfType(type, arn)) ?? !isParameter(arn)),
  );
}

const none: ReadonlySet<string> = new Set();

interface FoundOperation {
  readonly service: Service;
  readonly operation: Operation;
  /** The reference says that the call can hand over a role. */
  readonly handsOver: boolean;
  readonly needsRole: boolean;
  readonly info: ActionInfo | undefined;
}

/** Returns the operation of an action, simulated or of the reference. Names are compared without case. */
function operationOf(action: string, reference: Reference): FoundOperation | undefined {
  const { prefix, name } = partsOf(action);
  const service = (awsServices as Readonly<Record<string, Service | undefined>>)[prefix];
  const info = reference.action(action);
  const handsOver = info?.dependentActions?.includes('iam:PassRole') === true;
  const needsRole = info !== undefined && requiringRole.has(info.name);
  const own = service && named(service, name);
  if (service && own)
    return isUnsigned(own) ? undefined : { service, operation: own, handsOver, needsRole, info };
  const any = anyAction(action, reference);
  if (!any.ok) return undefined;
  const operation = any.value.service.operations.get(any.value.operation);
  if (!operation || isUnsigned(operation)) return undefined;
  return { service: any.value.service, operation, handsOver, needsRole, info };
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

/** A call that needs several resources names one of each type, and a wildcard that covers several names them all. */
function resourcesOf(
  { resource, resources = [] }: CallQuestion,
  info: ActionInfo | undefined,
  here: Parameters<typeof anyArnOf>[0],
): readonly string[] {
  const needed = (info?.resourceTypes ?? []).filter(({ required }) => required);
  const covered = needed.filter((type) => resource === '*' || isOfType(type, resource));
  if (covered.length > 1 && /[*?]/.test(resource))
    return [
      ...resources,
      ...covered
        .filter((type) => !resources.some((arn) => isOfType(type, arn)))
        .map((type) => anyArnOf(here, type)),
    ];
  return resource === '*' ? resources : [resource, ...resources];
}

/**
 * A wildcard over resources of several types asks about the whole call, as does a resource that the call can touch
 * beside those that it always touches: a launch template.
 */
function ofWhole(
  checks: readonly PermissionCheck[],
  question: CallQuestion,
  info: ActionInfo | undefined,
): CallQuestion {
  const { resource, resources = [] } = question;
  const own = ownOf(checks, question);
  if (resource === '*' || own.length === 0 || own.some((check) => isAbout(check, resource))) return question;
  const glob = compileGlob(resource);
  if (own.filter((check) => globMatches(glob, check.resource)).length > 1)
    return { ...question, resource: '*' };
  const types = (info?.resourceTypes ?? []).filter((type) => isOfType(type, resource));
  const isBeside =
    types.length > 0 && !own.some((check) => types.some((type) => isOfType(type, check.resource)));
  return isBeside ? { ...question, resource: '*', resources: [resource, ...resources] } : question;
}

const ownOf = (checks: readonly PermissionCheck[], { action }: CallQuestion): readonly PermissionCheck[] =>
  checks.filter((check) => check.action.toLowerCase() === action.toLowerCase());

const isAbout = ({ resource, printed }: PermissionCheck, asked: string): boolean =>
  resource === asked || printed === asked;

/**
 * The call is the asked one when it checks or prints the asked resource. `*` stands for calls that name no
 * single one but the further resources of the question. A pattern may name the one ARN on which AWS checks an action
 * that takes no resource: `log-group:*` that of DescribeLogGroups.
 */
function fits(
  checks: readonly PermissionCheck[],
  question: CallQuestion,
  info: ActionInfo | undefined,
): boolean {
  const { resource, resources = [] } = question;
  const own = ownOf(checks, question);
  if (own.some((check) => isAbout(check, resource))) return true;
  const isOnlyOne = ({ resource: one }: PermissionCheck) => !one.includes('*') && fitsFormat(resource, one);
  if (info?.resourceTypes.length === 0 && own.some(isOnlyOne)) return true;
  return (
    resource === '*' &&
    own.length > 0 &&
    own.every((check) => namesNone(check) || resources.includes(check.resource))
  );
}

/** A member account asks the organization where AWS prints `*`; `…:self` is whoever asks. */
const namesNone = ({ resource, printed }: PermissionCheck): boolean =>
  resource.includes('*') || printed === '*' || resource.endsWith(':self');

/** Only whole fields of an ARN count, and no values of an enumeration: people name users `Active` too. */
function shows(standIns: ReadonlySet<string>, text: string): boolean {
  const fields = fieldsOf(text);
  return [...standIns].some(
    (standIn) => standIn.length > 3 && isFree(standIn) && fields.includes(fieldsOf(standIn)),
  );
}

const fieldsOf = (text: string): string => `:${text.replaceAll('/', ':')}:`;

/** Returns the check with what the question states, and without what only a stand-in states. */
function asStated(
  check: PermissionCheck,
  { action, context = {} }: CallQuestion,
  standIns: ReadonlySet<string>,
): PermissionCheck {
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
