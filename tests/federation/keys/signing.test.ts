/** Our code signs, and others verify: Node's X.509, jsonwebtoken, xml-crypto and xmldsigjs. */

import { X509Certificate, createPublicKey } from 'node:crypto';
import { DOMParser } from '@xmldom/xmldom';
import jsonwebtoken from 'jsonwebtoken';
import { expect, test } from 'vitest';
import { SignedXml } from 'xml-crypto';
import { Application, SignedXml as OtherSignedXml } from 'xmldsigjs';
import { setNodeDependencies } from 'xml-core';
import { select } from 'xpath';
import { signSamlResponse, signSamlXml } from '#federation/saml/sign.ts';
import { signToken } from '#federation/oidc/sign.ts';
import type { SamlDraft } from '#federation/saml/draft.ts';
import { type SigningKey, newSigningKey, publicJwkOf } from '#federation/keys/signing-key.ts';
import { noon } from '../../core/api/door.ts';

const keys = {
  RS256: await newSigningKey('RS256', { name: 'idp.example.com', from: noon }),
  ES256: await newSigningKey('ES256', { name: 'idp.example.com', from: noon, years: 30 }),
};
const algorithms = ['RS256', 'ES256'] as const;
const pem = ({ certificate }: SigningKey) =>
  `-----BEGIN CERTIFICATE-----\n${certificate.replace(/.{64}/g, '$&\n').trim()}\n-----END CERTIFICATE-----`;

const draft: SamlDraft = {
  responseId: '_r1',
  assertionId: '_a1',
  issuer: 'https://idp.example.com/saml?a=1&b="2"',
  issueInstant: '2026-01-31T12:00:00Z',
  recipient: 'https://signin.aws.amazon.com/saml',
  audience: 'urn:amazon:webservices',
  nameId: { value: 'Jörg <李雷>', format: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent' },
  notBefore: '2026-01-31T12:00:00Z',
  notOnOrAfter: '2026-01-31T12:05:00Z',
  attributes: [{ name: 'a&b', values: ['1 > 0', 'two\nlines'] }],
};

test.each(algorithms)('a certificate for %s is read by Node, and it signs itself', (alg) => {
  const certificate = new X509Certificate(pem(keys[alg]));
  expect(certificate.subject).toBe('CN=idp.example.com');
  expect(certificate.issuer).toBe('CN=idp.example.com');
  expect(certificate.verify(certificate.publicKey)).toBe(true);
  expect(certificate.validFrom).toBe('Jan 31 12:00:00 2026 GMT');
  expect(certificate.validTo).toMatch(alg === 'RS256' ? /2036 GMT$/ : /2056 GMT$/);
  const { kid: _, alg: __, use: ___, ...jwk } = publicJwkOf(keys[alg]);
  expect(certificate.publicKey.export({ format: 'jwk' })).toEqual(jwk);
});

test('integers of a certificate’s signature stand as DER wants them, whatever bits they begin with', async () => {
  for (let i = 0; i < 40; i += 1) {
    const key = await newSigningKey('ES256', { name: 'x', from: noon });
    const certificate = new X509Certificate(pem(key));
    expect(certificate.verify(certificate.publicKey)).toBe(true);
  }
});

test.each(algorithms)('jsonwebtoken verifies a token signed with %s', async (alg) => {
  const claims = { iss: 'https://i.example', aud: 'a', sub: 'ü', iat: 1, exp: 9_999_999_999 };
  const token = await signToken(claims, keys[alg]);
  const key = createPublicKey({ key: publicJwkOf(keys[alg]) as never, format: 'jwk' });
  expect(jsonwebtoken.verify(token, key, { algorithms: [alg], complete: true })).toMatchObject({
    header: { alg, kid: keys[alg].kid, typ: 'JWT' },
    payload: claims,
  });
});

const parts = ['assertion', 'response'] as const;

test.each(parts)('xml-crypto verifies the signed %s', async (part) => {
  const xml = await signSamlResponse(draft, keys.RS256, part);
  const verifier = new SignedXml({ publicCert: pem(keys.RS256) });
  const [signature] = select(
    "//*[local-name(.)='Signature']",
    new DOMParser().parseFromString(xml, 'text/xml') as never,
  ) as Node[];
  verifier.loadSignature(signature as never);
  expect(verifier.checkSignature(xml)).toBe(true);
  expect(verifier.getSignedReferences()[0]).toContain('Jörg &lt;李雷&gt;');
});

test.each(algorithms.flatMap((alg) => parts.map((part) => [alg, part] as const)))(
  'xmldsigjs verifies %s over the %s',
  async (alg, part) => {
    setNodeDependencies({ DOMParser, xpath: { select } } as never);
    Application.setEngine('node', crypto);
    const xml = await signSamlResponse(draft, keys[alg], part);
    const document = new DOMParser().parseFromString(xml, 'text/xml');
    const verifier = new OtherSignedXml(document as never);
    verifier.LoadXml(
      document.getElementsByTagNameNS('http://www.w3.org/2000/09/xmldsig#', 'Signature').item(0) as never,
    );
    expect(await verifier.Verify()).toBe(true);
  },
);

test('an edited response is signed again in place of the old signature', async () => {
  const edited = (await signSamlResponse(draft, keys.ES256)).replace('urn:amazon:webservices', 'x');
  const again = await signSamlXml(edited, keys.RS256, 'assertion');
  if (!again.ok) expect.fail(again.error);
  expect(again.value.match(/<ds:Signature /g)).toHaveLength(1);
  expect(again.value).toContain('rsa-sha256');
});

test.each([
  ['<a', 'not well-formed'],
  ['<a/>', 'no Assertion with an ID'],
  ['<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_1"/>', 'has no Issuer'],
])('the text %s cannot be signed: %s', async (xml, reason) => {
  const signed = await signSamlXml(xml, keys.RS256, 'assertion');
  expect(signed).toMatchObject({ ok: false, error: expect.stringContaining(reason) as string });
});
