/**
 * A scenario as the fragment of a link: `#s1.…` (packed.ts). Codecs are one letter each:
 *
 * `d`: the scenario file, minified, deflated with `dictionary1`
 * `e`: one byte of length, the name of a shipped example, and the patch (patch.ts) from it to the scenario,
 * deflated with the example and `dictionary1`
 *
 * INVARIANT: codecs are FROZEN with all they need, because a link of today must open in every later version
 * (the tests have golden links). A better codec gets a new letter.
 */

import { type Result, err } from '../../core/model/result.ts';
import { strFromU8, strToU8 } from 'fflate';
import { dictionary1 } from './dictionary.ts';
import {
  type LinkFormat,
  type LinkProblem,
  deflated,
  fragmentOf,
  packedIn,
  refuseLink,
  unknownCodec,
  valueIn,
} from './packed.ts';
import { difference, patched } from './patch.ts';
import type { Scenario } from '../scenario/format/scenario.ts';
import { readScenarioValue, scenarioFile } from '../scenario/file.ts';

export type { LinkProblem } from './packed.ts';

const format: LinkFormat = { letter: 's', version: 1, holds: 'scenario' };

/** A shipped example: its frozen name (`small-company.1`), and its file as a value. */
export interface LinkBase {
  readonly name: string;
  readonly file: unknown;
}

export type LinkResult = Result<Scenario, LinkProblem>;

/** Returns the fragment with its `#`. With a `base` it holds only the difference, if that is shorter. */
export function encodeLink(scenario: Scenario, base?: LinkBase): string {
  const file = scenarioFile(scenario);
  const whole = fragmentOf(format, 'd', deflated(JSON.stringify(file), dictionary1));
  if (!base) return whole;
  const patch = difference(base.file, { ...schemaOf(base.file), ...file }) ?? {};
  const changes = fragmentOf(
    format,
    'e',
    named(base.name, deflated(JSON.stringify(patch), dictionaryOf(base))),
  );
  return changes.length < whole.length ? changes : whole;
}

/** Returns the base's `$schema`, which no scenario has. It is no difference. */
const schemaOf = (file: unknown): object =>
  typeof file === 'object' && file !== null && '$schema' in file ? { $schema: file.$schema } : {};

/** Deflate looks back 32 kB at most, and the end of the dictionary is nearest. */
const dictionaryOf = (base: LinkBase): string => (dictionary1 + JSON.stringify(base.file)).slice(-32_000);

/** Puts the name of the example before the bytes. */
const named = (name: string, packed: Uint8Array): Uint8Array =>
  Uint8Array.from([name.length, ...strToU8(name), ...packed]);

/** Reads the scenario of a fragment (with or without `#`). Nothing of a refused link is used. */
export function decodeLink(fragment: string, base?: LinkBase): LinkResult {
  const packed = packedIn(format, fragment);
  if (!packed.ok) return packed;
  const { codec, bytes } = packed.value;
  if (codec === 'd') return scenarioIn(bytes, dictionary1, (value) => value);
  if (codec !== 'e') return unknownCodec(codec);
  const [length = 0] = bytes;
  const name = strFromU8(bytes.subarray(1, 1 + length), true);
  if (base?.name !== name) {
    const message = `This link builds on the scenario \`${name}\`, which this page does not have.`;
    return err({ code: 'needs-base', message, base: name });
  }
  return scenarioIn(bytes.subarray(1 + length), dictionaryOf(base), (patch) => patched(base.file, patch));
}

function scenarioIn(bytes: Uint8Array, dictionary: string, fileOf: (value: unknown) => unknown): LinkResult {
  const file = valueIn(format, bytes, dictionary, fileOf);
  if (!file.ok) return file;
  const result = readScenarioValue(file.value);
  if (result.ok) return result;
  return refuseLink(
    'bad-content',
    `This link holds a scenario that cannot be read: ${result.error.message}.`,
  );
}
