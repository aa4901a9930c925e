import { scrypt } from '@noble/hashes/scrypt.js';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import type { SaltedHash, SecretRecord } from '../../model/credentials.ts';
import type { AccountRecord, PasswordPolicy } from '../../model/records.ts';
import type { World } from '../../model/world.ts';
import { bytesOfText } from '../base64.ts';
import { type Failure, fail } from '../errors.ts';
import { extensionTexts, unverifiedTexts } from '../texts.ts';

/**
 * Passwords: salted hashes, what the policy wants of a new one, and how old one may be (section 6). The
 * hash is slow enough that a copied world gives no passwords away for nothing, and fast enough (some
 * milliseconds) to be synchronous.
 */
const cost = { N: 2048, r: 8, p: 1, dkLen: 32 };

export function hashPassword(password: string, random: () => number): SaltedHash {
  const salt = Uint8Array.from({ length: 16 }, () => Math.floor(random() * 256));
  return { salt: bytesToHex(salt), hash: hashed(password, salt) };
}

const hashed = (password: string, salt: Uint8Array): string =>
  bytesToHex(scrypt(bytesOfText(password), salt, cost));

export const matchesHash = (password: string, { salt, hash }: SaltedHash): boolean =>
  hashed(password, hexToBytes(salt)) === hash;

/** Whether this is the password of the user (by unique id) or of the root user (by account id). */
export function verifyPassword(world: World, owner: string, password: string): boolean {
  const secret = world.secrets.get(owner);
  return secret?.kind === 'password' && matchesHash(password, secret.current);
}

/** As many as any policy can ask about (P-07). */
const keptHashes = 24;

/** The secret after a password was set: the earlier ones move into the history. */
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

/** P-03: what AWS asks for where an account has set nothing. */
const defaultMinimumLength = 8;
const symbols = /[!@#$%^&*()_+\-=[\]{}|']/;

/** P-08: why the policy refuses the password, the first reason; undefined where it conforms. */
export function refusePassword(
  account: AccountRecord,
  password: string,
  secret: SecretRecord | undefined,
): Failure | undefined {
  const { passwordPolicy: policy } = account;
  const refused =
    (policy ? againstPolicy(policy, password) : againstDefault(account, password)) ??
    againstExtension(account, password);
  if (refused !== undefined) return violation(refused);
  const prevention = policy?.passwordReusePrevention ?? 0;
  if (prevention === 0 || secret?.kind !== 'password') return undefined;
  // P-07: the current password counts as the first of those remembered.
  const remembered = [secret.current, ...secret.history].slice(0, prevention);
  return remembered.some((hash) => matchesHash(password, hash))
    ? violation(unverifiedTexts.passwordReused)
    : undefined;
}

const violation = (text: string): Failure => fail('PasswordPolicyViolation', text);

function againstPolicy(policy: PasswordPolicy, password: string): string | undefined {
  const { minimumPasswordLength: length } = policy;
  if ([...password].length < length) return unverifiedTexts.shortPassword(length);
  if (policy.requireUppercaseCharacters && !/[A-Z]/.test(password))
    return unverifiedTexts.passwordLacks('uppercase letter');
  if (policy.requireLowercaseCharacters && !/[a-z]/.test(password))
    return unverifiedTexts.passwordLacks('lowercase letter');
  if (policy.requireNumbers && !/[0-9]/.test(password)) return unverifiedTexts.passwordLacks('number');
  if (policy.requireSymbols && !symbols.test(password)) return unverifiedTexts.passwordLacks('symbol');
  return undefined;
}

function againstExtension({ signInExtensions }: AccountRecord, password: string): string | undefined {
  const maximum = signInExtensions?.maximumPasswordLength;
  return maximum !== undefined && [...password].length > maximum
    ? extensionTexts.longPassword(maximum)
    : undefined;
}

/** P-04: the root password is held to AWS's default policy, whatever the account has set for its users. */
export function refuseRootPassword(account: AccountRecord, password: string): Failure | undefined {
  const { passwordPolicy: _, signInExtensions: __, ...plain } = account;
  return refusePassword(plain, password, undefined);
}

function againstDefault({ name, email }: AccountRecord, password: string): string | undefined {
  if ([...password].length < defaultMinimumLength) return unverifiedTexts.shortPassword(defaultMinimumLength);
  const classes = [/[A-Z]/, /[a-z]/, /[0-9]/, symbols].filter((one) => one.test(password)).length;
  return classes < 3 || password === name || password === email
    ? unverifiedTexts.passwordAgainstPolicy
    : undefined;
}
