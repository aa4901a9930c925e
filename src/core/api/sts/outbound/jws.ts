/**
 * Signs and verifies JSON Web Tokens in compact form (RFC 7515) with RS256 and ES384.
 *
 * Both algorithms are computed here, without waiting, because the core is synchronous and a browser withholds
 * WebCrypto over plain http. P-384 is that of `@noble/curves`, whose nonces are deterministic (RFC 6979);
 * RSA with PKCS #1 v1.5 (RFC 8017) is one power. The keys are no secret (keys.ts), so timing tells nothing.
 */

import { pow } from '@noble/curves/abstract/modular.js';
import { p384 } from '@noble/curves/nist.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, hexToBytes } from '@noble/hashes/utils.js';
import type { PublicJwk } from '#core/model/records/identity-providers.ts';
import { type Result, err, ok } from '#core/model/result.ts';
import { base64, bytesOfBase64, bytesOfText } from '../../base64.ts';
import { type SigningAlgorithm, signingAlgorithms, signingKeys } from './keys.ts';

type Json = Readonly<Record<string, unknown>>;

/** Returns a token over exactly these bytes, the JSON of its claims. */
export function signJws(payload: Uint8Array, algorithm: SigningAlgorithm): string {
  const { jwk, secret } = signingKeys[algorithm];
  const header = JSON.stringify({ kid: jwk.kid, typ: 'JWT', alg: algorithm });
  const input = `${base64Url(bytesOfText(header))}.${base64Url(payload)}`;
  const signed = bytesOfText(input);
  const signature =
    algorithm === 'RS256'
      ? powerOf(paddedDigest(signed), bytesOf(secret), bytesOf(jwk.n))
      : p384.sign(signed, bytesOf(secret), { lowS: false });
  return `${input}.${base64Url(signature)}`;
}

/**
 * Returns the claims of a token that one of these keys signed, or one lower-case line that says why not. The
 * algorithm is the published key's: a token cannot choose how it is checked.
 */
export function verifyJws(token: string, keys: readonly PublicJwk[]): Result<Json, string> {
  const parts = token.split('.');
  const [first = '', second = '', third = ''] = parts;
  const header = objectIn(first);
  const claims = objectIn(second);
  if (parts.length !== 3 || !header || !claims) return err('it is no JWT');
  const algorithm = signingAlgorithms.find((one) => one === header['alg']);
  if (!algorithm) return err(`the algorithm \`${String(header['alg'])}\` is not accepted`);
  const key = keys.find(({ kid }) => kid === header['kid']);
  if (!key) return err(`the issuer publishes no key \`${String(header['kid'])}\``);
  if (key.alg !== algorithm) return err(`the key is not one for \`${algorithm}\``);
  const holds = isSignedBy(key, bytesOfText(`${first}.${second}`), bytesOf(third));
  return holds ? ok(claims) : err('the signature was not made with this key over these bytes');
}

function isSignedBy({ kty, n, e, x, y }: PublicJwk, signed: Uint8Array, signature: Uint8Array): boolean {
  if (kty === 'EC') {
    if (signature.length !== 96) return false;
    const point = concatBytes(Uint8Array.of(4), bytesOf(x), bytesOf(y));
    return p384.verify(signature, signed, point, { lowS: false });
  }
  if (signature.length !== rsaBytes) return false;
  return bytesToHex(powerOf(signature, bytesOf(e), bytesOf(n))) === bytesToHex(paddedDigest(signed));
}

/** RSA keys of 2,048 bits. */
const rsaBytes = 256;
/** ASN.1 before a SHA-256 digest (RFC 8017, 9.2). */
const digestInfo = hexToBytes('3031300d060960864801650304020105000420');

/** Returns `00 01 FF … FF 00`, then the digest with the name of its algorithm. */
function paddedDigest(signed: Uint8Array): Uint8Array {
  const digest = concatBytes(digestInfo, sha256(signed));
  const filled = new Uint8Array(rsaBytes - digest.length - 3).fill(255);
  return concatBytes(Uint8Array.of(0, 1), filled, Uint8Array.of(0), digest);
}

const powerOf = (base: Uint8Array, exponent: Uint8Array, modulus: Uint8Array): Uint8Array =>
  hexToBytes(
    pow(numberOf(base), numberOf(exponent), numberOf(modulus))
      .toString(16)
      .padStart(2 * rsaBytes, '0'),
  );

const numberOf = (bytes: Uint8Array): bigint => BigInt(`0x${bytesToHex(bytes)}`);

const base64Url = (bytes: Uint8Array): string =>
  base64(bytes).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');

/** Returns no bytes where the text is no base64url: then no signature holds. */
function bytesOf(part = ''): Uint8Array {
  const text = part.replace(/-/g, '+').replace(/_/g, '/');
  return bytesOfBase64(text.padEnd(Math.ceil(text.length / 4) * 4, '=')) ?? new Uint8Array();
}

function objectIn(part: string): Json | undefined {
  try {
    const escaped = Array.from(bytesOf(part), (byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
    const value: unknown = JSON.parse(decodeURIComponent(escaped));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined;
  } catch {
    return undefined;
  }
}
