/**
 * Builds every context key (K-30…K-36) that this world can know, for one request. An unknown key is absent,
 * never guessed. Keys that the caller of `authorize` or an operation states win over built ones.
 */

import { parseArn } from '../model/arn.ts';
import { parseAccountId } from '../model/ids.ts';
import { regionOfService } from '../model/request/regions.ts';
import { type RequestSource, isoSeconds } from '../model/request/request.ts';
import type { World } from '../model/world/world.ts';
import { throughEndpoint } from './assume.ts';
import type { RequestContext } from './decision.ts';
import type { Target } from './gather.ts';
import {
  type AssumedOrganizations,
  addOrganizationKeys,
  addSourceOrganization,
  organizationTags,
} from './organization.ts';
import type { Principal } from './principal.ts';
import { addBucketTags, addResourceTags, addTags } from './keys/resource-tags.ts';
import { type ConditionKeyValues, addSessionKeys } from './keys/session-keys.ts';

/** The source of a request that states none; an address of the documentation range (RFC 5737). */
export const defaultSource = {
  ip: '203.0.113.10',
  userAgent: 'iam-playground',
  region: 'us-east-1',
  secureTransport: true,
} as const satisfies Required<RequestSource>;

export interface ContextInput {
  readonly world: World;
  readonly principal: Principal;
  readonly action: string;
  readonly resource: string;
  readonly target: Target;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly source?: RequestSource | undefined;
  /** Keys that the request itself states. They replace built ones, ignoring case (C-06). */
  readonly own?: RequestContext | undefined;
  /** The request comes through a VPC endpoint (K-02). */
  readonly throughEndpoint?: boolean;
  readonly organizations?: AssumedOrganizations | undefined;
}

export function buildContext(input: ContextInput): RequestContext {
  const { principal, action, now, source = defaultSource, own } = input;
  const keys = baseKeys(principal, timeOf(now), inRegionOf(action, source));
  if ('session' in principal && principal.session) addSessionKeys(keys, principal, principal.session, now);
  if (/^ec2:/i.test(action)) keys['ec2:Region'] = source.region ?? defaultSource.region;
  addResourceKeys(input, keys);
  addOrganizationKeys(
    keys,
    input.world,
    principal,
    input.resource,
    input.target.account,
    input.organizations,
  );
  if (own) {
    if (comesThroughEndpoint(own)) delete keys['aws:SourceIp'];
    overlay(keys, own);
  }
  addSourceOrganization(keys, input.world, principal);
  if (input.throughEndpoint === true) throughEndpoint(keys);
  return keys;
}

const endpointKeys: ReadonlySet<string> = new Set(['aws:sourcevpc', 'aws:sourcevpce', 'aws:vpcsourceip']);

/** A request that states its endpoint has no public address, unless it states one itself (K-02). */
const comesThroughEndpoint = (own: RequestContext): boolean =>
  Object.keys(own).some((key) => endpointKeys.has(key.toLowerCase()));

/** Global services are asked in us-east-1 whatever the client's region; PassRole is no call (E-58). */
function inRegionOf(action: string, source: RequestSource): RequestSource {
  const { region } = source;
  if (region === undefined || region === defaultSource.region) return source;
  const full = action.toLowerCase();
  if (full === 'iam:passrole') return source;
  return { ...source, region: regionOfService(full.slice(0, full.indexOf(':')), region) };
}

/**
 * Principal, time and network. Keys are assigned, never spread, which takes fifty times as long: they are made
 * for every one of thousands of principals when somebody asks who can do something.
 */
function baseKeys(principal: Principal, time: Time, source: RequestSource): ConditionKeyValues {
  const keys = principalKeys(principal, time);
  addRequestKeys(keys, time, source);
  if (principal.kind === 'user') addTags(keys, 'aws:PrincipalTag/', principal.user.tags);
  if (principal.kind === 'role-session') addTags(keys, 'aws:PrincipalTag/', principal.role.tags);
  return keys;
}

function addRequestKeys(keys: ConditionKeyValues, { iso, epoch }: Time, source: RequestSource): void {
  const { region, secureTransport, ip, userAgent } = source;
  keys['aws:CurrentTime'] = iso;
  keys['aws:EpochTime'] = epoch;
  keys['aws:RequestedRegion'] = region ?? defaultSource.region;
  keys['aws:SecureTransport'] = secureTransport === false ? 'false' : 'true';
  keys['aws:SourceIp'] = ip ?? defaultSource.ip;
  keys['aws:UserAgent'] = userAgent ?? defaultSource.userAgent;
  keys['aws:ViaAWSService'] = 'false';
}

interface Time {
  readonly iso: string;
  readonly epoch: string;
}

let lastTime = { now: Number.NaN, iso: '', epoch: '' };

function timeOf(now: number): Time {
  if (lastTime.now !== now) lastTime = { now, iso: isoSeconds(now), epoch: String(Math.floor(now / 1000)) };
  return lastTime;
}

