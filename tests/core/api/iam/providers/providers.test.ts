/** Identity providers of SAML and OpenID Connect, and the tags of things that are no users or roles. */

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { TestAccount, account, expectError, expectOk } from '../../door.ts';

const file = (name: string) => readFileSync(`tests/core/api/fixtures/${name}`, 'utf8');
const body = (pem: string) => pem.replace(/-----[^-]+-----/g, '').trim();

interface Shape {
  readonly certificate?: string;
  readonly use?: string;
  readonly extra?: string;
  readonly head?: string;
}
const metadata = ({
  certificate = body(file('rsa-certificate.pem')),
  use = 'use="signing"',
  extra = '',
  head = '<?xml version="1.0"?>',
}: Shape = {}) =>
  `${head}<!-- ${'x'.repeat(400)} --><md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://idp.example.com/saml?a=1&amp;b=2" ${extra}>
  <md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
    <md:KeyDescriptor ${use}><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>${certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>
    <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location='https://idp.example.com/sso'/>
  </md:IDPSSODescriptor>
</md:EntityDescriptor>`;

const arn = `arn:aws:iam::${account}:saml-provider/Corp`;
const create = (t: TestAccount, SAMLMetadataDocument = metadata(), more = {}) =>
  t.call('CreateSAMLProvider', { Name: 'Corp', SAMLMetadataDocument, ...more });

test('N-38 SAML providers are made, read, listed, changed and deleted', () => {
  const t = new TestAccount();
  expect(expectOk(create(t, metadata({ extra: 'validUntil="2030-01-01T00:00:00Z"' })))).toEqual({
    SAMLProviderArn: arn,
  });
  expect(expectOk(t.call('GetSAMLProvider', { SAMLProviderArn: arn }))).toMatchObject({
    CreateDate: '2026-01-31T12:00:00Z',
    ValidUntil: '2030-01-01T00:00:00Z',
    PrivateKeyList: [],
  });
  expect(expectOk(t.call('ListSAMLProviders'))['SAMLProviderList']).toMatchObject([{ Arn: arn }]);
  t.given(['UpdateSAMLProvider', { SAMLProviderArn: arn, SAMLMetadataDocument: metadata() }]);
  expect([...t.world.samlProviders.values()]).toMatchObject([{ revision: 2 }]);
  expectError(create(t), 'EntityAlreadyExists', 409, /Corp already exists/);
  t.given(['DeleteSAMLProvider', { SAMLProviderArn: arn }]);
  expectError(t.call('GetSAMLProvider', { SAMLProviderArn: arn }), 'NoSuchEntity', 404, /not found/);
});

test.each([
  ['no signing key', metadata({ use: 'use="encryption"' }), /no signing certificate/],
  ['a certificate that is none', metadata({ certificate: 'AAAA' }), /cannot be read/],
  ['an entity of its own', metadata({ head: '<!DOCTYPE x [<!ENTITY a "b">]>' }), /not well-formed/],
  ['an unknown entity', metadata({ extra: 'a="&x;"' }), /unknown entity/],
  ['an attribute twice', metadata({ extra: 'a="1" a="2"' }), /stands twice/],
  ['an open element', metadata().replace('</md:IDPSSODescriptor>', ''), /closes nothing/],
  ['two roots', `${metadata()}<a/>`, /one root element/],
  ['a byte order mark', `\ufeff${metadata()}`, /byte order mark/],
  ['text of another kind', 'x'.repeat(1000), /text outside|not well-formed/],
  ['a service provider', metadata().replaceAll('IDPSSO', 'SPSSO'), /no IDPSSODescriptor/],
  ['a bad date', metadata({ extra: 'validUntil="soon"' }), /no date/],
])('N-38 CreateSAMLProvider refuses %s', (_, document, message) => {
  expectError(create(new TestAccount(), document), 'InvalidInput', 400, message);
});

test('N-38 a SAML key without a use signs too, and 1,024 bits are enough', () => {
  expectOk(create(new TestAccount(), metadata({ use: '' })));
  expectOk(create(new TestAccount(), metadata({ certificate: body(file('small-certificate.pem')) })));
});

test('N-38 a SAML provider holds two private keys at most, which are secrets', () => {
  const t = new TestAccount();
  const pem = file('rsa-key.pem');
  expectError(
    create(t, metadata(), { AssertionEncryptionMode: 'Required' }),
    'InvalidInput',
    400,
    /private key/,
  );
  const outcome = create(t, metadata(), { AssertionEncryptionMode: 'Required', AddPrivateKey: pem });
  expectOk(outcome);
  expect(JSON.stringify(outcome.events)).not.toContain('PRIVATE KEY');
  const update = (params: object) => t.call('UpdateSAMLProvider', { SAMLProviderArn: arn, ...params });
  expectOk(update({ AddPrivateKey: pem }));
  expectError(update({ AddPrivateKey: pem }), 'LimitExceeded', 409, /PrivateKeysPerSAMLProvider: 2/);
  const [first] = expectOk(t.call('GetSAMLProvider', { SAMLProviderArn: arn }))['PrivateKeyList'] as {
    KeyId: string;
  }[];
  expectOk(update({ RemovePrivateKey: first?.KeyId }));
  expect(t.world.secrets.size).toBe(1);
  t.given(['DeleteSAMLProvider', { SAMLProviderArn: arn }]);
  expect(t.world.secrets.size).toBe(0);
});

