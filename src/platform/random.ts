/**
 * Randomness for `env.random`: a small seeded generator (sfc32), seeded once per session from the browser.
 * Ids of the simulation need no cryptography, but they must be repeatable from a seed.
 */

export type Seed = readonly [number, number, number, number];

export const newSeed = (): Seed => {
  const [a = 0, b = 0, c = 0, d = 0] = crypto.getRandomValues(new Uint32Array(4));
  return [a, b, c, d];
};

/** Returns a source of numbers in [0, 1); the same seed gives the same numbers. */
export function randomFromSeed(seed: Seed): () => number {
  let [a, b, c, d] = seed;
  const next = () => {
    const sum = (a + b + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return (sum >>> 0) / 2 ** 32;
  };
  for (let round = 0; round < 12; round += 1) next();
  return next;
}

/** Returns an id that no other tab makes. Plain http lacks `crypto.randomUUID` but has getRandomValues. */
export const newToken = (): string =>
  [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
