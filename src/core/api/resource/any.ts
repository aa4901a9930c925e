/**
 * Any action of AWS's service reference, on any ARN. It is authenticated, authorized with its whole context,
 * and shows in the trail and in last accessed like the real call. The service's effects are not simulated,
 * and the answer says so. The reference says which resources an action takes and which it needs.
 */

import type { RequestContext } from '../../authz/decision.ts';
import { passedIn, untrustedService } from '../../authz/role-trust.ts';
import { roleReceiverOf } from '../../model/request/passed-roles.ts';
import { keyMatches } from '../../policy/global-keys.ts';
import type { AwsError } from '../../model/request/request.ts';
import type { ActionInfo, Reference, ResourceType } from '../../model/service-reference.ts';
import { isOfType } from '../../policy/arn-format.ts';
import type { ServiceModel, StructureShape } from '../model/shapes.ts';
import { type Result, ok } from '../../model/result.ts';
import { type PermissionCheck, type Definition, type Operation, type Service, done } from '../operation.ts';
import { awsServices } from '../registry.ts';
import { type ResourceCall, callRegionOf } from './kinds.ts';
import { failed, refusalOf } from './refusals.ts';

interface AnyParams {
  /** ARNs; ignored when the action takes no resource (G-34). */
  readonly Resources?: readonly string[];
  /** Keys that the request itself states: `s3:prefix`, `aws:RequestTag/…`, `ec2:InstanceType`. */
  readonly Context?: Readonly<Record<string, readonly string[]>>;
  /** The ARN of a role that the call passes to a service. The call then needs `iam:PassRole` too (E-58). */
  readonly PassedRole?: string;
  /** The service that gets the role, when it is not the service that is called. */
  readonly PassedToService?: string;
}

const input: StructureShape = {
  type: 'structure',
  members: { Resources: 'Arns', Context: 'Keys', PassedRole: 'Arn', PassedToService: 'Text' },
};
const shapes: ServiceModel['shapes'] = {
  AnyInput: input,
  Arn: { type: 'string', min: 1, max: 2048 },
  Arns: { type: 'list', member: 'Arn', max: 50 },
  Text: { type: 'string', max: 2048 },
  Texts: { type: 'list', member: 'Text', max: 100 },
  Keys: { type: 'map', key: 'Text', value: 'Texts' },
};

export function anyAction(
  name: string,
  reference: Reference,
): Result<{ readonly service: Service; readonly operation: string }, AwsError> {
  const info = reference.action(name);
  if (!info) {
    const loaded = (reference.services?.() ?? []).length > 0;
    const why = loaded ? 'AWS’s service reference has no such action' : 'the service reference is not loaded';
    return failed('InvalidAction', 400, `Could not find action \`${name}\`: ${why}`);
  }
  const [prefix = '', operation = ''] = info.name.split(':');
  if (info.name === 'iam:PassRole') {
    return failed(
      'InvalidAction',
      400,
      'iam:PassRole has no call of its own; give `PassedRole` with the action that hands the role over',
    );
  }
  const model: ServiceModel = {
    service: prefix,
    apiVersion: '',
    eventSource: `${prefix}.amazonaws.com`,
    operations: { [operation]: { input: 'AnyInput', readOnly: isReading(info) } },
    shapes,
    errors: {},
    strict: true,
  };
  const only = { service: 'any', name: operation, ...authorized(prefix, info) } as Operation;
  return ok({ service: { model, operations: new Map([[operation, only]]), prefix }, operation });
}

const isReading = ({ accessLevel }: ActionInfo): boolean => accessLevel === 'List' || accessLevel === 'Read';

const authorized = (prefix: string, info: ActionInfo): Definition<AnyParams, Record<string, unknown>> => ({
  refuse: refusalOf(prefix),
  checks: (call) => {
    const resources = resourcesOf(call as ResourceCall, info, call.params.Resources ?? []);
    if (!resources.ok) return resources;
    const context = contextOf(call as ResourceCall, call.params.Context ?? {}, resources.value);
    if (!context.ok) return context;
    const own = resources.value.map((resource) => ({
      action: info.name,
      resource,
      printed: resource,
      context: carriedKeys(info, resource, context.value),
    }));
    return [...own, ...passing(info.name, call.params)];
  },
  run: (call) => {
    const [handed] = passing(info.name, call.params);
    const untrusted = handed && untrustedService(call.world, passedIn(info.name, handed), call.env);
    if (untrusted?.error) return { ok: false, error: untrusted.error };
    const resources = resourcesOf(call as ResourceCall, info, call.params.Resources ?? []);
    return done({
      Action: info.name,
      AccessLevel: info.accessLevel,
      Resources: resources.ok ? resources.value : [],
      Simulated: false,
      Message: whatHappened(prefix, info, call.params),
    });
  },
});

