/**
 * Makes the signing keys of the simulated providers with the browser's WebCrypto. They are real keys. The
 * private half is a JWK, so that the World's table of secrets can hold it and it survives a reload.
 */

import { exportJWK } from 'jose';
import type { PublicJwk } from '../../core/model/records/identity-providers.ts';
import { base64Of, base64UrlOf } from '../bytes.ts';
import { selfSigned, certificateAlgorithms } from './self-signed.ts';

export const keyAlgorithms = ['RS256', 'ES256'] as const;
export type KeyAlgorithm = (typeof keyAlgorithms)[number];

/** An RSA or EC key with its secret members, as plain JSON. */
export type PrivateJwk = PublicJwk & { readonly d: string; readonly [member: string]: unknown };

export interface SigningKey {
  readonly kid: string;
  readonly alg: KeyAlgorithm;
  readonly privateJwk: PrivateJwk;
  /** Base64 of a self-signed X.509 certificate in DER, as in SAML metadata. */
  readonly certificate: string;
}

export interface KeyDraft {
  readonly name: string;
  /** The beginning of the certificate's validity (milliseconds since the epoch), and its years. */
  readonly from: number;
  readonly years?: number;
}

const year = 365.25 * 86_400_000;

export async function newSigningKey(
  alg: KeyAlgorithm,
  { name, from, years = 10 }: KeyDraft,
): Promise<SigningKey> {
  const rsa = { modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1) };
  const wanted = { ...certificateAlgorithms[alg], ...(alg === 'RS256' ? rsa : {}) };
  const pair = (await crypto.subtle.generateKey(wanted, true, ['sign', 'verify'])) as CryptoKeyPair;
  const until = from + years * year;
  const certificate = await selfSigned(pair, { alg, name, from, until });
  const privateJwk = (await exportJWK(pair.privateKey)) as PrivateJwk;
  const kid = base64UrlOf(crypto.getRandomValues(new Uint8Array(12)));
  return { kid, alg, privateJwk, certificate: base64Of(certificate) };
}

export function publicJwkOf({ kid, alg, privateJwk }: Omit<SigningKey, 'certificate'>): PublicJwk {
  const { n, e, crv, x, y } = privateJwk;
  const point = { ...(crv && { crv }), ...(x && { x }), ...(y && { y }) };
  return alg === 'RS256'
    ? { kty: 'RSA', kid, alg, use: 'sig', ...(n && { n }), ...(e && { e }) }
    : { kty: 'EC', kid, alg, use: 'sig', ...point };
}

export const signerOf = ({ alg, privateJwk }: SigningKey): Promise<CryptoKey> =>
  crypto.subtle.importKey('jwk', { ...privateJwk } as JsonWebKey, certificateAlgorithms[alg], false, [
    'sign',
  ]);
