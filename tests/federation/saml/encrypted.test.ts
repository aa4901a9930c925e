/**
 * Node's own crypto encrypts assertions for the private key that the provider was given, and AWS opens or
 * refuses them.
 */

import {
  constants,
  createCipheriv,
  createPublicKey,
  generateKeyPairSync,
  publicEncrypt,
  randomBytes,
} from 'node:crypto';
import { expect, test } from 'vitest';
import { type TestAccount, expectError, expectOk } from '../../core/api/door.ts';
import { dev } from '../../core/api/sts/account.ts';
import { login } from '../login.ts';
import {
  assertionOf,
  encoded,
  headOf,
  metadata,
  provider,
  responseOf,
  setting,
  signed,
  tail,
} from '../saml.ts';

const xenc = 'http://www.w3.org/2001/04/xmlenc#';
const xenc11 = 'http://www.w3.org/2009/xmlenc11#';
const pair = (type: 'pkcs8' | 'pkcs1') =>
  generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type, format: 'pem' },
  });
const ours = pair('pkcs8');
const older = pair('pkcs1');
const foreign = pair('pkcs8');

interface Options {
  readonly cipher?: 'aes128-cbc' | 'aes256-cbc' | 'aes128-gcm' | 'aes256-gcm' | 'tripledes-cbc';
  readonly wrap?: 'rsa-oaep-mgf1p' | 'rsa-oaep' | 'rsa-1_5';
  readonly to?: string;
  /** Changes the encrypted bytes. */
  readonly spoil?: boolean;
}

function encryptedContent(text: string, cipher: string, key: Buffer): Buffer {
  const [size, mode] = [cipher.slice(3, 6), cipher.slice(7)];
  if (mode === 'gcm') {
    const iv = randomBytes(12);
    const stream = createCipheriv(`aes-${size as '128'}-gcm`, key, iv);
    return Buffer.concat([iv, stream.update(text), stream.final(), stream.getAuthTag()]);
  }
  const iv = randomBytes(16);
  const stream = createCipheriv(`aes-${size}-cbc`, key, iv).setAutoPadding(false);
  const plain = Buffer.from(text);
  // XML Encryption pads with any bytes, and the last one says how many.
  const padding = randomBytes(16 - (plain.length % 16));
  padding[padding.length - 1] = padding.length;
  return Buffer.concat([iv, stream.update(Buffer.concat([plain, padding])), stream.final()]);
}

function encrypted(
  assertion: string,
  { cipher = 'aes256-cbc', wrap = 'rsa-oaep-mgf1p', to = ours.publicKey, spoil = false }: Options = {},
): string {
  const key = randomBytes(cipher.includes('128') ? 16 : 32);
  const padding = wrap === 'rsa-1_5' ? constants.RSA_PKCS1_PADDING : constants.RSA_PKCS1_OAEP_PADDING;
  const oaepHash = wrap === 'rsa-oaep' ? 'sha256' : 'sha1';
  const hidden = publicEncrypt({ key: createPublicKey(to), padding, oaepHash }, key);
  const content = encryptedContent(assertion, cipher === 'tripledes-cbc' ? 'aes256-cbc' : cipher, key);
  if (spoil) content[content.length - 20] = (content[content.length - 20] ?? 0) ^ 1;
  const method = `${cipher.endsWith('gcm') ? xenc11 : xenc}${cipher}`;
  const wrapping =
    wrap === 'rsa-oaep'
      ? `<xenc:EncryptionMethod Algorithm="${xenc11}rsa-oaep"><ds:DigestMethod Algorithm="${xenc}sha256"/><x:MGF xmlns:x="${xenc11}" Algorithm="${xenc11}mgf1sha256"/></xenc:EncryptionMethod>`
      : `<xenc:EncryptionMethod Algorithm="${xenc}${wrap}"/>`;
  const value = (bytes: Buffer) =>
    `<xenc:CipherData><xenc:CipherValue>${bytes.toString('base64')}</xenc:CipherValue></xenc:CipherData>`;
  return `<saml:EncryptedAssertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"><xenc:EncryptedData xmlns:xenc="${xenc}" Type="${xenc}Element"><xenc:EncryptionMethod Algorithm="${method}"/><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><xenc:EncryptedKey>${wrapping}${value(hidden)}</xenc:EncryptedKey></ds:KeyInfo>${value(content)}</xenc:EncryptedData></saml:EncryptedAssertion>`;
}

