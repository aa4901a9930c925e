/**
 * Decides which secrets go into a workspace file, and what replaces the others. `play`: only secrets that the
 * playground made itself; never a password, a value that somebody typed, the seed of a real authenticator
 * app, or anything of an imported account. `all`: a backup for oneself.
 */

import { base32Alphabet, base64Alphabet, randomText } from '../../core/api/base64.ts';
import type { Change } from '../../core/model/world/change.ts';
import type { SecretRecord } from '../../core/model/records/credentials.ts';
import type { NewRecord } from '../../store/rows.ts';
import type { SealedChange, SecretReference } from '../../store/history-secrets.ts';
import type { Dump } from '../../store/store.ts';

export const secretsKept = ['none', 'play', 'all'] as const;
export type SecretsKept = (typeof secretsKept)[number];

export type Goes = (secret: SecretRecord) => boolean;

export function goesWith(kept: SecretsKept, { records }: Dump): Goes {
  if (kept !== 'play') return () => kept === 'all';
  const broughtIn = new Set<string>();
  const simulated = new Set<string>();
  for (const { table, id, row } of records) {
    if (table === 'accounts' && 'unknown' in row && row.unknown) broughtIn.add(id);
    if (table === 'mfaDevices' && 'clock' in row && row.clock === 'simulated') simulated.add(id);
  }
  return ({ id, account, kind }) => {
    if (broughtIn.has(account)) return false;
    if (kind === 'totp') return simulated.has(id);
    return kind === 'access-key' || kind === 'session' || kind === 'signing-key';
  };
}

const reference = ({ id, account, kind }: SecretRecord): SecretReference => ({ id, account, kind });

export const rowsWith = (records: readonly NewRecord[], goes: Goes): unknown[] =>
  records.map(({ table, row }) => {
    if (table !== 'secrets') return row;
    const secret = row as SecretRecord;
    return goes(secret) ? secret : reference(secret);
  });

export function changeWith(change: Change, goes: Goes): Change | SealedChange {
  if (change.table !== 'secrets') return change;
  const { table, id, before, after } = change;
  const part = (secret: SecretRecord) => (goes(secret) ? secret : reference(secret));
  return {
    table,
    id,
    ...(before ? { before: part(before) } : {}),
    ...(after ? { after: part(after) } : {}),
  };
}

/** Returns whether a row of the secrets table says only that there was a secret. */
export function isReference(row: unknown): row is SecretReference {
  if (typeof row !== 'object' || row === null) return false;
  const { id, account, kind, ...rest } = row as Readonly<Record<string, unknown>>;
  const texts = [id, account, kind].every((value) => typeof value === 'string');
  return texts && Object.keys(rest).length === 0;
}

const hexadecimal = '0123456789abcdef';

/** Makes new secrets for those that the file leaves out. The same id always gets the same secret. */
export class Minting {
  readonly #random: () => number;
  readonly #minted = new Map<string, SecretRecord>();

  constructor(random: () => number) {
    this.#random = random;
  }

  get count(): number {
    return this.#minted.size;
  }

  of(left: SecretReference): SecretRecord {
    const key = `${left.kind} ${left.id}`;
    const secret = this.#minted.get(key) ?? this.#mint(left);
    this.#minted.set(key, secret);
    return secret;
  }

  #mint({ id, account, kind }: SecretReference): SecretRecord {
    const text = (length: number, from: string) => randomText(this.#random, length, from);
    // A random hash fits no password. Nobody knows one; an administrator gives a new one.
    const hash = () => ({ salt: text(32, hexadecimal), hash: text(64, hexadecimal) });
    switch (kind) {
      case 'access-key':
        return { id, account, kind, secretAccessKey: text(40, base64Alphabet) };
      case 'session':
        return {
          ...{ id, account, kind },
          secretAccessKey: text(40, base64Alphabet),
          sessionToken: text(200, base64Alphabet),
        };
      case 'totp':
        return { id, account, kind, base32: text(64, base32Alphabet) };
      case 'password':
        return { id, account, kind, current: hash(), history: [] };
      case 'service-password':
        return { id, account, kind, current: hash() };
      case 'signin-token':
        return { id, account, kind, token: text(120, base64Alphabet) };
      // A new key would not fit what was published, so the secret stays empty.
      case 'private-key':
      case 'signing-key':
      case 'secret-value':
        return { id, account, kind: 'secret-value', value: '' };
    }
  }
}
