/**
 * Makes self-signed X.509 certificates (RFC 5280, version 3), in which SAML metadata carry a provider's key.
 * Readers use only the key and the end of validity, so there is no authority above them.
 */

import { derTags, writeDer } from '../../core/model/federation/der.ts';
import { bytesOf } from '../bytes.ts';

const utf8String = 0x0c;
const set = 0x31;
const explicit0 = 0xa0;
const oid = (...bytes: number[]): Uint8Array => writeDer(derTags.oid, Uint8Array.from(bytes));
const nothing = Uint8Array.of(0x05, 0x00);
const commonName = oid(0x55, 0x04, 0x03);
const signatureAlgorithms = {
  RS256: writeDer(derTags.sequence, oid(0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0b), nothing),
  ES256: writeDer(derTags.sequence, oid(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02)),
} as const;

export interface CertificateDraft {
  readonly alg: keyof typeof signatureAlgorithms;
  /** The common name of subject and issuer. */
  readonly name: string;
  /** Milliseconds since the epoch. */
  readonly from: number;
  readonly until: number;
}

export async function selfSigned(
  { publicKey, privateKey }: CryptoKeyPair,
  { alg, name, from, until }: CertificateDraft,
): Promise<Uint8Array> {
  const { sequence, integer, bitString } = derTags;
  const who = writeDer(
    sequence,
    writeDer(set, writeDer(sequence, commonName, writeDer(utf8String, bytesOf(name)))),
  );
  const serial = crypto.getRandomValues(new Uint8Array(16));
  // The serial number is positive and has no needless leading byte.
  serial[0] = ((serial[0] ?? 0) & 0x3f) | 0x40;
  const body = writeDer(
    sequence,
    writeDer(explicit0, writeDer(integer, Uint8Array.of(2))),
    writeDer(integer, serial),
    signatureAlgorithms[alg],
    who,
    writeDer(sequence, timeOf(from), timeOf(until)),
    who,
    new Uint8Array(await crypto.subtle.exportKey('spki', publicKey)),
  );
  const signed = new Uint8Array(
    await crypto.subtle.sign(certificateAlgorithms[alg], privateKey, new Uint8Array(body)),
  );
  const value = alg === 'ES256' ? derPoint(signed) : signed;
  return writeDer(sequence, body, signatureAlgorithms[alg], writeDer(bitString, Uint8Array.of(0), value));
}

/** WebCrypto's parameters for signing, by the algorithm names of JOSE. */
export const certificateAlgorithms = {
  RS256: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
  ES256: { name: 'ECDSA', hash: 'SHA-256', namedCurve: 'P-256' },
} as const;

/** Turns WebCrypto's ECDSA signature, two halves side by side, into the two integers of X.509. */
function derPoint(signature: Uint8Array): Uint8Array {
  const half = signature.length / 2;
  return writeDer(
    derTags.sequence,
    integerOf(signature.subarray(0, half)),
    integerOf(signature.subarray(half)),
  );
}

function integerOf(bytes: Uint8Array): Uint8Array {
  const start = bytes.findIndex((byte) => byte !== 0);
  const rest = start < 0 ? Uint8Array.of(0) : bytes.subarray(start);
  return (rest[0] ?? 0) < 0x80
    ? writeDer(derTags.integer, rest)
    : writeDer(derTags.integer, Uint8Array.of(0), rest);
}

/** Uses UTCTime up to 2049 and GeneralizedTime afterwards (RFC 5280). */
function timeOf(milliseconds: number): Uint8Array {
  const digits = new Date(milliseconds).toISOString().replace(/[-:T]/g, '').slice(0, 14);
  return Number(digits.slice(0, 4)) < 2050
    ? writeDer(derTags.utcTime, bytesOf(`${digits.slice(2)}Z`))
    : writeDer(derTags.generalizedTime, bytesOf(`${digits}Z`));
}
