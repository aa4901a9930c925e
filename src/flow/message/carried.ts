/**
 * Decodes what a message carries: a SAML response, a token, a one-time code. Also makes the messages of an
 * outside provider, which are not AWS's.
 */

import { samlResponseXml, type SamlDraft } from '../../federation/saml/draft.ts';
import type { Exchange } from '../log/exchange.ts';
import type { Artefact } from '../log/log.ts';
import { isProviderRequest } from '../provider/requests.ts';
import { defined } from '../../core/model/defined.ts';

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

export function carriedTo({ request }: Exchange): Artefact[] {
  if (isProviderRequest(request)) return [];
  const { SAMLAssertion, SAMLResponse, PrincipalArn, WebIdentityToken, RoleArn, SerialNumber, TokenCode } =
    request.params;
  const saml = textOf(SAMLAssertion ?? SAMLResponse);
  const token = textOf(WebIdentityToken);
  const serial = textOf(SerialNumber);
  return [
    ...(saml === undefined ? [] : [samlArtefact('SAML response', saml, textOf(PrincipalArn))]),
    ...(token === undefined ? [] : [tokenArtefact(token, textOf(RoleArn))]),
    ...(serial === undefined || TokenCode === undefined
      ? []
      : [
          {
            kind: 'code' as const,
            serialNumber: serial,
            device: serial.includes(':mfa/') ? ('virtual' as const) : ('hardware' as const),
          },
        ]),
  ];
}

export function carriedBack({ response = {} }: Exchange): Artefact[] {
  const token = textOf(response['WebIdentityToken']);
  return token === undefined ? [] : [tokenArtefact(token)];
}

/** Returns a provider's answer: a page that posts the response, a token, or a draft. */
export function providerAnswer({ request, response = {} }: Exchange): Artefact[] {
  switch (request.operation) {
    case 'WriteSamlResponse':
      return [
        {
          kind: 'xml',
          title: 'The response, not signed yet',
          text: samlResponseXml(response['Draft'] as SamlDraft),
        },
      ];
    case 'SignSamlResponse': {
      const encoded = textOf(response['SAMLResponse']) ?? '';
      return [samlArtefact('SAML response', encoded), postingPage(encoded)];
    }
    case 'WriteToken':
      return [
        {
          kind: 'token',
          format: 'claims',
          title: 'The claims, not signed yet',
          text: JSON.stringify(response['Draft'], null, 2),
        },
      ];
    default: {
      const token = textOf(response['Token']) ?? '';
      return [tokenArtefact(token), tokenAnswer(token)];
    }
  }
}

const samlArtefact = (title: string, encoded: string, provider?: string): Artefact => ({
  kind: 'xml',
  title,
  text: decodedText(encoded),
  encoded,
  ...defined({ provider }),
});

const tokenArtefact = (text: string, roleArn?: string): Artefact => ({
  kind: 'token',
  format: text.split('.').length === 3 ? 'jwt' : 'opaque',
  title: 'Web identity token',
  text,
  ...defined({ roleArn }),
});

/** Returns the page of the HTTP POST binding: a form that sends itself. */
const postingPage = (encoded: string): Artefact => ({
  kind: 'http-response',
  status: 200,
  headers: { 'content-type': 'text/html' },
  body: `<form method="post" action="https://signin.aws.amazon.com/saml"><input type="hidden" name="SAMLResponse" value="${encoded}"/><input type="hidden" name="RelayState" value=""/></form>`,
});

const tokenAnswer = (token: string): Artefact => ({
  kind: 'http-response',
  status: 200,
  headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
  body: JSON.stringify({ token_type: 'Bearer', id_token: token }, null, 2),
});

/** Decodes base64; returns the text as it is when it is no base64. */
export function decodedText(encoded: string): string {
  try {
    const bytes = Uint8Array.from(atob(encoded.trim()), (character) => character.charCodeAt(0));
    return new TextDecoder().decode(bytes);
  } catch {
    return encoded;
  }
}

export const encodedText = (text: string): string =>
  btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(''));
