/** Random numbers from a seed, the same in every browser and in Node: for the generator, and missing ids. */

import { type EntityId, type IdPrefix, newUniqueId } from '../core/model/ids.ts';

export type Random = () => number;

/** Uniform in [0, 1): sfc32 over a 128-bit hash of the seed, so two seeds do not share a state by chance. */
export function seededRandom(seed: string | number): Random {
  let [a, b, c, d] = hash128(String(seed));
  const next = () => {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + t) | 0;
    return (t >>> 0) / 4_294_967_296;
  };
  for (let round = 0; round < 12; round += 1) next();
  return next;
}

/** Returns a unique id for an entity without one: from its ARN, in AWS's form (N-03). */
export const derivedId = (prefix: IdPrefix, arn: string): EntityId => newUniqueId(prefix, seededRandom(arn));

/** Returns four 32-bit numbers from the text (mixed as in MurmurHash3's finalizer). */
function hash128(text: string): [number, number, number, number] {
  const lanes: [number, number, number, number] = [0x9e3779b9, 0x243f6a88, 0xb7e15162, 0x85a308d3];
  const factors = [0x85ebca6b, 0xc2b2ae35, 0x27d4eb2f, 0x165667b1] as const;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    for (const lane of [0, 1, 2, 3] as const) {
      lanes[lane] = Math.imul(lanes[lane] ^ unit, factors[lane]);
      lanes[lane] ^= lanes[lane] >>> (13 + lane);
    }
  }
  return lanes;
}

/** Returns capital letters and digits from the text, for ids without a prefix. */
export function derivedText(from: string, length: number): string {
  const random = seededRandom(from);
  return Array.from({ length }, () =>
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.charAt(Math.floor(random() * 32)),
  ).join('');
}
