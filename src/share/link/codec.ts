/**
 * A scenario as the fragment of a link: `#s1.<codec and length>.<payload>.<checksum>`. A fragment is never
 * sent to a server. The length (base 36) is that of the payload, so that a link that was cut off is
 * recognized. Codecs are one letter each:
 *
 * `d`: the scenario file, minified, deflated with `dictionary1`
 * `e`: one byte of length, the name of a shipped example, and the patch (patch.ts) from it to the scenario,
 * deflated with the example and `dictionary1`
 *
 * INVARIANT: codecs are FROZEN with all they need, because a link of today must open in every later version
 * (the tests have golden links). A better codec gets a new letter.
 */

import { type Err, type Result, err, ok } from '../../core/model/result.ts';
import { base64, bytesOfBase64, bytesOfText } from '../../core/api/base64.ts';
import { Inflate, deflateSync, strFromU8 } from 'fflate';
import { tooDeep, tooDeepText } from '../json/depth.ts';
import { dictionary1 } from './dictionary.ts';
import { difference, patched } from './patch.ts';
import type { Scenario } from '../scenario/format.ts';
import { readScenarioValue, scenarioFile } from '../scenario/file.ts';

const linkVersion = 1;

/** A shipped example: its frozen name (`small-company.1`), and its file as a value. */
export interface LinkBase {
  readonly name: string;
  readonly file: unknown;
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
  /** One sentence for a person. */
  readonly message: string;
  /** `needs-base`: the name of the example to decode it with. */
  readonly base?: string;
}

export type LinkResult = Result<Scenario, LinkProblem>;

/** Largest unpacked link, 8 MB of JSON. A larger one is refused before it is read. */
const maxInflated = 8 * 1024 * 1024;
const checksumLength = 7;

/** Returns the fragment with its `#`. With a `base` it holds only the difference, if that is shorter. */
export function encodeLink(scenario: Scenario, base?: LinkBase): string {
  const file = scenarioFile(scenario);
  const whole = fragmentOf('d', deflated(JSON.stringify(file), dictionary1));
  if (!base) return whole;
  const patch = difference(base.file, { ...schemaOf(base.file), ...file }) ?? {};
  const changes = fragmentOf('e', deflated(JSON.stringify(patch), dictionaryOf(base), base.name));
  return changes.length < whole.length ? changes : whole;
}

/** Returns the base's `$schema`, which no scenario has. It is no difference. */
const schemaOf = (file: unknown): object =>
  typeof file === 'object' && file !== null && '$schema' in file ? { $schema: file.$schema } : {};

/** Deflate looks back 32 kB at most, and the end of the dictionary is nearest. */
const dictionaryOf = (base: LinkBase): string => (dictionary1 + JSON.stringify(base.file)).slice(-32_000);

/** Reads the scenario of a fragment (with or without `#`). Nothing of a refused link is used. */
export function decodeLink(fragment: string, base?: LinkBase): LinkResult {
  const text = fragment.replace(/\s+/g, '').replace(/^#/, '');
  const [version = '', head = '', ...rest] = text.split('.');
  if (!/^s\d+$/.test(version)) return refuse('no-link', 'This is no link to a scenario.');
  const number = Number(version.slice(1));
  if (number !== linkVersion) {
    return refuse(
      'newer-version',
      `This link was made by another version of the page (link format ${number}; this page reads ${linkVersion}). Reload the page to get the newest.`,
    );
  }
  const codec = /^([a-z])([0-9a-z]{1,6})$/.exec(head);
  const length = codec && rest.length > 0 ? Number.parseInt(codec[2] ?? '', 36) : undefined;
  const end = length === undefined ? undefined : version.length + head.length + length + checksumLength + 3;
  if (end === undefined ? rest.length === 0 : text.length < end) {
    const of = end === undefined ? '' : ` of ${end + 1}`;
    return refuse(
      'cut-off',
      `This link is cut off after ${text.length + 1}${of} characters. Ask for it again.`,
    );
  }
  const [payload = '', checksum = ''] = rest;
  const whole = /^[\w.-]+$/.test(text) && text.length === end;
  if (!codec || !whole || checksumOf(`${version}.${head}.${payload}`) !== checksum) {
    return refuse('altered', 'This link was changed on the way: its checksum is wrong. Ask for it again.');
  }
  return content(codec[1] ?? '', payload, base);
}

function content(codec: string, payload: string, base: LinkBase | undefined): LinkResult {
  if (codec !== 'd' && codec !== 'e') {
    return refuse(
      'unknown-codec',
      `This link is packed in a way (\`${codec}\`) that this version of the page does not know. Reload the page to get the newest.`,
    );
  }
  const bytes = bytesOfBase64Url(payload);
  if (!bytes) return refuse('bad-content', 'This link holds nothing that can be unpacked.');
  if (codec === 'd') return scenarioIn(bytes, dictionary1, (value) => value);
  const [length = 0] = bytes;
  const name = strFromU8(bytes.subarray(1, 1 + length), true);
  if (base?.name !== name) {
    const message = `This link builds on the scenario \`${name}\`, which this page does not have.`;
    return err({ code: 'needs-base', message, base: name });
  }
  return scenarioIn(bytes.subarray(1 + length), dictionaryOf(base), (patch) => patched(base.file, patch));
}

/** Unpacks, parses and reads. Every failure is reported as a problem of the link. */
function scenarioIn(bytes: Uint8Array, dictionary: string, fileOf: (value: unknown) => unknown): LinkResult {
  const text = inflated(bytes, dictionary);
  if (!text.ok) return text;
  if (tooDeepText(text.value)) return refuse('oversized', 'This link holds data that is nested too deeply.');
  let file: unknown;
  try {
    file = fileOf(JSON.parse(text.value));
    if (tooDeep(file)) return refuse('oversized', 'This link holds data that is nested too deeply.');
  } catch {
    return refuse('bad-content', 'This link does not hold a scenario.');
  }
  const result = readScenarioValue(file);
  if (result.ok) return result;
  return refuse('bad-content', `This link holds a scenario that cannot be read: ${result.error.message}.`);
}

const refuse = (code: LinkProblem['code'], message: string): Err<LinkProblem> => err({ code, message });

function deflated(text: string, dictionary: string, name = ''): Uint8Array {
  const packed = deflateSync(utf8(text), { level: 9, mem: 12, dictionary: utf8(dictionary) });
  return name === '' ? packed : Uint8Array.from([name.length, ...utf8(name), ...packed]);
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Unpacks in pieces, so that a compression bomb is refused before it is in memory. */
function inflated(bytes: Uint8Array, dictionary: string): Result<string, LinkProblem> {
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
    return refuse('bad-content', 'This link cannot be unpacked.');
  }
  if (size > maxInflated) {
    return refuse(
      'oversized',
      'This link unpacks to more than 8 MB, more than any scenario needs. It was not opened.',
    );
  }
  return ended ? ok(parts.join('')) : refuse('bad-content', 'This link cannot be unpacked.');
}

function fragmentOf(codec: string, bytes: Uint8Array): string {
  const payload = base64(bytes).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
  const body = `s${linkVersion}.${codec}${payload.length.toString(36)}.${payload}`;
  return `#${body}.${checksumOf(body)}`;
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
