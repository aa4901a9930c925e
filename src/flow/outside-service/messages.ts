/** The messages of the outside service as HTTP: two documents that it reads, and a call with a bearer token. */

import type { Exchange } from '../log/exchange.ts';
import type { Artefact } from '../log/log.ts';
import type { PresentedToken } from '../provider/requests.ts';

type HttpRequest = Extract<Artefact, { readonly kind: 'http-request' }>;
type HttpResponse = Extract<Artefact, { readonly kind: 'http-response' }>;

export function serviceRequest({ request: { operation, params } }: Exchange): HttpRequest {
  if (operation !== 'PresentToken') {
    const url = String(params['Url']);
    return { kind: 'http-request', method: 'GET', url, headers: { host: hostOf(url) }, body: '' };
  }
  const { WebIdentityToken: token, Service: trust } = params as unknown as PresentedToken;
  const url = /^https:\/\//.test(trust.Audience) ? trust.Audience : 'https://service.example.com';
  return {
    kind: 'http-request',
    method: 'GET',
    url,
    headers: { host: hostOf(url), authorization: `Bearer ${token}` },
    body: '',
  };
}

const hostOf = (url: string): string => url.replace(/^https:\/\//, '').replace(/\/.*$/, '');

export function serviceAnswer({ response, error }: Exchange): HttpResponse {
  const json = { 'content-type': 'application/json' };
  if (error) {
    const isToken = error.code === 'invalid_token';
    const challenge = {
      'www-authenticate': `Bearer error="${error.code}", error_description="${error.message}"`,
    };
    return { kind: 'http-response', status: error.status, headers: isToken ? challenge : {}, body: '' };
  }
  const { Document: document, ...given } = response ?? {};
  return {
    kind: 'http-response',
    status: 200,
    headers: json,
    body: JSON.stringify(document ?? given, null, 2),
  };
}
