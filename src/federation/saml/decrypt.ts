/**
 * Decrypts assertions (XML Encryption 1.1): AES, with a key that RSA-OAEP encrypts for the private keys which
 * the account gave its provider. RSA with PKCS#1 v1.5 padding is refused, because it tells an attacker too
 * much.
 */

import { derTags, writeDer } from '../../core/model/federation/der.ts';
import { type Result, err, ok } from '../../core/model/result.ts';
import { bytesOfBase64, textOfBytes } from '../bytes.ts';
import { type Element, selfAndDescendants, attributeOf, isNamed, onlyChild, plainText } from '../xml/xml.ts';

const xenc = 'http://www.w3.org/2001/04/xmlenc#';
const xenc11 = 'http://www.w3.org/2009/xmlenc11#';
const dsig = 'http://www.w3.org/2000/09/xmldsig#';

const ciphers: Readonly<Record<string, { readonly name: 'AES-CBC' | 'AES-GCM'; readonly bytes: number }>> = {
  [`${xenc}aes128-cbc`]: { name: 'AES-CBC', bytes: 16 },
  [`${xenc}aes256-cbc`]: { name: 'AES-CBC', bytes: 32 },
  [`${xenc11}aes128-gcm`]: { name: 'AES-GCM', bytes: 16 },
  [`${xenc11}aes256-gcm`]: { name: 'AES-GCM', bytes: 32 },
};

export async function decryptAssertion(
  encrypted: Element,
  pems: readonly string[],
): Promise<Result<string, string>> {
  if (pems.length === 0) return err('the assertion is encrypted, and the provider has no private key');
  const data = onlyChild(encrypted, xenc, 'EncryptedData');
  const wrapped = [...selfAndDescendants(encrypted)].filter((element) =>
    isNamed(element, xenc, 'EncryptedKey'),
  );
  const [key, ...others] = wrapped;
  if (!data || !key || others.length > 0) return err('the encryption is not one assertion by one key');
  const cipher = ciphers[methodOf(data)];
  if (!cipher) return err(`the encryption method \`${methodOf(data)}\` is not accepted`);
  const hash = oaepHash(key);
  if (hash === undefined) return err(`the key encryption \`${methodOf(key)}\` is not accepted`);
  const [content, hidden] = [cipherValue(data), cipherValue(key)];
  if (!content || !hidden) return err('the encrypted content cannot be read');
  for (const pem of pems) {
    const secret = await unwrap(pem, hash, hidden);
    if (secret?.length !== cipher.bytes) continue;
    const plain = await (cipher.name === 'AES-GCM' ? openGcm : openCbc)(secret, content);
    const text = plain && textOfBytes(plain);
    if (text !== undefined) return ok(text);
  }
  return err('no private key of the provider opens the assertion');
}

const methodOf = (element: Element): string =>
  attributeOf(onlyChild(element, xenc, 'EncryptionMethod'), 'Algorithm') ?? '';

/** Returns the hash of OAEP and of its mask function. WebCrypto needs them to be the same. */
function oaepHash(key: Element): 'SHA-1' | 'SHA-256' | undefined {
  const method = onlyChild(key, xenc, 'EncryptionMethod');
  const digest = attributeOf(method && onlyChild(method, dsig, 'DigestMethod'), 'Algorithm');
  const mask = attributeOf(method && onlyChild(method, xenc11, 'MGF'), 'Algorithm');
  switch (methodOf(key)) {
    case `${xenc}rsa-oaep-mgf1p`:
      return digest === undefined || digest === `${dsig}sha1` ? 'SHA-1' : undefined;
    case `${xenc11}rsa-oaep`:
      return digest === `${xenc}sha256` && mask === `${xenc11}mgf1sha256` ? 'SHA-256' : undefined;
    default:
      return undefined;
  }
}

const cipherValue = (element: Element): Uint8Array<ArrayBuffer> | undefined =>
  bytesOfBase64(plainText(onlyChild(onlyChild(element, xenc, 'CipherData'), xenc, 'CipherValue')) ?? '!');

async function unwrap(
  pem: string,
  hash: 'SHA-1' | 'SHA-256',
  hidden: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const der = pkcs8Of(pem);
  if (!der) return undefined;
  try {
    const algorithm = { name: 'RSA-OAEP', hash };
    const key = await crypto.subtle.importKey('pkcs8', der, algorithm, false, ['decrypt']);
    return new Uint8Array(await crypto.subtle.decrypt(algorithm, key, hidden));
  } catch {
    return undefined;
  }
}

/** Returns the key in PKCS#8, as WebCrypto needs it. An older PKCS#1 key is wrapped into it. */
function pkcs8Of(pem: string): Uint8Array<ArrayBuffer> | undefined {
  const [, label, body = ''] = /-----BEGIN ((?:RSA )?PRIVATE KEY)-----([^-]+)-----END/.exec(pem) ?? [];
  const der = label === undefined ? undefined : bytesOfBase64(body);
  if (!der || label === 'PRIVATE KEY') return der;
  const rsa = Uint8Array.of(0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00);
  const { integer, sequence, octetString } = derTags;
  const parts = [
    writeDer(integer, Uint8Array.of(0)),
    writeDer(sequence, rsa),
    writeDer(octetString, der),
  ] as const;
  return new Uint8Array(writeDer(sequence, ...parts));
}

type Open = (
  secret: Uint8Array<ArrayBuffer>,
  content: Uint8Array<ArrayBuffer>,
) => Promise<Uint8Array | undefined>;

const openGcm: Open = async (secret, content) => {
  try {
    const key = await crypto.subtle.importKey('raw', secret, 'AES-GCM', false, ['decrypt']);
    const algorithm = { name: 'AES-GCM', iv: content.subarray(0, 12) };
    return new Uint8Array(await crypto.subtle.decrypt(algorithm, key, content.subarray(12)));
  } catch {
    return undefined;
  }
};

/**
 * XML Encryption pads with any bytes and a length, but WebCrypto accepts only PKCS#7. So an encrypted block
 * of PKCS#7 padding is appended, which WebCrypto removes; the original padding stays.
 */
const openCbc: Open = async (secret, content) => {
  if (content.length < 32 || content.length % 16 !== 0) return undefined;
  const key = await crypto.subtle.importKey('raw', secret, 'AES-CBC', false, ['encrypt', 'decrypt']);
  const [iv, body] = [content.subarray(0, 16), content.subarray(16)];
  const last = { name: 'AES-CBC', iv: content.slice(-16) };
  const padding = new Uint8Array(await crypto.subtle.encrypt(last, key, new Uint8Array()));
  const whole = new Uint8Array(body.length + padding.length);
  whole.set(body);
  whole.set(padding, body.length);
  const plain = new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-CBC', iv }, key, whole));
  const padded = plain.at(-1) ?? 0;
  return padded >= 1 && padded <= 16 ? plain.subarray(0, plain.length - padded) : undefined;
};
