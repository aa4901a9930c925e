/** A JWT taken apart, to read and to write it: header, claims and signature (RFC 7519 in compact form). */

import { bytesOfBase64Url, textOf } from '../../federation/bytes.ts';

export interface JwtParts {
  /** JSON, laid out. */
  readonly header: string;
  readonly claims: string;
  /** As it stands: base64url. */
  readonly signature: string;
}

/** Undefined for what is no JWT. */
export function jwtParts(token: string): JwtParts | undefined {
  const [first, second, signature, ...more] = token.split('.');
  const header = laidOut(first);
  const claims = laidOut(second);
  if (header === undefined || claims === undefined || signature === undefined || more.length > 0) {
    return undefined;
  }
  return { header, claims, signature };
}

function laidOut(part = ''): string | undefined {
  const bytes = bytesOfBase64Url(part);
  const text = bytes && textOf(bytes);
  if (text === undefined || text === '') return undefined;
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return undefined;
  }
}

/** The token again; the signature stays what it was, whether it fits or not. Throws where a part is no JSON. */
export const jwtOf = ({ header, claims, signature }: JwtParts): string =>
  [packed(header), packed(claims), signature].join('.');

const packed = (json: string): string =>
  base64Url(new TextEncoder().encode(JSON.stringify(JSON.parse(json))));

const base64Url = (bytes: Uint8Array): string =>
  btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '');
