/**
 * Request and answer of AWS as HTTP messages: the Query protocol of IAM and STS (form in, XML out), the pages
 * of the sign-in service, and JSON for the rest. Secrets are masked as the API model marks them.
 */

import { iamModel } from '../../core/api/model/generated/iam.ts';
import { organizationsModel } from '../../core/api/model/generated/organizations.ts';
import { stsModel } from '../../core/api/model/generated/sts.ts';
import type { ServiceModel } from '../../core/api/model/shapes.ts';
import { signinModel } from '../../core/api/signin/model.ts';
import type { Caller } from '../../core/model/request/request.ts';
import { errorXml, responseXml } from '../../core/wire/xml.ts';
import { type Exchange, dots } from '../log/exchange.ts';
import type { Artefact } from '../log/log.ts';

type HttpRequest = Extract<Artefact, { readonly kind: 'http-request' }>;
type HttpResponse = Extract<Artefact, { readonly kind: 'http-response' }>;
type Asked = Exchange['request'];
type Params = Readonly<Record<string, unknown>>;

const models: Readonly<Record<string, ServiceModel>> = {
  iam: iamModel,
  sts: stsModel,
  organizations: organizationsModel,
  signin: signinModel,
};
const speaksQuery = (service: string): boolean => service === 'iam' || service === 'sts';

export function requestMessage({ request }: Exchange): HttpRequest {
  const { service, operation, params } = request;
  const model = models[service];
  const shown = masked(model, model?.operations[operation]?.input, params) as Params;
  if (service === 'signin') return pageRequest(operation, shown);
  if (service === 'any') return anyRequest(request);
  const form = [['Action', operation], ['Version', model?.apiVersion ?? ''], ...fields(shown)] as const;
  const isForm = speaksQuery(service);
  const host = `${service}.amazonaws.com`;
  return {
    kind: 'http-request',
    method: 'POST',
    url: `https://${host}/`,
    headers: {
      host,
      'content-type': isForm ? formType : 'application/x-amz-json-1.1',
      ...(isForm ? {} : { 'x-amz-target': operation }),
      ...signedBy(request.caller, service),
    },
    body: isForm ? formOf(form) : JSON.stringify(shown, null, 2),
  };
}

const formType = 'application/x-www-form-urlencoded';
type Form = readonly (readonly [string, string])[];
const formOf = (form: Form): string =>
  form.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');

/** Returns a request to the sign-in service: GET for the federation endpoint (SI-11), else a form. */
function pageRequest(operation: string, params: Params): HttpRequest {
  const host = 'signin.aws.amazon.com';
  const page = (path: string, form: Form): HttpRequest => ({
    ...{ kind: 'http-request', method: 'POST', url: `https://${host}/${path}` },
    ...{ headers: { host, 'content-type': formType }, body: formOf(form) },
  });
  const get = (query: string): HttpRequest => ({
    ...{ kind: 'http-request', method: 'GET', url: `https://${host}/federation?${query}` },
    ...{ headers: { host }, body: '' },
  });
  const { SessionId, SessionDuration, SigninToken, Issuer, Destination, SAMLResponse, RoleArn } = params;
  if (operation === 'GetSigninToken') {
    const session = { sessionId: SessionId, sessionKey: dots, sessionToken: dots };
    const duration = SessionDuration === undefined ? '' : `&SessionDuration=${text(SessionDuration)}`;
    return get(`Action=getSigninToken${duration}&Session=${encodeURIComponent(JSON.stringify(session))}`);
  }
  if (operation === 'Login')
    return get(formOf(fields({ Action: 'login', Issuer, Destination, SigninToken })));
  if (operation === 'SignInWithSAML') {
    const role = RoleArn === undefined ? {} : { roleIndex: RoleArn };
    return page('saml', fields({ RelayState: '', ...role, SAMLResponse }));
  }
  return page('signin', [['action', operation], ...fields(params)]);
}

