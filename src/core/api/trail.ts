import { defaultSource } from '../authz/context.ts';
import { type KnownPrincipal, principalId } from '../authz/principal.ts';
import { newUuid } from '../model/ids.ts';
import { type AwsError, type Env, type Request, isoSeconds } from '../model/request.ts';
import type { TrailEvent } from '../model/trail.ts';
import type { World } from '../model/world.ts';
import { trailErrorCode } from './errors.ts';
import type { ServiceModel } from './model/shapes.ts';

/**
 * The CloudTrail record of a call (section 12): every authenticated call of a real AWS service leaves one,
 * refused ones too (L-03). Secrets never enter it (L-02): shapes that the API model marks sensitive are
 * left out.
 */
export interface Happened {
  readonly world: World;
  readonly request: Request;
  readonly env: Env;
  readonly principal: KnownPrincipal;
  readonly model: ServiceModel;
  readonly response?: unknown;
  readonly error?: AwsError;
}

export function trailEvent({ world, request, env, principal, model, response, error }: Happened): TrailEvent {
  const operation = model.operations[request.operation] ?? {};
  const readOnly = /^(Get|List|Simulate)/.test(request.operation);
  const source = { ...defaultSource, ...request.source };
  return {
    eventVersion: '1.08',
    userIdentity: userIdentity(world, principal, isoSeconds(env.now)),
    eventTime: isoSeconds(env.now),
    eventSource: model.eventSource,
    eventName: request.operation,
    awsRegion: source.region,
    sourceIPAddress: source.ip,
    userAgent: source.userAgent,
    ...(error ? { errorCode: trailErrorCode(error.code), errorMessage: error.message } : {}),
    requestParameters: logged(model, operation.input, request.params),
    responseElements: readOnly || error ? null : logged(model, operation.output, response),
    requestID: newUuid(env.random),
    eventID: newUuid(env.random),
    readOnly,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: principal.account,
    eventCategory: 'Management',
  };
}

/** Table 12.2. */
function userIdentity(world: World, principal: KnownPrincipal, now: string): Record<string, unknown> {
  const { account: accountId, arn } = principal;
  const base = { principalId: principalId(principal), arn, accountId };
  switch (principal.kind) {
    case 'root': {
      const alias = world.accounts.get(accountId)?.alias;
      return { type: 'Root', ...base, ...(alias === undefined ? {} : { userName: alias }) };
    }
    case 'user':
      return { type: 'IAMUser', ...base, userName: principal.user.userName };
    case 'role-session': {
      const { id, arn: roleArn, roleName } = principal.role;
      return {
        type: 'AssumedRole',
        ...base,
        sessionContext: {
          sessionIssuer: { type: 'Role', principalId: id, arn: roleArn, accountId, userName: roleName },
          attributes: { creationDate: now, mfaAuthenticated: 'false' },
        },
      };
    }
    case 'federated-user':
      return { type: 'FederatedUser', ...base };
  }
}

type Members = Readonly<Record<string, unknown>>;

function logged(model: ServiceModel, shapeName: string | undefined, value: unknown): Members | null {
  if (shapeName === undefined || typeof value !== 'object' || value === null) return null;
  const members = loggedValue(model, shapeName, value) as Members | undefined;
  return members === undefined || Object.keys(members).length === 0 ? null : members;
}

/** Lower-camel names (L-01), CloudTrail's dates, nothing sensitive. */
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

/** `Jul 18, 2026, 4:07:39 PM` (L-02), from an ISO date in UTC. */
export function trailDate(iso: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  const two = (n: number) => String(n).padStart(2, '0');
  const hours = date.getUTCHours();
  const clock = `${hours % 12 || 12}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())} ${hours < 12 ? 'AM' : 'PM'}`;
  return `${months[date.getUTCMonth()] ?? ''} ${date.getUTCDate()}, ${date.getUTCFullYear()}, ${clock}`;
}
