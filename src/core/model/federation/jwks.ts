/**
 * The public signing keys of an OIDC issuer (RFC 7517), of the types that sign tokens for AWS. AWS fetches
 * them from `{issuer}/.well-known/…`; here they are in the world. Secret members are never stored.
 */

import { type Result, err, ok } from '../result.ts';

export interface JwksKey {
  readonly kty: 'RSA' | 'EC';
  readonly kid?: string;
  readonly alg?: string;
  readonly use?: string;
  readonly n?: string;
  readonly e?: string;
  readonly crv?: string;
  readonly x?: string;
  readonly y?: string;
}

const kept = ['kid', 'alg', 'use', 'n', 'e', 'crv', 'x', 'y'] as const;
const secret = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k', 'oth'];
const curves: ReadonlySet<unknown> = new Set(['P-256', 'P-384', 'P-521']);
const base64url = /^[A-Za-z0-9_-]+$/;
export const maxJwks = 20;
const minimumBits = 2048;

/** Returns the keys of a JWKS document, or one lower-case line that says why it is none. */
export function readJwks(text: string): Result<readonly JwksKey[], string> {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return err('the document is no JSON');
  }
  const given: unknown = isObject(document) ? document['keys'] : undefined;
  if (!Array.isArray(given)) return err('the document has no list `keys`');
  if (given.length > maxJwks) return err(`there are more than ${maxJwks} keys`);
  const keys: JwksKey[] = [];
  for (const [at, one] of given.entries()) {
    const key = readJwk(one);
    if (!key.ok) return err(`key ${at + 1}: ${key.error}`);
    if (key.value.kid !== undefined && keys.some(({ kid }) => kid === key.value.kid)) {
      return err(`key ${at + 1}: \`kid\` ${key.value.kid} stands twice`);
    }
    keys.push(key.value);
  }
  return ok(keys);
}

function readJwk(given: unknown): Result<JwksKey, string> {
  if (!isObject(given)) return err('it is no object');
  const leaked = secret.find((member) => Object.hasOwn(given, member));
  if (leaked !== undefined) return err(`\`${leaked}\` is part of a secret: publish the public key only`);
  const { kty } = given;
  if (kty !== 'RSA' && kty !== 'EC') return err('`kty` must be RSA or EC');
  const key: Record<string, string> = { kty };
  for (const member of kept) {
    const value = given[member];
    if (value === undefined) continue;
    if (typeof value !== 'string') return err(`\`${member}\` must be a text`);
    key[member] = value;
  }
  const problem = missing(kty, key);
  return problem === undefined ? ok(key as unknown as JwksKey) : err(problem);
}

function missing(kty: JwksKey['kty'], key: Readonly<Record<string, string>>): string | undefined {
  for (const member of kty === 'RSA' ? ['n', 'e'] : ['x', 'y']) {
    if (!base64url.test(key[member] ?? '')) return `\`${member}\` must be base64url`;
  }
  if (kty === 'EC') return curves.has(key['crv']) ? undefined : '`crv` must be P-256, P-384 or P-521';
  const bits = Math.floor(((key['n'] ?? '').length * 6) / 8) * 8;
  return bits < minimumBits ? `an RSA key of ${bits} bits is too short: ${minimumBits} at least` : undefined;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
