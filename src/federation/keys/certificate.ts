/** The key in an X.509 certificate (RFC 5280), as WebCrypto takes it, and how long the certificate says it holds. */

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

/** Undefined: no certificate, or a key that signs no SAML. */
export function certificateKey(der: Uint8Array): CertificateKey | undefined {
  const fields = derChildren(derChildren(readDer(der))[0]);
  // A leading [0] is the version; version 1 has none.
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
