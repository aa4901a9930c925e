/**
 * A class as the fragment of a link: `#c1.…` (share/link/packed.ts). It is never sent to a server. Codecs are one letter
 * each:
 *
 * `d`: the file of the class, minified, deflated with `classDictionary1`
 *
 * INVARIANT: codecs are FROZEN with all they need, because a link of today must open in every later version (the tests
 * have a golden link). A better codec gets a new letter.
 */

import type { Result } from '../../core/model/result.ts';
import {
  type LinkFormat,
  type LinkProblem,
  deflated,
  fragmentOf,
  packedIn,
  refuse,
  unknownCodec,
  valueIn,
} from '../../share/link/packed.ts';
import { pathText } from '../../core/model/schema/fault.ts';
import { classDictionary1 } from './dictionary.ts';
import { type ClassPlan, planFile, readPlan } from './read.ts';

const format: LinkFormat = { letter: 'c', version: 1, holds: 'class' };

/** Returns the fragment with its `#`. */
export const encodeClassLink = (plan: ClassPlan): string =>
  fragmentOf(format, 'd', deflated(JSON.stringify(planFile(plan)), classDictionary1));

/** Reads the class of a fragment (with or without `#`). Nothing of a refused link is used. */
export function decodeClassLink(fragment: string): Result<ClassPlan, LinkProblem> {
  const packed = packedIn(format, fragment);
  if (!packed.ok) return packed;
  const { codec, bytes } = packed.value;
  if (codec !== 'd') return unknownCodec(codec);
  const file = valueIn(format, bytes, classDictionary1);
  if (!file.ok) return file;
  const plan = readPlan(file.value);
  if (plan.ok) return plan;
  const { path, message } = plan.error;
  return refuse('bad-content', `This link holds a class that cannot be read: ${pathText(path)}: ${message}.`);
}
