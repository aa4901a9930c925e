/** A verified response is worth a session, and a change of the provider in between takes that away. */

import { expect, test } from 'vitest';
import type { SamlEvidence } from '#core/model/request/evidence.ts';
import { prepare } from '#federation/prepare.ts';
import { type TestAccount, expectError, expectOk, holderOf } from '../../core/api/door.ts';
import { dev } from '../../core/api/sts/account.ts';
import { login } from '../login.ts';
import {
  assertionOf,
  encoded,
  entityId,
  headOf,
  metadata,
  provider,
  responseOf,
  setting,
  signed,
  signers,
  tail,
} from '../saml.ts';

const paramsOf = (xml: string) => ({ RoleArn: dev, PrincipalArn: provider, SAMLAssertion: encoded(xml) });
const assume = (t: TestAccount, xml: string) => login(t, 'AssumeRoleWithSAML', paramsOf(xml));
const prepared = (t: TestAccount, xml: string) =>
  prepare(
    { service: 'sts', operation: 'AssumeRoleWithSAML', params: paramsOf(xml), caller: { kind: 'anonymous' } },
    t.world,
  );

test('SAML-01…SAML-16 a response that xml-crypto signed makes a session that can act', async () => {
  const t = setting();
  const response = expectOk(await assume(t, signed(responseOf())));
  expect(response).toMatchObject({ Subject: 'ann', SubjectType: 'persistent', Issuer: entityId });
  expectOk(t.as(holderOf(response), 'ListUsers'));
});

test('the evidence holds the signed assertion and nothing from outside of it', async () => {
  const xml = signed(responseOf()).replace('ID="_r1"', 'ID="_other"');
  const { evidence } = await prepared(setting(), xml);
  expect(evidence).toMatchObject({
    kind: 'saml',
    signature: 'valid',
    provider,
    revision: 1,
    entityId,
    certificateEnd: '2035-01-01T00:00:00.000Z',
    assertion: {
      id: '_a1',
      issuer: entityId,
      issueInstant: '2026-01-31T11:59:00Z',
      nameId: { value: 'ann', format: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent' },
      audiences: ['urn:amazon:webservices'],
      notBefore: '2026-01-31T11:59:00Z',
      notOnOrAfter: '2026-01-31T12:05:00Z',
    },
  } satisfies Partial<Record<keyof SamlEvidence, unknown>>);
  expect(JSON.stringify(evidence)).not.toMatch(/_other|Destination/);
});

test('SAML-02 a provider that does not exist is refused', async () => {
  const params = { ...paramsOf(signed(responseOf())), PrincipalArn: `${provider}x` };
  expectError(
    await login(setting(), 'AssumeRoleWithSAML', params),
    'InvalidIdentityToken',
    400,
    "Specified provider doesn't exist.",
  );
});

test('metadata that change between verifying and the door refuse the response', async () => {
  const t = setting();
  const request = await prepared(t, signed(responseOf()));
  expect(request.evidence).toMatchObject({ signature: 'valid' });
  const update = { SAMLProviderArn: provider, SAMLMetadataDocument: metadata([signers.ec.certificate]) };
  expectOk(t.call('UpdateSAMLProvider', update));
  expectError(t.send(request), 'InvalidIdentityToken', 400, 'Response signature invalid');
  expectError(
    await assume(t, signed(responseOf())),
    'InvalidIdentityToken',
    400,
    'Response signature invalid',
  );
});

test('the same response may come again within its time, and another one may not use its evidence', async () => {
  const t = setting();
  const xml = signed(responseOf());
  expectOk(await assume(t, xml));
  expectOk(await assume(t, xml));
  const { evidence } = await prepared(t, xml);
  const other = { ...(await prepared(t, `${xml} `)), ...(evidence ? { evidence } : {}) };
  expectError(t.send(other), 'InvalidIdentityToken', 400, 'Response signature invalid');
});

test('the response must be signed by the provider that issued it, even when several share one document', async () => {
  const two = (first: string, second: string) =>
    `<md:EntitiesDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata">${metadata([first])}${metadata([second], 'https://other.example.com')}</md:EntitiesDescriptor>`;
  const rsa = signers.rsa.certificate;
  const ec = signers.ec.certificate;
  expectOk(await assume(setting(two(rsa, ec)), signed(responseOf())));
  expectError(
    await assume(setting(two(ec, rsa)), signed(responseOf())),
    'InvalidIdentityToken',
    400,
    'Response signature invalid',
  );
});

test('K-21 an assertion brings attributes of all 13 kinds into the session', async () => {
  const more =
    '<saml:Attribute Name="https://aws.amazon.com/SAML/Attributes/SessionDuration"><saml:AttributeValue>900</saml:AttributeValue></saml:Attribute><saml:Attribute Name="urn:oid:1.3.6.1.4.1.5923.1.1.1.1"><saml:AttributeValue>\n  staff\n</saml:AttributeValue><saml:AttributeValue>member</saml:AttributeValue></saml:Attribute>';
  const assertion = assertionOf()
    .replace('</saml:AttributeStatement>', `${more}</saml:AttributeStatement>`)
    .replace('<saml:AuthnStatement', '<saml:AuthnStatement SessionNotOnOrAfter="2026-01-31T12:20:00Z"');
  const xml = signed(`${headOf()}${assertion}${tail}`);
  const { evidence } = await prepared(setting(), xml);
  expect(evidence).toMatchObject({
    assertion: {
      sessionNotOnOrAfter: '2026-01-31T12:20:00Z',
      attributes: [
        {},
        {},
        { values: ['900'] },
        { name: 'urn:oid:1.3.6.1.4.1.5923.1.1.1.1', values: ['staff', 'member'] },
      ],
    },
  });
  const response = expectOk(await assume(setting(), xml));
  // The 900 seconds of SessionDuration end before SessionNotOnOrAfter.
  expect(response['Credentials']).toMatchObject({ Expiration: '2026-01-31T12:15:00Z' });
});
