/** Plays levels as the tests do: with the whole reference, a clock that stands, and seeded randomness. */

import { simulatedTime } from '#core/model/records/clock.ts';
import type { Level, LevelCall } from '#learn/level/format.ts';
import { PlayedLevel, type PlayMeans, placeOfLevel } from '#learn/level/played.ts';
import { createReference } from '#reference/reference.ts';
import { seededRandom } from '#share/random.ts';

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

export const begin = (level: Level): Promise<PlayedLevel> => PlayedLevel.begin(level, means());

/** Returns the ids of visible goals that were reached on the way and were open again later. */
export async function lostOnTheWay(played: PlayedLevel, calls: readonly LevelCall[]): Promise<string[]> {
  const lost = new Set<string>();
  const reached = new Set<string>();
  for (let done = 0; done <= calls.length; done += 1) {
    const { goals } = await played.after(calls.slice(0, done));
    for (const { goal, reached: is } of goals) {
      if (is) reached.add(goal.id);
      else if (reached.has(goal.id)) lost.add(goal.id);
    }
  }
  return [...lost];
}

/** Returns whether the question of a prediction is allowed in its world: it is judged as the level's only goal. */
export async function predicted(level: Level, at: number): Promise<boolean> {
  const prediction = level.predictions[at];
  if (!prediction) throw new Error(`no prediction ${at}`);
  const { question, text, after: calls = [] } = prediction;
  const goals = [{ id: 'asked', text, check: { kind: 'answer', question, wanted: 'allowed' } as const }];
  return (await (await begin({ ...level, goals, hidden: [] })).after(calls)).solved;
}