const signedAssertion = (() => {
  const xml = signed(responseOf());
  return xml.slice(
    xml.indexOf('<saml:Assertion'),
    xml.indexOf('</saml:Assertion>') + '</saml:Assertion>'.length,
  );
})();
const response = (assertion: string) => `${headOf()}${assertion}${tail}`;

function withKeys(mode: 'Required' | 'Allowed', ...pems: readonly string[]): TestAccount {
  const t = setting(metadata());
  const [first, ...rest] = pems;
  t.given([
    'UpdateSAMLProvider',
    { SAMLProviderArn: provider, AssertionEncryptionMode: mode, ...(first ? { AddPrivateKey: first } : {}) },
  ]);
  for (const AddPrivateKey of rest) {
    t.given(['UpdateSAMLProvider', { SAMLProviderArn: provider, AddPrivateKey }]);
  }
  return t;
}

const assume = (t: TestAccount, xml: string) =>
  login(t, 'AssumeRoleWithSAML', { RoleArn: dev, PrincipalArn: provider, SAMLAssertion: encoded(xml) });

test.each<Options>([
  {},
  { cipher: 'aes128-cbc' },
  { cipher: 'aes128-gcm' },
  { cipher: 'aes256-gcm', wrap: 'rsa-oaep' },
  { to: older.publicKey },
])('N-38 a signed and then encrypted assertion is let in: %j', async (options) => {
  const t = withKeys('Required', ours.privateKey, older.privateKey);
  expectOk(await assume(t, response(encrypted(signedAssertion, options))));
});

test('N-38 an encrypted assertion without a signature is let in when the response is signed as it was sent', async () => {
  const t = withKeys('Required', ours.privateKey);
  const xml = signed(response(encrypted(assertionOf())), { what: 'Response' });
  expect(expectOk(await assume(t, xml))).toMatchObject({ Subject: 'ann' });
  const other = xml.replace(/<saml:EncryptedAssertion.*<\/saml:EncryptedAssertion>/, () =>
    encrypted(assertionOf({ nameId: 'eve' })),
  );
  expectError(await assume(t, other), 'InvalidIdentityToken', 400, 'Response signature invalid');
});

test('N-38 an encrypted assertion that nobody signed is refused, because everybody can encrypt', async () => {
  const t = withKeys('Allowed', ours.privateKey);
  const xml = response(encrypted(assertionOf()));
  expectError(await assume(t, xml), 'InvalidIdentityToken', 400, 'Response signature invalid');
});

test('N-38 Required refuses a plain assertion, and Allowed takes it', async () => {
  const xml = signed(responseOf());
  expectOk(await assume(withKeys('Allowed', ours.privateKey), xml));
  const t = withKeys('Required', ours.privateKey);
  expectError(
    await assume(t, xml),
    'InvalidIdentityToken',
    400,
    'The provider requires encrypted assertions.',
  );
});

const changed = signedAssertion.replace('>ann<', '>eve<');
test.each<[string, string, RegExp]>([
  ['for somebody else', encrypted(signedAssertion, { to: foreign.publicKey }), /no private key/],
  [
    'spoilt on the way (GCM)',
    encrypted(signedAssertion, { cipher: 'aes256-gcm', spoil: true }),
    /no private key/,
  ],
  ['RSA of PKCS#1 v1.5', encrypted(signedAssertion, { wrap: 'rsa-1_5' }), /key encryption .* not accepted/],
  ['Triple DES', encrypted(signedAssertion, { cipher: 'tripledes-cbc' }), /method .* not accepted/],
  ['two at once', encrypted(signedAssertion) + encrypted(signedAssertion), /2 assertions/],
  ['beside a plain one', encrypted(signedAssertion) + assertionOf(), /2 assertions/],
  ['another element inside', encrypted('<a/>'), /no assertion/],
  ['no XML inside', encrypted('ann'), /well-formed|root/],
  [
    'two inside',
    encrypted(
      `<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">${signedAssertion}</saml:Assertion>`,
    ),
    /several assertions/,
  ],
  ['changed before it was encrypted', encrypted(changed), /Response signature invalid/],
])('N-38 an encrypted assertion with this fault is refused: %s', async (_, assertion, text) => {
  const t = withKeys('Allowed', ours.privateKey);
  expectError(await assume(t, response(assertion)), 'InvalidIdentityToken', 400, text);
});

test('N-38 an encrypted assertion stays closed without a private key', async () => {
  expectError(
    await assume(setting(), response(encrypted(signedAssertion))),
    'InvalidIdentityToken',
    400,
    /the provider has no private key/,
  );
});
