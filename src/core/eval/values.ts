/**
 * Reads the typed values of condition operators (C-08). Each reader returns `undefined` for a text that is no
 * such value, which is "no match" by C-10, never an error.
 */

import { type IsoDate, readIsoDate } from '../policy/iso-date.ts';

const decimal = /^-?\d+(\.\d+)?$/;

/** Reads integers and decimals; `10abc` and `1e3` are no numbers. */
export const readNumber = (text: string): number | undefined =>
  decimal.test(text) ? Number(text) : undefined;

/** Returns milliseconds since 1970. Reads digits as epoch seconds, else a date of ISO 8601; a time needs its zone (C-50). */
export function readDate(text: string): number | undefined {
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  const date = readIsoDate(text);
  if (date?.offset === undefined || date.day > daysIn(date.year, date.month)) return undefined;
  const minutes = (daysSince1970(date) * 24 + date.hour) * 60 + date.minute - date.offset;
  return minutes * 60_000 + date.second * 1000;
}

const daysIn = (year: number, month: number): number => {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
};

/** Counts days in the calendar of today, with years from March on, in periods of 400 years: `Date` ends too early. */
function daysSince1970({ year, month, day }: IsoDate): number {
  const fromMarch = month > 2 ? year : year - 1;
  const period = Math.floor(fromMarch / 400);
  const yearOfPeriod = fromMarch - period * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const leapDays = Math.floor(yearOfPeriod / 4) - Math.floor(yearOfPeriod / 100);
  return period * 146_097 + yearOfPeriod * 365 + leapDays + dayOfYear - 719_468;
}

/** Reads `true` or `false` in any case. */
export function readBoolean(text: string): boolean | undefined {
  const lower = text.toLowerCase();
  return lower === 'true' ? true : lower === 'false' ? false : undefined;
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Returns the same text for the same bytes: the digits, the last without the bits that belong to no byte. */
export function readBase64(text: string): string | undefined {
  if (!base64.test(text)) return undefined;
  const digits = text.replace(/=+$/, '');
  const last = alphabet.indexOf(digits.slice(-1)) >> (2 * (text.length - digits.length));
  return `${digits.slice(0, -1)}=${last}`;
}

/** An address as 16-bit groups: two for IPv4, eight for IPv6. */
export type Address = readonly number[];

export interface Range {
  readonly address: Address;
  /** Number of leading bits that count. */
  readonly bits: number;
}

export function readAddress(text: string): Address | undefined {
  return text.includes(':') ? readIpv6(text) : readIpv4(text);
}

/** Reads letter by letter: a regular expression takes four times as long, and most decisions read an address. */
function readIpv4(text: string): Address | undefined {
  let [high, low, byte, digits, dots] = [0, 0, 0, 0, 0];
  for (let at = 0; at <= text.length; at++) {
    const code = at < text.length ? text.charCodeAt(at) : dot;
    if (code === dot) {
      if (digits === 0 || dots > 3) return undefined;
      if (dots < 2) high = high * 256 + byte;
      else low = low * 256 + byte;
      dots += 1;
      [byte, digits] = [0, 0];
      continue;
    }
    // A byte has no zero in front.
    if (code < 48 || code > 57 || (digits > 0 && byte === 0)) return undefined;
    byte = byte * 10 + code - 48;
    digits += 1;
    if (byte > 255) return undefined;
  }
  return dots === 4 ? [high, low] : undefined;
}

const dot = 46;

function readIpv6(text: string): Address | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [before, after] = halves.map((half, index) => readGroups(half, index === halves.length - 1));
  if (before === undefined || (halves.length === 2 && after === undefined)) return undefined;
  if (halves.length === 1) return before.length === 8 ? before : undefined;
  const missing = 8 - before.length - (after?.length ?? 0);
  return missing < 1 ? undefined : [...before, ...new Array<number>(missing).fill(0), ...(after ?? [])];
}

/** Returns the groups of one side of `::`. Only the end of an address may be written as IPv4. */
function readGroups(text: string, endsAddress: boolean): number[] | undefined {
  if (text === '') return [];
  const groups: number[] = [];
  const words = text.split(':');
  for (const [index, word] of words.entries()) {
    if (/^[0-9a-fA-F]{1,4}$/.test(word)) {
      groups.push(Number.parseInt(word, 16));
      continue;
    }
    const tail = endsAddress && index === words.length - 1 ? readIpv4(word) : undefined;
    if (!tail) return undefined;
    groups.push(...tail);
  }
  return groups;
}

/** Reads an address or CIDR block. Without a prefix length it is one address (C-55). */
export function readRange(text: string): Range | undefined {
  const slash = text.indexOf('/');
  const address = readAddress(slash < 0 ? text : text.slice(0, slash));
  if (!address) return undefined;
  const width = address.length * 16;
  if (slash < 0) return { address, bits: width };
  const prefix = text.slice(slash + 1);
  return /^\d{1,3}$/.test(prefix) && Number(prefix) <= width ? { address, bits: Number(prefix) } : undefined;
}

/** Returns true when the address is in the range; false for the other family (C-55). */
export function rangeHolds({ address: base, bits }: Range, address: Address): boolean {
  if (base.length !== address.length) return false;
  for (let i = 0; i * 16 < bits; i++) {
    const mask = (0xffff << Math.max(16 - (bits - i * 16), 0)) & 0xffff;
    if (((base[i] ?? 0) & mask) !== ((address[i] ?? 0) & mask)) return false;
  }
  return true;
}
