/** Reads an X.509 certificate (RFC 5280): its public key for WebCrypto, and the end of its validity. */

import { type DerNode, derChildren, derTags, derTime, readDer } from '../../core/model/federation/der.ts';

export interface CertificateKey {
  readonly kind: 'RSA' | 'EC';
  /** SubjectPublicKeyInfo in DER. */
  readonly spki: Uint8Array<ArrayBuffer>;
  readonly curve?: 'P-256' | 'P-384' | 'P-521';
  /** Milliseconds since the epoch. */
  readonly notAfter: number;
}

const hex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

const rsa = '2a864886f70d010101';
const ec = '2a8648ce3d0201';
const curves: Readonly<Record<string, CertificateKey['curve']>> = {
  '2a8648ce3d030107': 'P-256',
  '2b81040022': 'P-384',
  '2b81040023': 'P-521',
};

/** `undefined` when it is no certificate, or when the key cannot sign SAML. */
export function certificateKey(der: Uint8Array): CertificateKey | undefined {
  const fields = derChildren(derChildren(readDer(der))[0]);
  // A leading [0] is the version, which a certificate of version 1 does not have.
  const [, , , validity, , info] = fields[0]?.tag === 0xa0 ? fields.slice(1) : fields;
  const until = derChildren(validity)[1];
  const notAfter = until && derTime(until);
  if (!info || notAfter === undefined) return undefined;
  const [algorithm, parameter] = derChildren(derChildren(info)[0]);
  const spki = new Uint8Array(info.whole);
  switch (oidOf(algorithm)) {
    case rsa:
      return { kind: 'RSA', spki, notAfter };
    case ec: {
      const curve = curves[oidOf(parameter) ?? ''];
      return curve && { kind: 'EC', spki, curve, notAfter };
    }
    default:
      return undefined;
  }
}

const oidOf = (node: DerNode | undefined): string | undefined =>
  node?.tag === derTags.oid ? hex(node.body) : undefined;
