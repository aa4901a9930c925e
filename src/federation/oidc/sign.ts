/** Signs the tokens of simulated OpenID Connect providers. */

import { CompactSign } from 'jose';
import { bytesOf } from '../bytes.ts';
import { type SigningKey, signerOf } from '../keys/signing-key.ts';

/** Claims as a provider writes them. Times are seconds since the epoch. */
export type Claims = Readonly<Record<string, unknown>>;

/** A compact JWS over exactly these claims, also wrong ones. `header` overrides `{ alg, kid, typ }`. */
export const signToken = async (claims: Claims, key: SigningKey, header: Claims = {}): Promise<string> =>
  new CompactSign(bytesOf(JSON.stringify(claims)))
    .setProtectedHeader({ alg: key.alg, kid: key.kid, typ: 'JWT', ...header })
    .sign(await signerOf(key));
