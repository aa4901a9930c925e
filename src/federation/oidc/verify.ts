/**
 * Verifies web identity tokens: a JWS in compact form (RFC 7515) against the keys that its issuer publishes.
 *
 * INVARIANT: only the algorithm family of the published key is tried, so a token cannot choose how it is
 * checked: no `none`, no HMAC with a public key, no key from the token itself (`jwk`, `jku` and `x5u` are
 * ignored).
 */

import { compactVerify, importJWK } from 'jose';
import type { WebIdentityEvidence } from '../../core/model/request/evidence.ts';
import { type IssuerProvider, providerOfIssuer } from '../../core/model/federation/issuers.ts';
import type { PublicJwk } from '../../core/model/records/identity-providers.ts';
import { type Result, err, ok } from '../../core/model/result.ts';
import type { World } from '../../core/model/world/world.ts';
import { bytesOfBase64Url, sha256Hex, textOfBytes } from '../bytes.ts';
import { defined } from '../../core/model/defined.ts';

const families: Readonly<Record<string, Pick<PublicJwk, 'kty' | 'crv'>>> = {
  RS256: { kty: 'RSA' },
  RS384: { kty: 'RSA' },
  RS512: { kty: 'RSA' },
  ES256: { kty: 'EC', crv: 'P-256' },
  ES384: { kty: 'EC', crv: 'P-384' },
  ES512: { kty: 'EC', crv: 'P-521' },
};
/** S-06: longer tokens never reach AWS's checks. */
const longest = 20_000;

/** Returns what a token proves to the role's account. Expected failures are part of the evidence. */
export async function verifyToken(
  token: string,
  roleArn: string,
  world: World,
): Promise<WebIdentityEvidence> {
  const hash = await sha256Hex(token);
  const nothing = {
    hash,
    kind: 'web-identity',
    signature: 'invalid',
    keysFound: false,
    revision: 0,
  } as const;
  const read = readToken(token);
  if (!read.ok) {
    return { ...nothing, provider: '', algorithm: '', claims: {}, unreadable: read.error };
  }
  const { header, claims } = read.value;
  const algorithm = typeof header['alg'] === 'string' ? header['alg'] : '';
  const provider = providerOfIssuer(world, roleArn, typeof claims['iss'] === 'string' ? claims['iss'] : '');
  if (!provider) return { ...nothing, provider: '', algorithm, claims };
  const { name, revision } = provider;
  const reason = await refuse(token, header, algorithm, provider);
  const signature = reason === undefined ? 'valid' : 'invalid';
  return {
    ...{ kind: 'web-identity', hash, signature, provider: name, revision, algorithm, claims },
    keysFound: provider.keys !== undefined,
    ...defined({ reason }),
  };
}

type Json = Readonly<Record<string, unknown>>;

function readToken(token: string): Result<{ readonly header: Json; readonly claims: Json }, string> {
  if (token.length > longest) return err(`it is longer than ${longest} characters`);
  const parts = token.split('.');
  const [first = '', second = '', third] = parts;
  if (parts.length !== 3 || third === undefined) return err('it has not the three parts of a JWS');
  const header = readObject(first);
  if (!header) return err('its header is no JSON object');
  const claims = readObject(second);
  if (!claims) return err('its payload is no JSON object');
  return bytesOfBase64Url(third) ? ok({ header, claims }) : err('its signature is not base64url');
}

function readObject(part: string): Json | undefined {
  const bytes = bytesOfBase64Url(part);
  const text = bytes && textOfBytes(bytes);
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined;
  } catch {
    return undefined;
  }
}

/** Returns the reason why the signature does not hold; `undefined` when it holds. */
async function refuse(
  token: string,
  header: Json,
  algorithm: string,
  { keys }: IssuerProvider,
): Promise<string | undefined> {
  if (!keys) return 'the issuer publishes no keys';
  const family = families[algorithm];
  if (!family) return `the algorithm \`${algorithm}\` is not accepted`;
  if (header['crit'] !== undefined) return 'the header demands an extension (`crit`)';
  const key = keyFor(keys, header['kid'], algorithm, family);
  if (!key.ok) return key.error;
  try {
    await compactVerify(token, await importJWK({ ...key.value }, algorithm), { algorithms: [algorithm] });
    return undefined;
  } catch {
    return 'the signature was not made with this key over these bytes';
  }
}

/** Returns the key that `kid` names; without a `kid`, the only key that fits. */
function keyFor(
  keys: readonly PublicJwk[],
  kid: unknown,
  algorithm: string,
  { kty, crv }: Pick<PublicJwk, 'kty' | 'crv'>,
): Result<PublicJwk, string> {
  const named = kid === undefined ? keys : keys.filter((key) => key.kid === kid);
  if (named.length === 0) return err(`the issuer publishes no key \`${String(kid)}\``);
  const fitting = named.filter(
    (key) =>
      key.kty === kty &&
      (crv === undefined || key.crv === crv) &&
      (key.alg ?? algorithm) === algorithm &&
      (key.use ?? 'sig') === 'sig',
  );
  const [only, ...others] = fitting;
  if (!only) return err(`the key is not one for \`${algorithm}\``);
  return others.length === 0 ? ok(only) : err('the token names no key (`kid`), and several would fit');
}
