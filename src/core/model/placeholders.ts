/**
 * Names for credentials that AWS reports without telling which they are: a credential report has no key ids
 * and no serial numbers. AWS never gives these names out, because its ids hold no digit 1.
 */

import { type EntityId, unsafeEntityId } from './ids.ts';

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
