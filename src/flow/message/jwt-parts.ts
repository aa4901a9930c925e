/** Splits a JWT in compact form (RFC 7519) into header, claims and signature, and joins them again. */

import { bytesOfBase64Url, textOfBytes } from '../../federation/bytes.ts';

export interface JwtParts {
  /** Indented JSON. */
  readonly header: string;
  readonly claims: string;
  /** Unchanged base64url. */
  readonly signature: string;
}

/** `undefined` when the text is no JWT. */
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
  const text = bytes && textOfBytes(bytes);
  if (text === undefined || text === '') return undefined;
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return undefined;
  }
}

/** Joins the parts; the signature stays, whether it fits or not. Throws when a part is no JSON. */
export const jwtOf = ({ header, claims, signature }: JwtParts): string =>
  [packed(header), packed(claims), signature].join('.');

const packed = (json: string): string =>
  base64Url(new TextEncoder().encode(JSON.stringify(JSON.parse(json))));

const base64Url = (bytes: Uint8Array): string =>
  btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '');