const oidc = `arn:aws:iam::${account}:oidc-provider/token.actions.githubusercontent.com`;
const make = (t: TestAccount, Url = 'https://token.actions.githubusercontent.com', more = {}) =>
  t.call('CreateOpenIDConnectProvider', { Url, ...more });
const on = { OpenIDConnectProviderArn: oidc };

test('N-37 OpenID Connect providers are made, read, changed and deleted; removing twice succeeds', () => {
  const t = new TestAccount();
  const thumbprint = 'A'.repeat(40);
  const made = make(t, undefined, { ClientIDList: ['sts.amazonaws.com'], ThumbprintList: [thumbprint] });
  expect(expectOk(made)['OpenIDConnectProviderArn']).toBe(oidc);
  t.given(
    ['AddClientIDToOpenIDConnectProvider', { ...on, ClientID: 'other' }],
    ['AddClientIDToOpenIDConnectProvider', { ...on, ClientID: 'other' }],
    ['RemoveClientIDFromOpenIDConnectProvider', { ...on, ClientID: 'sts.amazonaws.com' }],
    ['RemoveClientIDFromOpenIDConnectProvider', { ...on, ClientID: 'sts.amazonaws.com' }],
  );
  expect(expectOk(t.call('GetOpenIDConnectProvider', on))).toEqual({
    Url: 'token.actions.githubusercontent.com',
    ClientIDList: ['other'],
    ThumbprintList: [thumbprint.toLowerCase()],
    CreateDate: '2026-01-31T12:00:00Z',
    Tags: [],
  });
  expect(expectOk(t.call('ListOpenIDConnectProviders'))['OpenIDConnectProviderList']).toEqual([
    { Arn: oidc },
  ]);
  expectError(make(t), 'EntityAlreadyExists', 409, /already exists/);
  t.given(['DeleteOpenIDConnectProvider', on], ['DeleteOpenIDConnectProvider', on]);
  expect(t.world.oidcProviders.size).toBe(0);
});

test.each(['http://a.example', 'https://a.example:443', 'https://a.example/?x=1', 'https://', 'a.example'])(
  'N-37 CreateOpenIDConnectProvider refuses the URL %s',
  (url) => {
    expectError(make(new TestAccount(), url), 'ValidationError', 400, 'Invalid Open ID Connect Provider URL');
  },
);

test('N-37, Q-02 an OpenID Connect provider has limits for thumbprints and client ids', () => {
  const t = new TestAccount();
  const thumbprints = (count: number) => ({
    ThumbprintList: Array.from({ length: count }, () => 'a'.repeat(40)),
  });
  expectError(
    make(t, undefined, thumbprints(6)),
    'InvalidInput',
    400,
    'Thumbprint list must contain fewer than 5 entries.',
  );
  expectError(make(t, undefined, { ThumbprintList: ['g'.repeat(40)] }), 'InvalidInput', 400, /hexadecimal/);
  expectOk(
    make(t, undefined, { ...thumbprints(5), ClientIDList: Array.from({ length: 100 }, (_, i) => `c${i}`) }),
  );
  expectError(
    t.call('AddClientIDToOpenIDConnectProvider', { ...on, ClientID: 'one more' }),
    'LimitExceeded',
    409,
    'Cannot exceed quota for ClientIdsPerOpenIdConnectProvider: 100',
  );
});

const serial = `arn:aws:iam::${account}:mfa/phone`;
test.each([
  [
    'SAMLProvider',
    ['CreateSAMLProvider', { Name: 'Corp', SAMLMetadataDocument: metadata() }],
    { SAMLProviderArn: arn },
  ],
  [
    'OpenIDConnectProvider',
    ['CreateOpenIDConnectProvider', { Url: 'https://a.example/x' }],
    { OpenIDConnectProviderArn: `arn:aws:iam::${account}:oidc-provider/a.example/x` },
  ],
  [
    'ServerCertificate',
    [
      'UploadServerCertificate',
      {
        ServerCertificateName: 'tls',
        CertificateBody: file('rsa-certificate.pem'),
        PrivateKey: file('rsa-key.pem'),
      },
    ],
    { ServerCertificateName: 'tls' },
  ],
  ['MFADevice', ['CreateVirtualMFADevice', { VirtualMFADeviceName: 'phone' }], { SerialNumber: serial }],
] as const)('N-33 the tag keys of %s differ by case', (noun, made, named) => {
  const t = new TestAccount().given(made, [
    `Tag${noun}`,
    {
      ...named,
      Tags: [
        { Key: 'a', Value: '1' },
        { Key: 'A', Value: '2' },
      ],
    },
  ]);
  t.given([`Untag${noun}`, { ...named, TagKeys: ['a'] }]);
  expect(expectOk(t.call(`List${noun}Tags`, named))['Tags']).toEqual([{ Key: 'A', Value: '2' }]);
  expectError(
    t.call(`Tag${noun}`, { ...named, Tags: [{ Key: 'aws:x', Value: '' }] }),
    'InvalidInput',
    400,
    /aws:/,
  );
});