/** Returns the keys of K-30 and K-31. */
function principalKeys(principal: Principal, { iso }: Time): ConditionKeyValues {
  switch (principal.kind) {
    case 'user': {
      const { user } = principal;
      return {
        'aws:PrincipalArn': user.arn,
        'aws:PrincipalAccount': user.account,
        'aws:PrincipalType': 'User',
        'aws:PrincipalIsAWSService': 'false',
        'aws:userid': user.id,
        'aws:username': user.userName,
      };
    }
    case 'role-session': {
      const { role, sessionName } = principal;
      return {
        'aws:PrincipalArn': role.arn,
        'aws:PrincipalAccount': role.account,
        'aws:PrincipalType': 'AssumedRole',
        'aws:PrincipalIsAWSService': 'false',
        'aws:userid': `${role.id}:${sessionName}`,
        // A session that only a question supposes was issued just now, without MFA (K-32).
        'aws:TokenIssueTime': iso,
        'aws:MultiFactorAuthPresent': 'false',
      };
    }
    case 'root':
      return signed(principal.arn, principal.account, 'Account', principal.account);
    case 'federated-user':
      return signed(
        principal.arn,
        principal.account,
        'FederatedUser',
        `${principal.account}:${principal.name}`,
      );
    case 'outside':
      return outsideKeys(principal);
    case 'service':
      return {
        'aws:PrincipalIsAWSService': 'true',
        'aws:PrincipalServiceName': principal.arn,
        'aws:PrincipalServiceNamesList': [principal.arn],
      };
    case 'anonymous':
      return {
        'aws:PrincipalAccount': 'anonymous',
        'aws:PrincipalType': 'Anonymous',
        'aws:userid': 'anonymous',
      };
    case 'federated':
      return {};
  }
}

const signed = (arn: string, account: string, type: string, userid?: string): ConditionKeyValues => ({
  'aws:PrincipalArn': arn,
  'aws:PrincipalAccount': account,
  'aws:PrincipalIsAWSService': 'false',
  'aws:PrincipalType': type,
  ...(userid === undefined ? {} : { 'aws:userid': userid }),
});

/** Returns the keys that an ARN alone tells. The unique id behind it is not known. */
function outsideKeys(principal: Extract<Principal, { kind: 'outside' }>): ConditionKeyValues {
  const { arn, account, roleArn } = principal;
  if (roleArn !== undefined) return signed(roleArn, account, 'AssumedRole');
  const resource = parseArn(arn)?.resource ?? '';
  if (resource === 'root') return signed(arn, account, 'Account', account);
  if (!resource.startsWith('user/')) return account ? signed(arn, account, 'User') : {};
  return { ...signed(arn, account, 'User'), 'aws:username': resource.slice(resource.lastIndexOf('/') + 1) };
}

/** Actions whose context carries the boundary of the user or role that they are about (K-34). */
const boundaryActions: ReadonlySet<string> = new Set(
  `AttachRolePolicy AttachUserPolicy CreateRole CreateUser DeleteRole DeleteRolePermissionsBoundary
   DeleteRolePolicy DeleteUserPermissionsBoundary DeleteUserPolicy DetachRolePolicy DetachUserPolicy GetRole
   PutRolePermissionsBoundary PutRolePolicy PutUserPermissionsBoundary PutUserPolicy UpdateAssumeRolePolicy
   UpdateRole UpdateRoleDescription`
    .split(/\s+/)
    .map((name) => `iam:${name}`.toLowerCase()),
);

function addResourceKeys(
  { world, principal, action, resource, target }: ContextInput,
  keys: ConditionKeyValues,
): void {
  if (/^kms:/i.test(action) && 'account' in principal && principal.account)
    keys['kms:CallerAccount'] = principal.account;
  const account = resourceAccount(principal, resource, target);
  if (account !== undefined) keys['aws:ResourceAccount'] = account;
  if (target.resource) {
    if (target.resource.arn === resource) addResourceTags(keys, action, target.resource);
    addBucketTags(keys, world, resource);
  }
  if (resource.startsWith('arn:aws:organizations:')) {
    addTags(keys, 'aws:ResourceTag/', organizationTags(world, resource));
    return;
  }
  const ref = world.index.byArn.get(resource);
  switch (ref?.table) {
    case 'users':
    case 'roles': {
      const record = world[ref.table].get(ref.id);
      if (!record) return;
      addTags(keys, 'aws:ResourceTag/', record.tags);
      addTags(keys, 'iam:ResourceTag/', record.tags);
      if (record.permissionsBoundary !== undefined && boundaryActions.has(action.toLowerCase())) {
        keys['iam:PermissionsBoundary'] = record.permissionsBoundary;
      }
      return;
    }
    case 'policies':
    case 'instanceProfiles':
    case 'serverCertificates':
    case 'mfaDevices':
    case 'samlProviders':
    case 'oidcProviders':
      addTags(keys, 'aws:ResourceTag/', world[ref.table].get(ref.id)?.tags ?? []);
      return;
    default:
      return;
  }
}

/** Returns the owner of the resource. Without an ARN it belongs to the account that makes the call. */
function resourceAccount(principal: Principal, resource: string, target: Target): string | undefined {
  if (target.account !== undefined) return target.account;
  if (resource === '*') return 'account' in principal && principal.account ? principal.account : undefined;
  return parseAccountId(parseArn(resource)?.account ?? '');
}

function overlay(keys: ConditionKeyValues, own: RequestContext): void {
  for (const [key, value] of Object.entries(own)) {
    if (!(key in keys)) {
      const lower = key.toLowerCase();
      for (const built of Object.keys(keys)) if (built.toLowerCase() === lower) delete keys[built];
    }
    keys[key] = value;
  }
}

/** Returns the keys of tags in a request: `aws:RequestTag/…` and `aws:TagKeys` (K-33). */
export function requestTagKeys(
  tags: readonly { readonly Key: string; readonly Value: string }[],
): RequestContext {
  if (tags.length === 0) return {};
  return {
    ...Object.fromEntries(tags.map(({ Key, Value }) => [`aws:RequestTag/${Key}`, Value])),
    'aws:TagKeys': tags.map(({ Key }) => Key),
  };
}
