/**
 * A file of workspaces that a passphrase locks, because a backup holds password hashes and TOTP seeds. PBKDF2 makes the
 * key, and AES-GCM encrypts the whole file. What a reader needs for that stands in clear before the data and is bound
 * to it: with a changed header the passphrase opens nothing.
 *
 * INVARIANT: every file of version 1 can be read for ever. A new way to lock is a new version.
 */

import * as v from 'valibot';
import { type Result, err, ok } from '../../core/model/result.ts';
import { fileOf, withRule, list } from '../../core/model/schema/members.ts';
import { type Stated, text, whole } from '../../core/model/schema/words.ts';
import { base64Of, bytesOf, bytesOfBase64, textOfBytes } from '../../federation/bytes.ts';
import { nextTask } from '../../platform/yield-to-page.ts';
import { readFileJson } from './file-json.ts';

const lockedFormat = 'iam-playground/locked';
const lockedVersion = 1;
/** OWASP's number for PBKDF2 with HMAC-SHA-256 (Password Storage Cheat Sheet). */
const rounds = 600_000;
/** A file that asks for more is refused, because its key would keep the machine busy. */
const mostRounds = 5_000_000;
const [saltBytes, ivBytes, tagBytes] = [16, 12, 16];
/** A multiple of three, so that every piece is base64 of its own. */
const pieceBytes = 48 * 1024;
/** The page may paint after so many pieces. */
const piecesAtOnce = 16;

const bytes = (length: number) =>
  v.pipe(
    text,
    v.check((value) => bytesOfBase64(value)?.length === length, `base64 of ${length} bytes`),
  );

const locked = fileOf(
  { format: lockedFormat, version: lockedVersion, otherwise: 'this is no locked file' },
  {
    holds: v.literal('iam-playground/workspaces', '`iam-playground/workspaces`'),
    key: v.literal('PBKDF2-SHA-256', '`PBKDF2-SHA-256`'),
    rounds: withRule(whole(1), (asked, refuse) => {
      if (asked > mostRounds)
        refuse([], `it asks for ${asked} rounds to make the key, and ${mostRounds} is the most`);
    }),
    salt: bytes(saltBytes),
    cipher: v.literal('AES-256-GCM', '`AES-256-GCM`'),
    iv: bytes(ivBytes),
    /** Base64, in pieces. */
    data: withRule(
      list(v.string('base64')),
      ({ length }, refuse) => length > 0 || refuse([], 'it holds no data'),
    ),
  },
);
interface LockedFile extends Stated<typeof locked> {}

/** The part in clear. Its members are bound to the data in this order. */
const headerOf = ({ holds, key, rounds: asked, salt, cipher, iv }: Omit<LockedFile, 'data'>) => ({
  format: lockedFormat,
  version: lockedVersion,
  holds,
  key,
  rounds: asked,
  salt,
  cipher,
  iv,
});
/** Browsers offer WebCrypto on https and on localhost only. */
const canOpen = (): boolean => (crypto as Partial<Crypto>).subtle != null;

/** Locks a file that is given in pieces. Two locks of one file differ in every byte of the data. */
export async function lockFile(parts: readonly string[], passphrase: string): Promise<string[]> {
  const [salt, iv] = [saltBytes, ivBytes].map((length) => crypto.getRandomValues(new Uint8Array(length)));
  if (!salt || !iv) throw new Error('no randomness');
  const header = headerOf({
    holds: 'iam-playground/workspaces',
    key: 'PBKDF2-SHA-256',
    rounds,
    salt: base64Of(salt),
    cipher: 'AES-256-GCM',
    iv: base64Of(iv),
  });
  const key = await keyOf(passphrase, salt, rounds, 'encrypt');
  const plain = await new Blob([...parts]).arrayBuffer();
  const sealed = new Uint8Array(await crypto.subtle.encrypt(cipherOf(header, iv), key, plain));
  const pieces: string[] = [];
  for (let at = 0; at < sealed.length; at += pieceBytes) {
    pieces.push(`${at === 0 ? '' : ',\n'}"${base64Of(sealed.subarray(at, at + pieceBytes))}"`);
    if (pieces.length % piecesAtOnce === 0) await nextTask();
  }
  return [`${JSON.stringify(header).slice(0, -1)},"data":[\n`, ...pieces, '\n]}\n'];
}

export const readLocked = (text: string): Result<LockedFile, string> => readFileJson(text, locked);

const cannotTell =
  'The passphrase is wrong, or the file was changed or damaged. The encryption cannot tell which.';
const damaged = 'It is damaged: the data is not what this page writes.';
const noWebCrypto =
  'This page cannot open a locked file here. Browsers offer encryption on https and on localhost only.';

export async function openLocked(text: string, passphrase: string): Promise<Result<string, string>> {
  const locked = readLocked(text);
  return locked.ok ? unlockFile(locked.value, passphrase) : locked;
}

/** Returns the text of the file inside, or one sentence why it stays locked. */
async function unlockFile(file: LockedFile, passphrase: string): Promise<Result<string, string>> {
  if (!canOpen()) return err(noWebCrypto);
  const { data, ...clear } = file;
  const header = headerOf(clear);
  const [salt, iv] = [bytesOfBase64(clear.salt), bytesOfBase64(clear.iv)];
  if (!salt || !iv) return err(damaged);
  const sealed = await joined(data);
  if (!sealed || sealed.length < tagBytes) return err(damaged);
  const key = await keyOf(passphrase, salt, header.rounds, 'decrypt');
  let plain: ArrayBuffer;
  try {
    plain = await crypto.subtle.decrypt(cipherOf(header, iv), key, sealed);
  } catch {
    return err(cannotTell);
  }
  const text = textOfBytes(new Uint8Array(plain));
  return text === undefined ? err(damaged) : ok(text);
}

async function joined(data: readonly string[]): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  for (const text of data) {
    const bytes = bytesOfBase64(text);
    if (!bytes) return undefined;
    pieces.push(bytes);
    if (pieces.length % piecesAtOnce === 0) await nextTask();
  }
  return new Uint8Array(await new Blob(pieces).arrayBuffer());
}

const cipherOf = (header: ReturnType<typeof headerOf>, iv: Uint8Array<ArrayBuffer>): AesGcmParams => ({
  name: 'AES-GCM',
  iv,
  additionalData: bytesOf(JSON.stringify(header)),
  tagLength: tagBytes * 8,
});

/** One passphrase is one key on every system: composed and decomposed letters count as the same (RFC 8265). */
async function keyOf(
  passphrase: string,
  salt: Uint8Array<ArrayBuffer>,
  iterations: number,
  use: 'encrypt' | 'decrypt',
): Promise<CryptoKey> {
  const typed = bytesOf(passphrase.normalize('NFC'));
  const secret = await crypto.subtle.importKey('raw', typed, 'PBKDF2', false, ['deriveKey']);
  return crypto.subtle.deriveKey(
    { name: 'PBKDF2', hash: 'SHA-256', salt, iterations },
    secret,
    { name: 'AES-GCM', length: 256 },
    false,
    [use],
  );
}
