/**
 * A file of workspaces that a passphrase locks, because a backup holds password hashes and TOTP seeds. PBKDF2 makes the
 * key, and AES-GCM encrypts the whole file. What a reader needs for that stands in clear before the data and is bound
 * to it: with a changed header the passphrase opens nothing.
 *
 * INVARIANT: every file of version 1 can be read for ever. A new way to lock is a new version.
 */

import { type Result, err, ok } from '../../core/model/result.ts';
import { base64Of, bytesOf, bytesOfBase64, textOf } from '../../federation/bytes.ts';
import { nextTask } from '../../platform/yield-to-page.ts';
import type { Shape } from '../../share/json/shape.ts';
import { readFileJson, readFormat } from './file-json.ts';

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

/** The part in clear. Its members are bound to the data in this order. */
interface LockHeader {
  readonly format: typeof lockedFormat;
  readonly version: number;
  /** The format of what is locked. */
  readonly holds: 'iam-playground/workspaces';
  readonly key: 'PBKDF2-SHA-256';
  readonly rounds: number;
  readonly salt: string;
  readonly cipher: 'AES-256-GCM';
  readonly iv: string;
}

interface LockedFile {
  readonly header: LockHeader;
  readonly salt: Uint8Array<ArrayBuffer>;
  readonly iv: Uint8Array<ArrayBuffer>;
  /** Base64, in pieces. */
  readonly data: readonly string[];
}

/** Browsers offer WebCrypto on https and on localhost only. */
const canOpen = (): boolean => (crypto as Partial<Crypto>).subtle != null;

/** Locks a file that is given in pieces. Two locks of one file differ in every byte of the data. */
export async function lockFile(parts: readonly string[], passphrase: string): Promise<string[]> {
  const [salt, iv] = [saltBytes, ivBytes].map((length) => crypto.getRandomValues(new Uint8Array(length)));
  if (!salt || !iv) throw new Error('no randomness');
  const header: LockHeader = {
    format: lockedFormat,
    version: lockedVersion,
    holds: 'iam-playground/workspaces',
    key: 'PBKDF2-SHA-256',
    rounds,
    salt: base64Of(salt),
    cipher: 'AES-256-GCM',
    iv: base64Of(iv),
  };
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

/** Reads what stands in clear. A damaged file is refused before anybody types a passphrase. */
export const readLocked = (text: string): Result<LockedFile, string> => readFileJson(text, lockedOf);

function lockedOf(file: Shape): LockedFile {
  const version = readFormat(file, lockedFormat, 'lock', lockedVersion);
  file.only('format', 'version', 'holds', 'key', 'rounds', 'salt', 'cipher', 'iv', 'data');
  const asked = file.member('rounds').whole(1);
  if (asked > mostRounds)
    file.member('rounds').fail(`it asks for ${asked} rounds to make the key, and ${mostRounds} is the most`);
  const data = file
    .member('data')
    .list()
    .map((piece) => piece.text('base64'));
  if (data.length === 0) file.member('data').fail('it holds no data');
  const header: LockHeader = {
    format: lockedFormat,
    version,
    holds: file.member('holds').oneOf(['iam-playground/workspaces']),
    key: file.member('key').oneOf(['PBKDF2-SHA-256']),
    rounds: asked,
    salt: file.member('salt').text(),
    cipher: file.member('cipher').oneOf(['AES-256-GCM']),
    iv: file.member('iv').text(),
  };
  return {
    header,
    salt: bytesIn(file.member('salt'), saltBytes),
    iv: bytesIn(file.member('iv'), ivBytes),
    data,
  };
}

function bytesIn(shape: Shape, length: number): Uint8Array<ArrayBuffer> {
  const bytes = bytesOfBase64(shape.text());
  return bytes?.length === length ? bytes : shape.fail(`expected base64 of ${length} bytes`);
}

const cannotTell =
  'The passphrase is wrong, or the file was changed or damaged. The encryption cannot tell which.';
const damaged = 'It is damaged: the data is not what this page writes.';
const noWebCrypto =
  'This page cannot open a locked file here. Browsers offer encryption on https and on localhost only.';

/** Reads and opens a locked file. */
export async function openLocked(text: string, passphrase: string): Promise<Result<string, string>> {
  const locked = readLocked(text);
  return locked.ok ? unlockFile(locked.value, passphrase) : locked;
}

/** Returns the text of the file inside, or one sentence why it stays locked. */
async function unlockFile(
  { header, salt, iv, data }: LockedFile,
  passphrase: string,
): Promise<Result<string, string>> {
  if (!canOpen()) return err(noWebCrypto);
  const sealed = await joined(data);
  if (!sealed || sealed.length < tagBytes) return err(damaged);
  const key = await keyOf(passphrase, salt, header.rounds, 'decrypt');
  let plain: ArrayBuffer;
  try {
    plain = await crypto.subtle.decrypt(cipherOf(header, iv), key, sealed);
  } catch {
    return err(cannotTell);
  }
  const text = textOf(new Uint8Array(plain));
  return text === undefined ? err(damaged) : ok(text);
}

/** Undefined when a piece is no base64. */
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

const cipherOf = (header: LockHeader, iv: Uint8Array<ArrayBuffer>): AesGcmParams => ({
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