function whatHappened(prefix: string, info: ActionInfo, { PassedRole: role }: AnyParams): string {
  const { name: action, dependentActions = [] } = info;
  const operation = action.slice(prefix.length + 1);
  const service = (awsServices as Readonly<Record<string, Service | undefined>>)[prefix];
  if (service?.operations.has(operation)) {
    return `The call is allowed. Nothing was done: send it as ${prefix} ${operation}, with its own parameters, to carry it out.`;
  }
  const handsOver = role === undefined && dependentActions.includes('iam:PassRole');
  const more = handsOver ? ' A role that it hands over needs iam:PassRole: give it as PassedRole.' : '';
  return `The call is allowed. This playground does not simulate what ${action} does, so nothing was read or changed.${more}`;
}

/**
 * Returns the resources to evaluate. G-34: an action that takes none is evaluated on `*`, those of S3 on
 * `arn:aws:s3:::*`. A required type that the request does not name stands for all of the type.
 */
function resourcesOf(
  call: ResourceCall,
  { name, resourceTypes }: ActionInfo,
  given: readonly string[],
): Result<readonly string[], AwsError> {
  if (name === 'logs:DescribeLogGroups') return ok([everyLogGroup(call)]);
  if (resourceTypes.length === 0) return ok([name.startsWith('s3:') ? 'arn:aws:s3:::*' : '*']);
  const needed = resourceTypes.filter(({ required }) => required);
  const stray = given.find(
    (arn) => !(arn === '*' && needed.length === 0) && !resourceTypes.some((type) => isOfType(type, arn)),
  );
  if (given.length === 0 || stray !== undefined) {
    const forms = resourceTypes.map(({ name: type, arnFormat }) => `${type} (${arnFormat})`).join(', ');
    const problem =
      stray === undefined ? `${name} needs a resource` : `\`${stray}\` is no resource of ${name}`;
    return failed('ValidationError', 400, `${problem}; it takes: ${forms}`);
  }
  const missing = needed.filter((type) => !given.some((arn) => isOfType(type, arn)));
  return ok([...given, ...missing.map((type) => anyArnOf(call, type))]);
}

/** The ARN that AWS prints when it refuses DescribeLogGroups. The reference lists no resource for it. */
const everyLogGroup = (call: ResourceCall): string =>
  `arn:aws:logs:${callRegionOf(call)}:${call.account.id}:log-group::log-stream:`;

/** Keys of the caller, the network and the time, which a check on any resource carries. */
const ofEveryCheck = /^aws:(?!requesttag\/|tagkeys$|resourcetag\/)/i;

/**
 * Returns the keys without those that AWS gives only to checks on other resources of the action: the type of an
 * instance is no key of the image that it is launched from. What the reference does not know stays.
 */
export function carriedKeys(
  info: ActionInfo | undefined,
  resource: string,
  context: RequestContext,
): RequestContext {
  const types = (info?.resourceTypes ?? []).filter((type) => isOfType(type, resource));
  if (types.length === 0) return context;
  const has = (keys: readonly string[] | undefined, key: string) => keys?.some((one) => keyMatches(one, key));
  return Object.fromEntries(
    Object.entries(context).filter(
      ([key]) =>
        ofEveryCheck.test(key) ||
        has(info?.conditionKeys, key) !== true ||
        types.some(({ conditionKeys }) => has(conditionKeys, key) !== false),
    ),
  );
}

/** Returns the ARN of all resources of a type, like `arn:aws:ec2:us-east-1:111122223333:subnet/*`. */
export const anyArnOf = (
  call: Pick<ResourceCall, 'account' | 'source'>,
  { arnFormat }: ResourceType,
): string =>
  arnFormat
    .replace('${Partition}', 'aws')
    .replace('${Region}', callRegionOf(call))
    .replace('${Account}', call.account.id)
    .replaceAll(/\$\{[^}]*\}/g, '*');

/** Refuses keys of the caller, the network and the organization, since a request cannot state them. */
function contextOf(
  { world }: ResourceCall,
  given: Readonly<Record<string, readonly string[]>>,
  resources: readonly string[],
): Result<RequestContext, AwsError> {
  const keys: Record<string, string | readonly string[]> = {};
  for (const [key, values] of Object.entries(given)) {
    const lower = key.toLowerCase();
    const isKnown = resources.some((arn) => world.index.byArn.has(arn));
    const isStated =
      !lower.startsWith('aws:') ||
      /^aws:(requesttag\/.+|tagkeys|referer)$/.test(lower) ||
      (lower.startsWith('aws:resourcetag/') && !isKnown);
    if (!isStated || !key.includes(':')) {
      const message = `the context key \`${key}\` is not one that a request states about itself`;
      return failed('ValidationError', 400, message);
    }
    keys[key] = values.length === 1 && lower !== 'aws:tagkeys' ? (values[0] ?? '') : values;
  }
  return ok(keys);
}

/** Returns the check of a role that a call hands to a service (E-58). */
export function passing(
  action: string,
  { PassedRole: role, PassedToService: to }: AnyParams,
): readonly PermissionCheck[] {
  if (role === undefined) return [];
  const service = to ?? roleReceiverOf(action);
  return [
    { action: 'iam:PassRole', resource: role, printed: role, context: { 'iam:PassedToService': service } },
  ];
}
