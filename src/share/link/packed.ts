/**
 * JSON as the fragment of a link: `#<letter and version>.<codec and length>.<payload>.<checksum>`. A fragment is never
 * sent to a server. The length (base 36) is that of the payload, so that a link that was cut off is recognized.
 *
 * INVARIANT: FROZEN, because a link of today must open in every later version (the tests have golden links).
 */

import { type Err, type Result, err, ok } from '../../core/model/result.ts';
import { base64, bytesOfBase64, bytesOfText } from '../../core/api/base64.ts';
import { Inflate, deflateSync } from 'fflate';
import { tooDeep, tooDeepText } from '../json/depth.ts';

/** A kind of link: `#s1.…` holds a scenario. */
export interface LinkFormat {
  readonly letter: string;
  readonly version: number;
  /** A noun for messages: `scenario`. */
  readonly holds: string;
}

export const linkProblems = [
  'no-link',
  'cut-off',
  'altered',
  'newer-version',
  'unknown-codec',
  'oversized',
  'needs-base',
  'bad-content',
] as const;
export interface LinkProblem {
  readonly code: (typeof linkProblems)[number];
  readonly message: string;
  /** `needs-base`: the name of the example to decode it with. */
  readonly base?: string;
}

/** Largest unpacked link, 8 MB of JSON. A larger one is refused before it is read. */
const maxInflated = 8 * 1024 * 1024;
const checksumLength = 7;

/** Returns the fragment with its `#`. */
export function fragmentOf({ letter, version }: LinkFormat, codec: string, bytes: Uint8Array): string {
  const payload = base64(bytes).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
  const body = `${letter}${version}.${codec}${payload.length.toString(36)}.${payload}`;
  return `#${body}.${checksumOf(body)}`;
}

/** Takes the payload out of a fragment (with or without `#`) that is whole and unchanged. */
export function packedIn(
  { letter, version: known, holds }: LinkFormat,
  fragment: string,
): Result<{ readonly codec: string; readonly bytes: Uint8Array }, LinkProblem> {
  const text = fragment.replace(/\s+/g, '').replace(/^#/, '');
  const [version = '', head = '', ...rest] = text.split('.');
  if (!version.startsWith(letter) || !/^.\d+$/.test(version))
    return refuseLink('no-link', `This is no link to a ${holds}.`);
  const number = Number(version.slice(1));
  if (number !== known) {
    return refuseLink(
      'newer-version',
      `This link was made by another version of the page (link format ${number}; this page reads ${known}). Reload the page to get the newest.`,
    );
  }
  const codec = /^([a-z])([0-9a-z]{1,6})$/.exec(head);
  const length = codec && rest.length > 0 ? Number.parseInt(codec[2] ?? '', 36) : undefined;
  const end = length === undefined ? undefined : version.length + head.length + length + checksumLength + 3;
  if (end === undefined ? rest.length === 0 : text.length < end) {
    const of = end === undefined ? '' : ` of ${end + 1}`;
    return refuseLink(
      'cut-off',
      `This link is cut off after ${text.length + 1}${of} characters. Ask for it again.`,
    );
  }
  const [payload = '', checksum = ''] = rest;
  const whole = /^[\w.-]+$/.test(text) && text.length === end;
  if (!codec || !whole || checksumOf(`${version}.${head}.${payload}`) !== checksum) {
    return refuseLink(
      'altered',
      'This link was changed on the way: its checksum is wrong. Ask for it again.',
    );
  }
  const bytes = bytesOfBase64Url(payload);
  return bytes
    ? ok({ codec: codec[1] ?? '', bytes })
    : refuseLink('bad-content', 'This link holds nothing that can be unpacked.');
}

export const refuseLink = (code: LinkProblem['code'], message: string): Err<LinkProblem> =>
  err({ code, message });

export const unknownCodec = (codec: string): Err<LinkProblem> =>
  refuseLink(
    'unknown-codec',
    `This link is packed in a way (\`${codec}\`) that this version of the page does not know. Reload the page to get the newest.`,
  );

export const deflated = (text: string, dictionary: string): Uint8Array =>
  deflateSync(utf8(text), { level: 9, mem: 12, dictionary: utf8(dictionary) });

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Unpacks and parses. `fileOf` makes the file of what was parsed, and may throw. */
export function valueIn(
  { holds }: LinkFormat,
  bytes: Uint8Array,
  dictionary: string,
  fileOf: (value: unknown) => unknown = (value) => value,
): Result<unknown, LinkProblem> {
  const text = inflated(bytes, dictionary, holds);
  if (!text.ok) return text;
  if (tooDeepText(text.value))
    return refuseLink('oversized', 'This link holds data that is nested too deeply.');
  let file: unknown;
  try {
    file = fileOf(JSON.parse(text.value));
  } catch {
    return refuseLink('bad-content', `This link does not hold a ${holds}.`);
  }
  return tooDeep(file)
    ? refuseLink('oversized', 'This link holds data that is nested too deeply.')
    : ok(file);
}

/** Unpacks in pieces, so that a compression bomb is refused before it is in memory. */
export function inflated(bytes: Uint8Array, dictionary: string, holds: string): Result<string, LinkProblem> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const parts: string[] = [];
  let size = 0;
  let ended = false;
  try {
    const inflate = new Inflate({ dictionary: utf8(dictionary) }, (chunk, final) => {
      size += chunk.length;
      if (size <= maxInflated) parts.push(decoder.decode(chunk, { stream: !final }));
      ended ||= final;
    });
    const step = 1024;
    for (let at = 0; at < bytes.length && size <= maxInflated; at += step) {
      inflate.push(bytes.subarray(at, at + step), at + step >= bytes.length);
    }
  } catch {
    return refuseLink('bad-content', 'This link cannot be unpacked.');
  }
  if (size > maxInflated) {
    return refuseLink(
      'oversized',
      `This link unpacks to more than 8 MB, more than any ${holds} needs. It was not opened.`,
    );
  }
  return ended ? ok(parts.join('')) : refuseLink('bad-content', 'This link cannot be unpacked.');
}

function bytesOfBase64Url(text: string): Uint8Array | undefined {
  if (!/^[\w-]*$/.test(text)) return undefined;
  const plain = text.replace(/-/g, '+').replace(/_/g, '/');
  return bytesOfBase64(plain.padEnd(Math.ceil(plain.length / 4) * 4, '='));
}

/** Returns the CRC-32 of the text, base 36 in seven digits. It finds accidents; it is no signature. */
function checksumOf(text: string): string {
  let crc = 0xffffffff;
  for (const byte of bytesOfText(text)) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return ((crc ^ 0xffffffff) >>> 0).toString(36).padStart(checksumLength, '0');
}