/** Returns a request for any action. S3 objects look as in S3; for other protocols only the name is shown. */
function anyRequest({ operation, params, caller }: Asked): HttpRequest {
  const [prefix = '', name = ''] = operation.split(':');
  const [resource = ''] = (params['Resources'] as readonly string[] | undefined) ?? [];
  const [, bucket, key] = /^arn:aws[\w-]*:s3:::([^/]+)\/?(.*)$/.exec(resource) ?? [];
  const host = bucket === undefined ? `${prefix}.amazonaws.com` : `${bucket}.s3.amazonaws.com`;
  const method = /^(Get|List|Head|Describe)/.test(name) ? 'GET' : /^Delete/.test(name) ? 'DELETE' : 'PUT';
  const isS3 = prefix === 's3';
  return {
    kind: 'http-request',
    method: isS3 ? method : 'POST',
    url: `https://${host}/${isS3 ? (key ?? '') : ''}`,
    headers: { host, ...(isS3 ? {} : { 'x-amz-target': name }), ...signedBy(caller, prefix) },
    body: '',
  };
}

/** Returns a short Signature Version 4 header. Calls without credentials are not signed. */
function signedBy(caller: Caller, service: string): Readonly<Record<string, string>> {
  const key =
    caller.kind === 'session'
      ? caller.id
      : caller.kind === 'access-key'
        ? caller.accessKeyId
        : caller.kind === 'principal'
          ? `(access key of ${caller.arn.slice(caller.arn.lastIndexOf(':') + 1)})`
          : caller.kind === 'service'
            ? `(key of ${caller.principal})`
            : undefined;
  if (key === undefined) return {};
  return {
    authorization: `AWS4-HMAC-SHA256 Credential=${key}/…/us-east-1/${service}/aws4_request, Signature=…`,
    ...(caller.kind === 'session' ? { 'x-amz-security-token': dots } : {}),
  };
}

export function responseMessage({ request, response, error, events }: Exchange): HttpResponse {
  const { service, operation } = request;
  const model = models[service];
  const shown = masked(model, model?.operations[operation]?.output, response ?? {}) as Params;
  const requestId = events[0]?.requestID ?? '';
  const status = error?.status ?? 200;
  if (model && speaksQuery(service)) {
    const body = error ? errorXml(model, error, requestId) : responseXml(model, operation, shown, requestId);
    return { kind: 'http-response', status, headers: { 'content-type': 'text/xml' }, body };
  }
  return {
    kind: 'http-response',
    status,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(error ? { Error: error } : shown, null, 2),
  };
}

const text = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** Names lists and structures as the Query protocol does: `Tags.member.1.Key`. */
function fields(value: unknown, name = ''): (readonly [string, string])[] {
  if (Array.isArray(value)) return value.flatMap((one, at) => fields(one, `${name}.member.${at + 1}`));
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([member, part]) =>
      fields(part, name ? `${name}.${member}` : member),
    );
  return value === undefined || value === null ? [] : [[name, text(value)]];
}

/** Members that are secret although no model says so. */
const alwaysSecret = new Set(['SecretAccessKey', 'SessionToken', 'SigninToken', 'SignInId', 'Password']);
/** Members that are shown although the API model calls them sensitive: flows are about them. */
const neverSecret = new Set(['SAMLAssertion', 'SAMLResponse', 'WebIdentityToken']);

function masked(model: ServiceModel | undefined, shapeName: string | undefined, value: unknown): unknown {
  const shape = shapeName === undefined ? undefined : model?.shapes[shapeName];
  if (shape && 'sensitive' in shape && shape.sensitive) return dots;
  if (Array.isArray(value))
    return value.map((one) => masked(model, shape?.type === 'list' ? shape.member : undefined, one));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([member, part]) => [
      member,
      alwaysSecret.has(member)
        ? dots
        : neverSecret.has(member)
          ? part
          : masked(model, shape?.type === 'structure' ? shape.members[member] : undefined, part),
    ]),
  );
}
