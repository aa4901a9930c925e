/**
 * The CloudTrail record of a call (L-06): every authenticated call of a real AWS service leaves one, refused
 * ones too (L-03). Secrets never enter it (L-02): shapes that the API model marks sensitive are left out.
 */

import { defaultSource } from '../authz/context.ts';
import { arnAccount, rootArn } from '../model/arn.ts';
import { type KnownPrincipal, principalId } from '../authz/principal.ts';
import { regionOfService } from '../model/request/regions.ts';
import { type AccountId, newUuid } from '../model/ids.ts';
import { type AwsError, type Env, type Request, isoSeconds } from '../model/request/request.ts';
import type { SessionRecord } from '../model/records/sessions.ts';
import type { TrailEvent } from '../model/records/trail-event.ts';
import { type World, findByName } from '../model/world/world.ts';
import { trailErrorCode } from './errors/codes.ts';
import type { ServiceModel } from './model/shapes.ts';
import type { UnsignedAnswer } from './operation.ts';
import { inheritedTags } from './sts/session-tags.ts';
import { defined } from '../model/defined.ts';

export interface Happened {
  readonly world: World;
  readonly request: Request;
  readonly env: Env;
  readonly principal: KnownPrincipal;
  readonly model: ServiceModel;
  readonly response?: unknown;
  readonly error?: AwsError;
}

export function trailEvent({ world, principal, ...happened }: Happened): TrailEvent {
  const identity = userIdentity(world, principal, isoSeconds(happened.env.now));
  const event = eventOf(happened, principal.account, identity);
  const { requestParameters: parameters } = event;
  const { service, operation } = happened.request;
  if (service === 'iam' && principal.kind === 'root' && namesRoot(world, principal.account, parameters)) {
    return { ...event, requestParameters: { ...parameters, userName: 'AWS ROOT USER' } };
  }
  const incoming = service === 'sts' && operation === 'AssumeRole' ? inheritedTags(principal) : [];
  if (incoming.length === 0) return event;
  const incomingTransitiveTags = Object.fromEntries(incoming.map(({ key, value }) => [key, value]));
  return { ...event, requestParameters: { ...parameters, incomingTransitiveTags } };
}

/** L-08: some IAM calls must name a user; root gives its id or alias (credentials/owners.ts). */
function namesRoot(world: World, account: AccountId, parameters: TrailEvent['requestParameters']): boolean {
  const name = parameters?.['userName'];
  if (typeof name !== 'string' || findByName(world, 'users', account, name)) return false;
  return name === account || name === world.accounts.get(account)?.alias;
}

/** Makes the record of a call that nobody signed, in the role's account (L-07: SAMLUser, WebIdentityUser). */
export function unsignedEvent({
  account,
  userIdentity: identity,
  stated,
  resources,
  ...happened
}: Omit<Happened, 'world' | 'principal'> & NonNullable<UnsignedAnswer<unknown>['logged']>): TrailEvent {
  const event = eventOf(happened, account, identity);
  return {
    ...event,
    requestParameters: stated ? { ...event.requestParameters, ...stated } : event.requestParameters,
    ...(resources && !happened.error ? { resources } : {}),
  };
}

/** L-04: a role assumed across accounts leaves a record in the role's account as well. */
export function crossAccountEvents(
  world: World,
  request: Request,
  env: Env,
  event: TrailEvent,
): readonly TrailEvent[] {
  const { RoleArn: arn } = request.params;
  if (request.service !== 'sts' || request.operation !== 'AssumeRole' || typeof arn !== 'string')
    return [event];
  const owner = arnAccount(arn);
  const resources = [{ ARN: arn, accountId: owner, type: 'AWS::IAM::Role' }];
  if (owner === event.recipientAccountId || event.errorCode !== undefined || !isAccountOf(world, owner))
    return event.errorCode === undefined ? [{ ...event, resources }] : [event];
  const shared = { sharedEventID: newUuid(env.random), resources };
  const { principalId: id, accountId } = event.userIdentity;
  return [
    { ...event, ...shared },
    {
      ...event,
      ...shared,
      userIdentity: { type: 'AWSAccount', principalId: id, accountId },
      recipientAccountId: owner,
      eventID: newUuid(env.random),
    },
  ];
}

const isAccountOf = (world: World, id: string): boolean =>
  (world.accounts as ReadonlyMap<string, unknown>).has(id);

