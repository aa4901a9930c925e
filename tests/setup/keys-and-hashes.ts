/**
 * Keys and hashes that are slow on purpose, made once: a new RSA key takes a fifth of a second, the hash of a password as much
 * as a hundred questions. Unit tests share eight RSA keys of each kind, handed out in turn, so two in a row differ; the
 * hash of a password and its salt is remembered. All are real.
 */

import { scryptSync } from 'node:crypto';
import type { scrypt as original } from '@noble/hashes/scrypt.js';

const { subtle } = crypto;
type Wanted = Parameters<SubtleCrypto['generateKey']>;
const generateKey = subtle.generateKey.bind(subtle) as (...wanted: Wanted) => Promise<CryptoKeyPair>;

const mostKeys = 8;
const keys = new Map<string, Promise<CryptoKeyPair>[]>();

/** Replaces `generateKey` of WebCrypto. */
function keyPair(...wanted: Wanted): Promise<CryptoKeyPair> {
  const [algorithm] = wanted;
  if (typeof algorithm === 'string' || !algorithm.name.startsWith('RSA')) return generateKey(...wanted);
  const kind = JSON.stringify(wanted);
  const made = keys.get(kind) ?? [];
  keys.set(kind, made);
  const next = (made.length < mostKeys ? undefined : made.shift()) ?? generateKey(...wanted);
  made.push(next);
  return next;
}

if (!Object.hasOwn(subtle, 'generateKey'))
  Object.defineProperty(subtle, 'generateKey', { value: keyPair, configurable: true });

const hashes = new Map<string, Uint8Array>();

/** Stands for the function of `@noble/hashes`, in which JavaScript does what Node has built in. */
export const scrypt: typeof original = (password, salt, { N, r, p, dkLen = 32 }) => {
  const key = [password, salt, N, r, p, dkLen].map(String).join(' ');
  const hash = hashes.get(key) ?? new Uint8Array(scryptSync(password, salt, dkLen, { N, r, p }));
  hashes.set(key, hash);
  return hash.slice();
};
