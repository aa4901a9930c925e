/**
 * Passwords: salted hashes, demands of the policy, and how old one may be (P-14). The hash takes some
 * milliseconds: slow enough to protect a copied world, fast enough to be synchronous.
 */

import { scrypt } from '@noble/hashes/scrypt.js';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import type { SaltedHash, SecretRecord } from '#core/model/records/credentials.ts';
import { type PasswordRule, passwordRules } from '#core/model/passwords/rules.ts';
import type { AccountRecord } from '#core/model/records/account.ts';
import type { World } from '#core/model/world/world.ts';
import { bytesOfText } from '../../base64.ts';
import { type ApiFailure, fail } from '../../errors/codes.ts';
import { extensionTexts, unverifiedTexts } from '../../errors/texts.ts';

const cost = { N: 2048, r: 8, p: 1, dkLen: 32 };

export function hashPassword(password: string, random: () => number): SaltedHash {
  const salt = Uint8Array.from({ length: 16 }, () => Math.floor(random() * 256));
  return { salt: bytesToHex(salt), hash: hashed(password, salt) };
}

const hashed = (password: string, salt: Uint8Array): string =>
  bytesToHex(scrypt(bytesOfText(password), salt, cost));

const matchesHash = (password: string, { salt, hash }: SaltedHash): boolean =>
  hashed(password, hexToBytes(salt)) === hash;

/** Tells if this is the password of the user (by unique id) or of the root user (by account id). */
export function verifyPassword(world: World, owner: string, password: string): boolean {
  const secret = world.secrets.get(owner);
  return secret?.kind === 'password' && matchesHash(password, secret.current);
}

/** No policy can ask about more earlier passwords (P-07). */
const keptHashes = 24;

/** Returns the secret after a password was set. The earlier passwords move into the history. */
export function withPassword(
  before: SecretRecord | undefined,
  { id, account }: Pick<SecretRecord, 'id' | 'account'>,
  password: string,
  random: () => number,
): SecretRecord {
  const history = before?.kind === 'password' ? [before.current, ...before.history] : [];
  return {
    id,
    account,
    kind: 'password',
    current: hashPassword(password, random),
    history: history.slice(0, keptHashes),
  };
}

/** P-08: returns the first reason why the policy refuses the password; `undefined` when it conforms. */
export function refusePassword(
  account: AccountRecord,
  password: string,
  secret: SecretRecord | undefined,
): ApiFailure | undefined {
  const { passwordPolicy: policy } = account;
  const broken = passwordRules(account, password).find(({ holds }) => !holds);
  if (broken) return violation(refusal(broken));
  const prevention = policy?.passwordReusePrevention ?? 0;
  if (prevention === 0 || secret?.kind !== 'password') return undefined;
  // P-07: the current password counts as the first of those remembered.
  const remembered = [secret.current, ...secret.history].slice(0, prevention);
  return remembered.some((hash) => matchesHash(password, hash))
    ? violation(unverifiedTexts.passwordReused)
    : undefined;
}

const violation = (text: string): ApiFailure => fail('PasswordPolicyViolation', text);

function refusal({ name, limit = 0 }: PasswordRule): string {
  switch (name) {
    case 'minimum-length':
      return unverifiedTexts.shortPassword(limit);
    case 'maximum-length':
      return extensionTexts.longPassword(limit);
    case 'three-kinds':
    case 'not-the-account':
      return unverifiedTexts.passwordAgainstPolicy;
    default:
      return unverifiedTexts.passwordLacks(name);
  }
}

/** P-04: checks the root password against AWS's default policy, not the one for the account's users. */
export function refuseRootPassword(account: AccountRecord, password: string): ApiFailure | undefined {
  const { passwordPolicy: _, signInExtensions: __, ...plain } = account;
  return refusePassword(plain, password, undefined);
}
