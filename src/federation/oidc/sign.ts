/** Signs the tokens of simulated OpenID Connect providers. */

import { CompactSign } from 'jose';
import { bytesOf } from '../bytes.ts';
import { type SigningKey, signerOf } from '../keys/signing-key.ts';

/** Claims as a provider writes them. Times are seconds since the epoch. */
export type TokenClaims = Readonly<Record<string, unknown>>;

/**
 * Returns a JWS in compact form over exactly these claims. Nothing is added, so a person can send a token
 * without `exp` or with a wrong `aud` and see which check refuses it. `header` overrides members of `{ alg,
 * kid, typ: 'JWT' }`.
 */
export const signToken = async (
  claims: TokenClaims,
  key: SigningKey,
  header: TokenClaims = {},
): Promise<string> =>
  new CompactSign(bytesOf(JSON.stringify(claims)))
    .setProtectedHeader({ alg: key.alg, kid: key.kid, typ: 'JWT', ...header })
    .sign(await signerOf(key));
