/** Claims as a provider writes them; times are seconds since the epoch. */

import { CompactSign } from 'jose';
import { bytesOf } from '../bytes.ts';
import { type SigningKey, signerOf } from '../keys/signing-key.ts';

export type Claims = Readonly<Record<string, unknown>>;

/**
 * A JWS in compact form over the claims, as they are: nothing is added, so that a person can send a token
 * that lacks `exp` or states a wrong `aud` and see which check catches it. `header` is laid over
 * `{ alg, kid, typ: 'JWT' }`.
 */
export const signToken = async (claims: Claims, key: SigningKey, header: Claims = {}): Promise<string> =>
  new CompactSign(bytesOf(JSON.stringify(claims)))
    .setProtectedHeader({ alg: key.alg, kid: key.kid, typ: 'JWT', ...header })
    .sign(await signerOf(key));
