/** A goal asks whether one principal has a way. The search for one answers as the full one does, where levels begin and end. */

import { expect, test } from 'vitest';
import { WaySearch } from '#core/analysis/ways/search/way-search.ts';
import { cloneWorld } from '#core/model/world/apply.ts';
import { makeCalls } from '#learn/level/calls.ts';
import type { Level, NoWayUpCheck } from '#learn/level/format.ts';
import { WaySearches, judgeWay } from '#learn/level/judge.ts';
import type { LevelPlace } from '#learn/level/standing.ts';
import { levelCards, loadLevel } from '#learn/level/path.ts';
import { sampleOf } from '../../setup/counts.ts';
import { placeOf } from './replay.ts';

const checksOf = ({ goals, hidden }: Level): NoWayUpCheck[] =>
  [...goals, ...hidden].flatMap(({ check }) => (check.kind === 'no-way-up' ? [check] : []));

const levels = (await Promise.all(levelCards.map((card) => loadLevel(card)))).filter(
  (level) => checksOf(level).length > 0,
);

/** Returns the places where a level begins, and where its answers, right and wrong, lead. */
async function placesOf(level: Level): Promise<LevelPlace[]> {
  const answers = [level.solution, ...[...level.alternatives, ...level.wrong].map(({ calls }) => calls)];
  const start = await placeOf(level);
  return [[], ...answers].map((calls) => {
    const place = { ...start, world: cloneWorld(start.world) };
    makeCalls(place.world, calls, place);
    return place;
  });
}

/** Searches everybody's ways, then all ways of the one. */
function fullAnswer(
  { principal, to, account }: NoWayUpCheck,
  { world, env }: LevelPlace,
): boolean | undefined {
  const search = new WaySearch(world, env, { ...(to && { to }), ...(account && { account }) });
  if (search.shortest().some(({ from }) => from === principal)) return true;
  const { paths, isComplete } = search.ways(principal);
  return paths.length > 0 ? true : isComplete ? false : undefined;
}

test('levels with such goals are found', () => {
  expect(levels.length).toBeGreaterThanOrEqual(10);
});

test.each(sampleOf(levels, 4, 2))(
  'one way is found in $id exactly where the full search finds one',
  async (level) => {
    const checks = checksOf(level);
    const places = await placesOf(level);
    const asked = await Promise.all(
      places.map((place) => {
        const searches = new WaySearches(place);
        return Promise.all(
          checks.map(async (check) => {
            const { now, reached } = await judgeWay(check, searches);
            return now ? true : reached ? false : undefined;
          }),
        );
      }),
    );
    expect(asked).toEqual(places.map((place) => checks.map((check) => fullAnswer(check, place))));
    // Each level has a state with a way and one without.
    expect(new Set(asked.flat()).size).toBeGreaterThanOrEqual(2);
  },
);

test('a search that nobody wants any more is no answer', async () => {
  const [level] = levels;
  if (!level) throw new Error('expected a level');
  const ended = new Error('nobody waits');
  const place: LevelPlace = { ...(await placeOf(level)), run: () => Promise.reject(ended) };
  const searches = new WaySearches(place);
  for (const check of checksOf(level)) await expect(judgeWay(check, searches)).rejects.toBe(ended);
});
