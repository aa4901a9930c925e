/**
 * Whole SAML libraries of others are tried both ways: node-saml as the service reads what our providers
 * send, and samlify as the provider sends what we read. keys/signing.test.ts and oidc/tokens.test.ts do the
 * same with xml-crypto, xmldsigjs and jsonwebtoken.
 */

import { createPrivateKey } from 'node:crypto';
import { SAML, ValidateInResponseTo } from '@node-saml/node-saml';
import * as samlify from 'samlify';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { newEncryptionKeys } from '#federation/saml/encrypt.ts';
import { providerMetadata } from '#federation/outside/documents.ts';
import { type SamlDraft, awsAttributes, awsSamlEndpoint } from '#federation/saml/draft.ts';
import { encodeSaml, signSamlResponse } from '#federation/saml/sign.ts';
import { newSigningKey, publicJwkOf } from '#federation/keys/signing-key.ts';
import { expectError, expectOk, noon } from '../core/api/door.ts';
import { dev } from '../core/api/sts/account.ts';
import { login } from './login.ts';
import * as saml from './saml.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: noon, toFake: ['Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

const key = await newSigningKey('RS256', { name: 'idp.example.com', from: noon });
const pair = await newEncryptionKeys();
const issuer = 'https://idp.example.com/saml';
const draft: SamlDraft = {
  responseId: '_r1',
  assertionId: '_a1',
  issuer,
  issueInstant: '2026-01-31T12:00:00Z',
  recipient: awsSamlEndpoint,
  audience: 'urn:amazon:webservices',
  nameId: { value: 'Jörg <李雷>', format: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent' },
  notBefore: '2026-01-31T12:00:00Z',
  notOnOrAfter: '2026-01-31T12:05:00Z',
  attributes: [{ name: awsAttributes.role, values: ['a & b', '1 > 0'] }],
};

/** AWS as node-saml would be it. */
const service = (more: object = {}) =>
  new SAML({
    idpCert: key.certificate,
    issuer: 'urn:amazon:webservices',
    audience: 'urn:amazon:webservices',
    callbackUrl: awsSamlEndpoint,
    idpIssuer: issuer,
    wantAuthnResponseSigned: false,
    wantAssertionsSigned: true,
    validateInResponseTo: ValidateInResponseTo.never,
    ...more,
  });
const read = async (xml: string, more: object = {}) =>
  (await service(more).validatePostResponseAsync({ SAMLResponse: encodeSaml(xml) })).profile;

const good = { issuer, nameID: draft.nameId.value, [awsAttributes.role]: ['a & b', '1 > 0'] };

test('node-saml reads our signed assertion', async () => {
  expect(await read(await signSamlResponse(draft, key))).toMatchObject(good);
});

test('node-saml reads our signed response', async () => {
  const xml = await signSamlResponse(draft, key, 'response');
  const options = { wantAuthnResponseSigned: true, wantAssertionsSigned: false };
  expect(await read(xml, options)).toMatchObject(good);
});

test.each(['assertion', 'response'] as const)(
  'node-saml reads our encrypted assertion with the %s signed',
  async (part) => {
    const xml = await signSamlResponse({ ...draft, encryptFor: pair.publicKey }, key, part);
    expect(xml).not.toContain('urn:amazon:webservices');
    const options = {
      decryptionPvk: pair.privatePem,
      wantAuthnResponseSigned: part === 'response',
      wantAssertionsSigned: part === 'assertion',
    };
    expect(await read(xml, options)).toMatchObject(good);
  },
);

test('node-saml refuses our assertion after a change', async () => {
  const xml = (await signSamlResponse(draft, key)).replace('1 &gt; 0', '1 &lt; 0');
  await expect(read(xml)).rejects.toThrow(/signature/i);
});

test('a key to encrypt for that is no public RSA key is refused in words', async () => {
  const signing = signSamlResponse({ ...draft, encryptFor: 'AAAA' }, key);
  await expect(signing).rejects.toThrow('the key to encrypt for is no public RSA key');
});

function setting(AddPrivateKey = pair.privatePem) {
  const published = {
    ...{ id: 'x', kind: 'okta', name: 'Corp', domain: 'example.com', entityId: saml.entityId },
    keys: [{ kid: key.kid, createDate: '', jwk: publicJwkOf(key), certificate: key.certificate }],
  };
  const t = saml.setting(providerMetadata(published as never) ?? '');
  t.given([
    'UpdateSAMLProvider',
    { SAMLProviderArn: saml.provider, AddPrivateKey, AssertionEncryptionMode: 'Required' },
  ]);
  return t;
}
const response = async (encryptFor?: string) =>
  signSamlResponse(
    {
      ...draft,
      attributes: [
        { name: awsAttributes.role, values: [`${dev},${saml.provider}`] },
        { name: awsAttributes.roleSessionName, values: ['joerg'] },
      ],
      ...(encryptFor === undefined ? {} : { encryptFor }),
    },
    key,
  );
const assume = (t: ReturnType<typeof setting>, xml: string) =>
  login(t, 'AssumeRoleWithSAML', {
    RoleArn: dev,
    PrincipalArn: saml.provider,
    SAMLAssertion: saml.encoded(xml),
  });

test('N-38 AWS opens our encrypted assertion with the private key of the provider, and with no other', async () => {
  expect(expectOk(await assume(setting(), await response(pair.publicKey)))).toMatchObject({
    Subject: draft.nameId.value,
  });
  const other = await newEncryptionKeys();
  expectError(
    await assume(setting(other.privatePem), await response(pair.publicKey)),
    'InvalidIdentityToken',
    400,
    /no private key/,
  );
  expectError(await assume(setting(), await response()), 'InvalidIdentityToken', 400, /requires encrypted/);
});

const provider = samlify.IdentityProvider({
  metadata: saml.metadata(),
  privateKey: saml.signers.rsa.key,
  isAssertionEncrypted: false,
  requestSignatureAlgorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  loginResponseTemplate: {
    context: `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_r1" Version="2.0" IssueInstant="{At}" Destination="${awsSamlEndpoint}"><saml:Issuer>${saml.entityId}</saml:Issuer><samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>${saml.assertionOf({ issued: '{At}', nameId: '{Who}' })}</samlp:Response>`,
    attributes: [],
  },
});
const aws = samlify.ServiceProvider({
  entityID: 'urn:amazon:webservices',
  wantAssertionsSigned: true,
  assertionConsumerService: [
    { Binding: 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST', Location: awsSamlEndpoint },
  ],
});
async function sent(): Promise<string> {
  const fill = (template: string) => ({
    id: '_r1',
    context: samlify.SamlLib.replaceTagsByValue(template, { At: '2026-01-31T11:59:00Z', Who: 'ann' }),
  });
  const { context } = await provider.createLoginResponse(aws, {} as never, 'post', {}, fill);
  return Buffer.from(context, 'base64').toString();
}
const assumeWith = (xml: string) =>
  login(saml.setting(), 'AssumeRoleWithSAML', {
    RoleArn: dev,
    PrincipalArn: saml.provider,
    SAMLAssertion: saml.encoded(xml),
  });

test('SAML-01 AWS lets samlify’s response in, and refuses it once a letter is changed', async () => {
  const xml = await sent();
  expect(xml).toContain('SignatureValue');
  expect(expectOk(await assumeWith(xml))).toMatchObject({ Subject: 'ann' });
  const changed = xml.replace('>ann<', '>bob<');
  expectError(await assumeWith(changed), 'InvalidIdentityToken', 400, 'Response signature invalid');
});

test('other libraries read the private key that a person downloads', () => {
  expect(createPrivateKey(pair.privatePem).asymmetricKeyDetails).toMatchObject({ modulusLength: 2048 });
});
