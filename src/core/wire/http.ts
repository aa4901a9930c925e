/**
 * AWS's HTTP, without a network: from a client's message to a Request for the door, and from an Outcome to
 * AWS's answer. IAM, STS and SNS speak Query; Organizations, SQS, KMS, DynamoDB and Secrets Manager speak
 * JSON. S3, Lambda and EC2 have protocols of their own, which are not supported.
 */

import type { Outcome } from '../api/door.ts';
import { awsError } from '../api/errors/codes.ts';
import { errorTexts } from '../api/errors/texts.ts';
import { awsServices } from '../api/registry.ts';
import { newUuid } from '../model/ids.ts';
import type { AwsError, Caller, Env, Request } from '../model/request/request.ts';
import type { World } from '../model/world/world.ts';
import { formField, parseForm } from './form.ts';
import { errorJson, jsonParams, jsonType, responseJson } from './json.ts';
import {
  type HttpRequest,
  type HttpResponse,
  type SignedRequest,
  refuseSignature,
  signedBy,
} from './sigv4.ts';
import { paramsOf } from './query.ts';
import { errorXml, responseXml } from './xml.ts';
import { defined } from '../model/defined.ts';

type AwsService = keyof typeof awsServices;

export interface Received {
  readonly service: AwsService;
  readonly request: Request;
  /** The refusal of a message that the door need not see: a wrong signature, an unreadable body. */
  readonly refused?: AwsError;
}

export interface WireOptions {
  /** Returns the owner of a key whose signature need not be checked. Only for test servers. */
  readonly trusted?: (accessKeyId: string) => Caller | undefined;
}

/** Returns the client's request; `undefined` when it goes to no service of ours. */
export function receive(
  world: World,
  http: HttpRequest,
  env: Env,
  { trusted }: WireOptions = {},
): Received | undefined {
  const addressed = addressedBy(http);
  if (!addressed) return undefined;
  const signed = signedBy(http);
  const isRefused = signed !== undefined && 'code' in signed;
  const caller = callerOf(isRefused ? undefined : signed, trusted);
  const { service, operation, params } = addressed;
  const userAgent = http.headers['user-agent'];
  const request: Request = {
    service,
    operation,
    params: params ?? {},
    caller,
    source: {
      ...defined({ ip: http.ip, userAgent }),
      ...(signed && !isRefused && service !== 'iam' ? { region: signed.region } : {}),
    },
  };
  const refused =
    refuseEndpoint(http, addressed) ?? (isRefused ? signed : refuse(world, http, env, signed, caller));
  if (refused) return { service, request, refused: spelled(service, refused) };
  return params ? { service, request } : { service, request, refused: spelled(service, unreadable) };
}

const regionalOnly: ReadonlySet<string> = new Set([
  'AssumeRoot',
  'GetScopedCredentials',
  'GetWebIdentityToken',
]);

/** Y-01, Y-02, S-10: calls that the global endpoint of STS does not have. The text was recorded for Y-02. */
const refuseEndpoint = ({ headers }: HttpRequest, { service, operation }: Addressed): AwsError | undefined =>
  service === 'sts' && headers['host'] === 'sts.amazonaws.com' && regionalOnly.has(operation)
    ? awsError('InvalidAction', errorTexts.notOnGlobalEndpoint)
    : undefined;

const unreadable: AwsError = {
  code: 'MalformedInput',
  status: 400,
  message: 'The body of the request cannot be read.',
};

const spelled = (service: AwsService, error: AwsError): AwsError =>
  awsServices[service].spell?.(error) ?? error;

interface Addressed {
  readonly service: AwsService;
  readonly operation: string;
  readonly params: Readonly<Record<string, unknown>> | undefined;
}

