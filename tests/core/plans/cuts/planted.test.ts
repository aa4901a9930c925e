/** Cuts of planted accounts against all sets of changes. `COUNTS=most` asks 50 accounts instead of a few. */

import { expect, test } from 'vitest';
import { smallestCut } from '#core/plans/cuts/smallest-cut.ts';
import { runToEnd } from '#core/model/steps.ts';
import { cheapestByForce, sum } from './brute-force.ts';
import { plantedAccount } from './planted.ts';
import { countOf } from '../../../setup/counts.ts';

const accounts = countOf({ sample: 4, full: 8, most: 50 });
/** Sets of at most so many changes are tried where the search found no cut. */
const mostChanges = 5;

test('the cut of a planted account is as cheap as the cheapest of all sets, closes all ways and keeps what has to stay', () => {
  let impossible = 0;
  for (let seed = 1; seed <= accounts; seed += 1) {
    const planted = plantedAccount(seed);
    const found = runToEnd(smallestCut(planted.world, planted.source, planted.options));
    const forced = cheapestByForce(planted, found.kind === 'cut' ? found.changes.length : mostChanges);
    if (found.kind !== 'cut') {
      impossible += 1;
      expect([seed, found.kind, forced]).toEqual([seed, 'none', undefined]);
      continue;
    }
    expect([seed, sum([found.cost])]).toEqual([seed, forced && sum([forced])]);
    expect(planted.ways.filter((way) => planted.source.again(found.after, way))).toEqual([]);
    const kept = (planted.options.kept ?? []).filter((one) => one.stands(planted.world));
    expect(kept.filter((one) => !one.stands(found.after))).toEqual([]);
  }
  expect(impossible).toBeLessThan(accounts / 2);
}, 1_200_000);
