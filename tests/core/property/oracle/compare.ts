/**
 * One request value against one policy value, for the positive form of each operator (C-08). What cannot be
 * read for the operator is simply no match (C-10).
 */

import { type Context, type Token, expand, fits } from './pattern.ts';

export function holds(
  base: string,
  found: string,
  wanted: string,
  variables: boolean,
  context: Context,
): boolean {
  const exact = () => {
    const tokens = expand(wanted, variables, false, context);
    return tokens?.map(({ char }) => char).join('');
  };
  switch (base) {
    case 'stringequals':
      return found === exact();
    case 'stringequalsignorecase':
      return found.toLowerCase() === exact()?.toLowerCase();
    case 'stringlike': {
      const tokens = expand(wanted, variables, true, context);
      return tokens !== undefined && fits(tokens, found);
    }
    case 'arnequals':
    case 'arnlike': {
      const tokens = expand(wanted, variables, true, context);
      return tokens !== undefined && arnFits(tokens, found);
    }
    case 'bool':
      return truth(found) !== undefined && truth(found) === truth(exact()); // C-66
    case 'binaryequals':
      return bytes(found) !== undefined && bytes(found) === bytes(wanted);
    case 'ipaddress':
      return inRange(found, wanted);
    default:
      return base.startsWith('date')
        ? ordered(base.slice('date'.length), instant(found), instant(wanted))
        : ordered(base.slice('numeric'.length), number(found), number(wanted));
  }
}

function ordered(relation: string, found: number | undefined, wanted: number | undefined): boolean {
  if (found === undefined || wanted === undefined) return false;
  switch (relation) {
    case 'equals':
      return found === wanted;
    case 'lessthan':
      return found < wanted;
    case 'lessthanequals':
      return found <= wanted;
    case 'greaterthan':
      return found > wanted;
    case 'greaterthanequals':
      return found >= wanted;
    default:
      throw new Error(`the oracle knows no operator ending in ${relation}`);
  }
}

/** C-40: six fields on both sides, each compared on its own. */
function arnFits(tokens: readonly Token[], found: string): boolean {
  const wanted: Token[][] = [[]];
  for (const token of tokens) {
    if (token.char === ':' && wanted.length < 6) wanted.push([]);
    else wanted.at(-1)?.push(token);
  }
  const parts = found.split(':');
  const fields = [...parts.slice(0, 5), parts.slice(5).join(':')];
  if (parts.length < 6 || wanted.length < 6) return false;
  return wanted.every((field, index) => fits(field, fields[index] ?? ''));
}

function truth(text: string | undefined): boolean | undefined {
  const lower = text?.toLowerCase();
  return lower === 'true' ? true : lower === 'false' ? false : undefined;
}

/** Bytes as one comparable text; undefined for what is not base64. */
function bytes(text: string): string | undefined {
  const whole = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
  return whole.test(text) ? Buffer.from(text, 'base64').toString('hex') : undefined;
}

function number(text: string): number | undefined {
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : undefined;
}

/** Milliseconds since 1970 (C-50). Digits alone are epoch seconds. */
function instant(text: string): number | undefined {
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  const parts = /^(\d{4})-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(\.\d+)?)?(Z|[+-]\d\d:\d\d))?)?$/.exec(
    text,
  );
  if (!parts) return undefined;
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = parts
    .slice(1, 7)
    .map((part, index) => (part === undefined ? ([0, 1, 1, 0, 0, 0][index] ?? 0) : Number(part)));
  if (month < 1 || month > 12 || day < 1 || day > 31) return undefined;
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  if (day > new Date(Date.UTC(year, month, 0)).getUTCDate()) return undefined; // no such day in that month
  const zone = /^[+-](\d\d):(\d\d)$/.exec(parts[8] ?? '');
  if (Number(zone?.[1] ?? 0) > 23 || Number(zone?.[2] ?? 0) > 59) return undefined;
  const fraction = Number(`0${parts[7] ?? ''}`);
  return Date.UTC(year, month - 1, day, hour, minute, second) + fraction * 1000 - offset(parts[8] ?? 'Z');
}

function offset(zone: string): number {
  if (zone === 'Z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4, 6));
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000;
}

/** C-55. */
function inRange(found: string, wanted: string): boolean {
  const [base = '', prefix, ...more] = wanted.split('/');
  const address = bitsOf(found);
  const network = bitsOf(base);
  if (address === undefined || network === undefined || more.length > 0) return false;
  if (address.length !== network.length) return false; // the other family
  if (prefix !== undefined && !/^\d+$/.test(prefix)) return false;
  const length = prefix === undefined ? network.length : Number(prefix);
  return length <= network.length && address.slice(0, length) === network.slice(0, length);
}

/** An address as a text of 32 or 128 zeros and ones. */
function bitsOf(text: string): string | undefined {
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(text)) {
    const octets = text.split('.').map(Number);
    return octets.every((octet) => octet <= 255) && !/(^|\.)0\d/.test(text)
      ? octets.map((octet) => octet.toString(2).padStart(8, '0')).join('')
      : undefined;
  }
  const tail = /^(.*:)(\d{1,3}(?:\.\d{1,3}){3})$/.exec(text);
  const last = tail && bitsOf(tail[2] ?? ''); // the last 32 bits written as IPv4
  if (tail && last === undefined) return undefined;
  if (tail && last) {
    const [high, low] = [last.slice(0, 16), last.slice(16)].map((bits) => parseInt(bits, 2).toString(16));
    return bitsOf(`${tail[1] ?? ''}${high}:${low}`);
  }
  const halves = text.split('::');
  if (halves.length > 2 || !text.includes(':')) return undefined;
  const groups = halves.map((half) => (half === '' ? [] : half.split(':')));
  const [left = [], right = []] = groups;
  const missing = 8 - left.length - right.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const all = [...left, ...Array.from({ length: missing }, () => '0'), ...right];
  if (!all.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) return undefined;
  return all.map((group) => parseInt(group, 16).toString(2).padStart(16, '0')).join('');
}
