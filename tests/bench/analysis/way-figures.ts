/** The shortest way to administrator of everybody in a full-quota account, the ways of one principal, and their cut. */

import { foundWays } from '#core/plans/cuts/found-ways.ts';
import { smallestCut } from '#core/plans/cuts/smallest-cut.ts';
import { WaySearch } from '#core/analysis/ways/search/way-search.ts';
import type { World } from '#core/model/world/world.ts';
import { runToEnd } from '#core/model/steps.ts';
import type { Form } from '../form.ts';
import type { Figures } from '../measurement.ts';
import { median, medianMilliseconds } from '../median.ts';

const env = { now: Date.parse('2026-03-01T12:00:00Z') };

export function wayFigures(world: World, form: Form): Figures {
  const users = [...world.users.values()].filter((_, at) => at % 100 === 0);
  const known = new WaySearch(world, env);
  const paths = known.shortest();
  // Whoever makes itself stronger has the most ways to close.
  const near = paths.filter(({ steps }) => steps.length === 1).slice(0, 2);
  const far = paths.filter(({ steps }) => steps.length > 3).slice(0, 3);
  return {
    'full quota: the shortest way of every principal, ms': medianMilliseconds(form.turns(3), () =>
      new WaySearch(world, env).shortest(),
    ),
    'full quota: longest step of the search of ways, ms': median(
      Array.from({ length: form.turns(5) }, () => longestStep(new WaySearch(world, env).shortestInSteps())),
    ),
    'full quota: ways of one principal, ms': median(
      users.map(({ arn }) => medianMilliseconds(1, () => known.all(arn))),
    ),
    'full quota: a cut of one principal, ms': median(
      [...near, ...far].map(({ from }) =>
        medianMilliseconds(1, () =>
          runToEnd(smallestCut(world, foundWays(world, { from: [from] }, env), { env })),
        ),
      ),
    ),
  };
}

/** Returns the milliseconds of processor time of the longest step; a wait for another process is none of it. */
function longestStep(steps: Iterator<unknown>): number {
  for (let longest = 0; ;) {
    const before = process.cpuUsage();
    const { done } = steps.next();
    const { user, system } = process.cpuUsage(before);
    longest = Math.max(longest, (user + system) / 1000);
    if (done === true) return longest;
  }
}
