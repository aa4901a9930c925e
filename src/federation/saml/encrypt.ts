/**
 * Encrypts assertions as providers do it for AWS (XML Encryption 1.1): the assertion with a new AES-256-GCM
 * key, and that key by RSA-OAEP for the provider's public key. The account gave the private half to its
 * provider.
 */

import { XMLSerializer } from '@xmldom/xmldom';
import { base64Of, bytesOf, bytesOfBase64 } from '../bytes.ts';
import { canonicalize } from '../xml/c14n.ts';
import { selfAndDescendants, isNamed, ns, parseXml } from '../xml/xml.ts';

const xenc = 'http://www.w3.org/2001/04/xmlenc#';
const xenc11 = 'http://www.w3.org/2009/xmlenc11#';

export interface EncryptionKeys {
  /** PKCS#8 in PEM, as `AddPrivateKey` takes it. */
  readonly privatePem: string;
  /** Base64 of the SPKI in DER. The provider encrypts for this key. */
  readonly publicKey: string;
}

const oaep = { name: 'RSA-OAEP', hash: 'SHA-1' } as const;

export async function newEncryptionKeys(): Promise<EncryptionKeys> {
  const rsa = { ...oaep, modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1) };
  const { privateKey, publicKey } = await crypto.subtle.generateKey(rsa, true, ['encrypt', 'decrypt']);
  const text = async (format: 'pkcs8' | 'spki', key: CryptoKey) =>
    base64Of(new Uint8Array(await crypto.subtle.exportKey(format, key)));
  const body = (await text('pkcs8', privateKey)).replace(/.{64}/g, '$&\n').trim();
  return {
    privatePem: `-----BEGIN PRIVATE KEY-----\n${body}\n-----END PRIVATE KEY-----\n`,
    publicKey: await text('spki', publicKey),
  };
}

/**
 * Returns the response with its assertion encrypted. `publicKey`: base64 of an SPKI in DER. Throws a one-line
 * message when the response has no assertion or the key is not valid.
 */
export async function encryptAssertion(response: string, publicKey: string): Promise<string> {
  const root = parseXml(response, { comments: true });
  if (!root.ok) throw new Error(root.error);
  const assertion = [...selfAndDescendants(root.value)].find((one) =>
    isNamed(one, ns.assertion, 'Assertion'),
  );
  const { ownerDocument, parentNode } = assertion ?? {};
  if (!assertion || !ownerDocument || !parentNode) throw new Error('there is no assertion to encrypt');
  const key = await publicKeyOf(publicKey);
  // The assertion is canonical, so that it reads the same outside the namespaces of the response.
  const parsed = parseXml(await encryptedXml(canonicalize(assertion), key));
  if (!parsed.ok) throw new Error(parsed.error);
  parentNode.replaceChild(ownerDocument.importNode(parsed.value, true), assertion);
  return new XMLSerializer().serializeToString(root.value);
}

async function publicKeyOf(text: string): Promise<CryptoKey> {
  const der = bytesOfBase64(text);
  try {
    if (der) return await crypto.subtle.importKey('spki', der, oaep, false, ['encrypt']);
  } catch {
    // The error is thrown below.
  }
  throw new Error('the key to encrypt for is no public RSA key');
}

async function encryptedXml(text: string, publicKey: CryptoKey): Promise<string> {
  const secret = crypto.getRandomValues(new Uint8Array(32));
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const aes = await crypto.subtle.importKey('raw', secret, 'AES-GCM', false, ['encrypt']);
  const cipher = new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, aes, bytesOf(text)));
  const content = new Uint8Array([...iv, ...cipher]);
  const hidden = new Uint8Array(await crypto.subtle.encrypt(oaep, publicKey, secret));
  const value = (bytes: Uint8Array) =>
    `<xenc:CipherData><xenc:CipherValue>${base64Of(bytes)}</xenc:CipherValue></xenc:CipherData>`;
  return (
    `<saml:EncryptedAssertion xmlns:saml="${ns.assertion}">` +
    `<xenc:EncryptedData xmlns:xenc="${xenc}" Type="${xenc}Element"><xenc:EncryptionMethod Algorithm="${xenc11}aes256-gcm"/>` +
    `<ds:KeyInfo xmlns:ds="${ns.signature}"><xenc:EncryptedKey><xenc:EncryptionMethod Algorithm="${xenc}rsa-oaep-mgf1p">` +
    `<ds:DigestMethod Algorithm="${ns.signature}sha1"/></xenc:EncryptionMethod>${value(hidden)}</xenc:EncryptedKey></ds:KeyInfo>` +
    `${value(content)}</xenc:EncryptedData></saml:EncryptedAssertion>`
  );
}
