/** Plays levels as the tests do: with the whole reference, a clock that stands, and seeded randomness. */

import { simulatedTime } from '../../../src/core/model/records/clock.ts';
import type { Level } from '../../../src/learn/level/format.ts';
import { Played, type PlayMeans, placeOfLevel } from '../../../src/learn/level/played.ts';
import { createReference } from '../../../src/reference/reference.ts';
import { seededRandom } from '../../../src/share/random.ts';

const reference = createReference();
await Promise.all([reference.loadManagedPolicies(), reference.loadAllActions()]);
const wall = Date.UTC(2026, 10, 27, 12);

/** Returns the means by which a level is played here. */
export const means = (): PlayMeans => ({
  staging: {
    random: seededRandom(3),
    policiesOf: (arns) => Promise.resolve(arns.flatMap((arn) => reference.managedPolicy(arn) ?? [])),
  },
  envOf: (world) => ({
    now: simulatedTime(world, wall),
    wallNow: wall,
    random: seededRandom(7),
    reference,
  }),
});

/** Returns the world in which a level begins, to judge single goals in it. */
export const placeOf = (level: Pick<Level, 'id' | 'scenario'>) => placeOfLevel(level, means());

export const begin = (level: Level): Promise<Played> => Played.begin(level, means());