function addressedBy({ headers, body, query, method }: HttpRequest): Addressed | undefined {
  const target = headers['x-amz-target'];
  if (target !== undefined) {
    const [prefix, operation = ''] = target.split('.');
    const found = services.find(([, { model }]) => model.targetPrefix === prefix);
    return found && { service: found[0], operation, params: jsonParams(body) };
  }
  const form = parseForm(method === 'GET' ? query : body);
  if (!form) return { service: serviceOfScope(headers) ?? 'iam', operation: '', params: undefined };
  const operation = formField(form, 'Action') ?? '';
  const version = formField(form, 'Version');
  const byVersion = services.find(
    ([, { model }]) => model.apiVersion === version && model.targetPrefix === undefined,
  );
  const service = byVersion?.[0] ?? serviceOfScope(headers);
  if (service === undefined) return undefined;
  return { service, operation, params: paramsOf(awsServices[service].model, operation, form) };
}

const services = (Object.entries(awsServices) as [AwsService, (typeof awsServices)[AwsService]][]).filter(
  ([, { isOnWire }]) => isOnWire,
);

const serviceOfScope = (headers: HttpRequest['headers']): AwsService | undefined => {
  const name = /Credential=[^/]+\/\d+\/[^/]+\/([^/]+)\//.exec(headers['authorization'] ?? '')?.[1];
  return services.find(([service]) => service === name)?.[0];
};

function callerOf(signed: SignedRequest | undefined, trusted: WireOptions['trusted']): Caller {
  if (!signed) return { kind: 'anonymous' };
  const { accessKeyId, sessionToken } = signed;
  return (
    trusted?.(accessKeyId) ?? {
      kind: 'access-key',
      accessKeyId,
      ...defined({ sessionToken }),
    }
  );
}

/** Checks the signature of a good credential. The door refuses bad credentials first (E-77). */
function refuse(
  world: World,
  http: HttpRequest,
  env: Env,
  signed: SignedRequest | undefined,
  caller: Caller,
): AwsError | undefined {
  if (!signed || caller.kind !== 'access-key') return undefined;
  const secret = liveSecret(world, caller);
  return secret === undefined ? undefined : refuseSignature(http, signed, secret, env.wallNow ?? env.now);
}

function liveSecret(
  world: World,
  { accessKeyId, sessionToken }: Extract<Caller, { kind: 'access-key' }>,
): string | undefined {
  const secret = world.secrets.get(accessKeyId);
  if (secret?.kind === 'session') {
    return secret.sessionToken === sessionToken ? secret.secretAccessKey : undefined;
  }
  const isActive = world.accessKeys.get(accessKeyId)?.status === 'Active';
  return secret?.kind === 'access-key' && isActive ? secret.secretAccessKey : undefined;
}

/** Returns AWS's answer. The request id is the one in the trail, if the call left a record. */
export function respond(
  { service, request, refused }: Received,
  outcome: Outcome | undefined,
  env: Env,
): HttpResponse {
  const { model } = awsServices[service];
  const requestId = outcome?.events[0]?.requestID ?? newUuid(env.random);
  const error = refused ?? (outcome?.ok === false ? outcome.error : undefined);
  const response = outcome?.ok === true ? outcome.response : {};
  const isJson = model.targetPrefix !== undefined;
  return {
    status: error?.status ?? 200,
    headers: {
      'content-type': isJson ? jsonType : 'text/xml',
      'x-amzn-requestid': requestId,
      ...(isJson && error ? errorHeaders(service, error) : {}),
    },
    body: isJson
      ? jsonBody(service, request, response, error)
      : error
        ? errorXml(model, error, requestId)
        : responseXml(model, request.operation, response, requestId),
  };
}

const errorHeaders = (service: AwsService, error: AwsError): Readonly<Record<string, string>> =>
  Object.fromEntries([awsServices[service].errorOnWire?.(error).header ?? ['x-amzn-errortype', error.code]]);

function jsonBody(
  service: AwsService,
  { operation }: Request,
  response: Readonly<Record<string, unknown>>,
  error: AwsError | undefined,
): string {
  const { model, errorOnWire } = awsServices[service];
  if (!error) return responseJson(model, operation, response);
  return errorJson(errorOnWire?.(error).error ?? error);
}
