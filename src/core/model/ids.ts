/**
 * Branded ids, so that a plain string never becomes an id by accident. `parseX` checks and returns
 * `undefined` for anything else; `unsafeX` is the trusted cast for values that our own code just made or
 * loaded.
 */

declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

/** Twelve digits, or `aws` for what AWS itself owns (managed policies). */
export type AccountId = Branded<'AccountId'>;
/** Key of a row in its World table; for IAM entities AWS's unique id (`AIDA…`, `AROA…`, N-03). */
export type EntityId = Branded<'EntityId'>;
export type Arn = Branded<'Arn'>;

export const awsAccount = 'aws' as AccountId;

export const parseAccountId = (text: string): AccountId | undefined =>
  /^\d{12}$/.test(text) ? (text as AccountId) : undefined;

export const unsafeAccountId = (text: string): AccountId => text as AccountId;
export const unsafeEntityId = (text: string): EntityId => text as EntityId;
export const unsafeArn = (text: string): Arn => text as Arn;

/** AWS's prefixes of unique ids (N-07). */
export const idPrefixes = {
  user: 'AIDA',
  group: 'AGPA',
  role: 'AROA',
  policy: 'ANPA',
  instanceProfile: 'AIPA',
  accessKey: 'AKIA',
  temporaryKey: 'ASIA',
  serverCertificate: 'ASCA',
  sshPublicKey: 'APKA',
  serviceCredential: 'ACCA',
} as const;
export type IdPrefix = (typeof idPrefixes)[keyof typeof idPrefixes];

const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/**
 * Returns a new unique id: prefix and upper-case base-32 characters, `length` in all (N-03: 21 for entities,
 * 20 for keys). `random` gives numbers in [0, 1), so the seed in `env` decides the id.
 */
export function newUniqueId(prefix: IdPrefix, random: () => number, length = 21): EntityId {
  let id: string = prefix;
  while (id.length < length) id += base32.charAt(Math.floor(random() * 32));
  return id as EntityId;
}

/** Returns a UUID shaped like version 4, for request ids and event ids. */
export function newUuid(random: () => number): string {
  const word = () =>
    Math.floor(random() * 4_294_967_296)
      .toString(16)
      .padStart(8, '0');
  const [a, b, c, d] = [word(), word(), word(), word()];
  return `${a}-${b.slice(0, 4)}-4${b.slice(5)}-a${c.slice(1, 4)}-${c.slice(4)}${d}`;
}

export const hashLength = 14;

/** Hashes to 64 bits (FNV-1a twice), as text of a fixed length. */
export function hashOf(text: string): string {
  const half = (seed: number) => {
    let state = seed;
    for (let i = 0; i < text.length; i += 1) state = Math.imul(state ^ text.charCodeAt(i), 0x01000193);
    return (state >>> 0).toString(36).padStart(hashLength / 2, '0');
  };
  return half(0x811c9dc5) + half(0x2545f491);
}

// Names for credentials that AWS reports without telling which they are: a credential report has no key ids and no
// serial numbers. AWS never gives these names out, because its ids hold no digit 1.

const keyMark = 'AKIANOTKNOWN1';

/** Returns a stable stand-in for the id of a key. `at`: position among the owner's keys, from 0. */
export const placeholderKeyId = (owner: string, at: number): EntityId =>
  unsafeEntityId(`${keyMark}KEY${at + 1}${/^[A-Z0-9]+$/.test(owner) ? owner : codesOf(owner)}`);

/** An id that AWS did not make may hold other characters than a key id; two such ids stay different. */
const codesOf = (text: string): string =>
  Array.from(text, (character) => character.charCodeAt(0).toString(16).toUpperCase()).join('X');

/** Returns a stable stand-in for the name of a device; `undefined` means the root user's. */
export const placeholderDeviceName = (userName: string | undefined): string =>
  userName === undefined ? 'device-not-known' : `device-not-known-${userName}`;

/** Returns whether the device of that name is one that a report only counts. */
export const isPlaceholderDevice = (name: string): boolean => /^device-not-known(?:-|$)/.test(name);

/** Returns the key's id, or words where it is not known, for example `key 2 (id not known)`. */
export function accessKeyName(id: string): string {
  const number = id.startsWith(keyMark) ? /^KEY(\d)/.exec(id.slice(keyMark.length))?.[1] : undefined;
  return number === undefined ? id : `key ${number} (id not known)`;
}