function eventOf(
  { request, env, model, response, error }: Omit<Happened, 'world' | 'principal'>,
  account: string,
  identity: Readonly<Record<string, unknown>>,
): TrailEvent {
  const operation = model.operations[request.operation] ?? {};
  const readOnly = operation.readOnly ?? /^(Get|List|Simulate|Describe|Head)/.test(request.operation);
  const source = { ...defaultSource, ...request.source };
  return {
    eventVersion: '1.08',
    userIdentity: identity,
    eventTime: isoSeconds(env.now),
    eventSource: model.eventSource,
    eventName: request.operation,
    awsRegion: regionOfService(model.service, source.region),
    sourceIPAddress: source.ip,
    userAgent: source.userAgent,
    ...(error ? { errorCode: trailErrorCode(error.code), errorMessage: error.message } : {}),
    requestParameters: logged(model, operation.input, request.params),
    responseElements:
      error || (readOnly && !issuesCredentials(response)) ? null : logged(model, operation.output, response),
    requestID: newUuid(env.random),
    eventID: newUuid(env.random),
    readOnly,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: account,
    eventCategory: 'Management',
  };
}

/** L-02: shows issued credentials, even if the call's name says it only reads (GetSessionToken). */
const issuesCredentials = (response: unknown): boolean =>
  typeof response === 'object' && response !== null && 'Credentials' in response;

/** Describes the caller by table 12.2. */
export function userIdentity(world: World, principal: KnownPrincipal, now: string): Record<string, unknown> {
  const { account: accountId, arn } = principal;
  const { accessKeyId, session } = principal;
  const base = {
    principalId: principalId(principal),
    arn,
    accountId,
    ...defined({ accessKeyId }),
  };
  const issued = session && { sessionContext: sessionContext(world, session) };
  switch (principal.kind) {
    case 'root': {
      const alias = world.accounts.get(accountId)?.alias;
      return { type: 'Root', ...base, ...defined({ userName: alias }), ...issued };
    }
    case 'user':
      return { type: 'IAMUser', ...base, userName: principal.user.userName, ...issued };
    case 'role-session': {
      const { id, arn: roleArn, roleName } = principal.role;
      return {
        type: 'AssumedRole',
        ...base,
        sessionContext: {
          sessionIssuer: { type: 'Role', principalId: id, arn: roleArn, accountId, userName: roleName },
          attributes: { creationDate: now, mfaAuthenticated: 'false' },
          ...(session ? sessionContext(world, session) : {}),
        },
      };
    }
    case 'federated-user':
      return { type: 'FederatedUser', ...base, ...issued };
  }
}

/** Describes temporary credentials in a record (L-07). */
function sessionContext(world: World, session: SessionRecord): Record<string, unknown> {
  const { account, entity, issueTime, mfaTime, sourceIdentity, federatedProvider } = session;
  const user =
    session.kind === 'federated-user' && entity !== undefined ? world.users.get(entity) : undefined;
  const issuer = user
    ? { type: 'IAMUser', principalId: user.id, arn: user.arn, accountId: account, userName: user.userName }
    : { type: 'Root', principalId: account, arn: rootArn(account), accountId: account };
  return {
    ...(session.kind === 'federated-user' ? { sessionIssuer: issuer } : {}),
    ...(federatedProvider === undefined
      ? {}
      : { webIdFederationData: { federatedProvider, attributes: {} } }),
    attributes: { creationDate: issueTime, mfaAuthenticated: String(mfaTime !== undefined) },
    ...defined({ sourceIdentity }),
    ...(session.kind === 'assumed-root' ? { assumedRoot: 'true' } : {}),
  };
}

type Members = Readonly<Record<string, unknown>>;

function logged(model: ServiceModel, shapeName: string | undefined, value: unknown): Members | null {
  if (shapeName === undefined || typeof value !== 'object' || value === null) return null;
  const members = loggedValue(model, shapeName, value) as Members | undefined;
  return members === undefined || Object.keys(members).length === 0 ? null : members;
}

/** Converts to lower-camel names (L-01) and CloudTrail's dates, and leaves out sensitive members. */
function loggedValue(model: ServiceModel, shapeName: string, value: unknown): unknown {
  const shape = model.shapes[shapeName];
  if (!shape || ('sensitive' in shape && shape.sensitive)) return undefined;
  if (shape.type === 'list') {
    return Array.isArray(value) ? value.map((part) => loggedValue(model, shape.member, part)) : value;
  }
  if (shape.type === 'timestamp') return typeof value === 'string' ? trailDate(value) : value;
  if (shape.type !== 'structure' || typeof value !== 'object' || value === null) return value;
  const given = value as Members;
  const read: Record<string, unknown> = {};
  for (const [member, of] of Object.entries(shape.members)) {
    const part = given[member];
    const entry = part === undefined ? undefined : loggedValue(model, of, part);
    if (entry !== undefined) read[member.charAt(0).toLowerCase() + member.slice(1)] = entry;
  }
  return read;
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Returns `Jul 18, 2026, 4:07:39 PM` (L-02) from an ISO date in UTC. @internal */
export function trailDate(iso: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  const two = (n: number) => String(n).padStart(2, '0');
  const hours = date.getUTCHours();
  const clock = `${hours % 12 || 12}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())} ${hours < 12 ? 'AM' : 'PM'}`;
  return `${months[date.getUTCMonth()] ?? ''} ${date.getUTCDate()}, ${date.getUTCFullYear()}, ${clock}`;
}
