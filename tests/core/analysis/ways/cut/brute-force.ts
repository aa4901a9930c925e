/** Finds the cheapest cut by trying all sets of changes by their size. The engine decides each. */

import { worldAfterCut } from '../../../../../src/core/analysis/ways/cut/applied.ts';
import { candidatesOf } from '../../../../../src/core/analysis/ways/cut/candidates.ts';
import { type CutChange, cutChangeId } from '../../../../../src/core/analysis/ways/cut/change.ts';
import { type Cost, compareCosts } from '../../../../../src/core/analysis/ways/cut/hitting-set.ts';
import { costOfChange } from '../../../../../src/core/analysis/ways/cut/touched.ts';
import { env } from '../../../accounts.ts';
import type { Planted } from './planted.ts';

/** Every change that is a candidate for one of the ways and changes no kept answer by itself. */
export function allCandidates({ world, ways, options }: Planted): CutChange[] {
  const account = {
    world,
    after: world,
    edited: new Map(),
    env,
    reference: options.reference,
    withControlPolicies: false,
    administrators: new Set(options.administrators),
  };
  const all = ways.flatMap((way) => candidatesOf(account, way));
  const distinct = [...new Map(all.map((one) => [cutChangeId(one), one])).values()];
  return distinct.filter((one) => stays([one], { world, options }));
}

function stays(
  changes: readonly CutChange[],
  { world, options }: Pick<Planted, 'world' | 'options'>,
): boolean {
  const after = worldAfterCut(world, changes, options.reference);
  const kept = (options.kept ?? []).filter((one) => one.stands(world));
  return after !== undefined && kept.every((one) => one.stands(after));
}

/** Returns the cost of the cheapest cut of at most `most` changes; `undefined` when there is none. */
export function cheapestByForce(planted: Planted, most: number): Cost | undefined {
  const { world, options, source } = planted;
  const candidates = allCandidates(planted);
  const administrators = new Set(options.administrators);
  const costs = candidates.map((one) => costOfChange(world, one, administrators));
  // The way that led on last is asked first.
  const ways = [...planted.ways];
  const closes = (changes: readonly CutChange[]): boolean => {
    const after = worldAfterCut(world, changes, options.reference);
    if (!after) return false;
    const at = ways.findIndex((way) => source.again(after, way));
    if (at < 0) return true;
    ways.unshift(...ways.splice(at, 1));
    return false;
  };
  for (let size = 0; size <= most; size += 1) {
    let best: Cost | undefined;
    for (const chosen of subsets(candidates.length, size)) {
      const cost = sum(chosen.map((at) => costs[at] ?? [1]));
      if (best && compareCosts(cost, best) >= 0) continue;
      const changes = chosen.flatMap((at) => candidates[at] ?? []);
      if (closes(changes) && stays(changes, planted)) best = cost;
    }
    if (best) return best;
  }
  return undefined;
}

export const sum = (costs: readonly Cost[]): Cost => {
  const total = [0, 0, 0, 0, 0];
  for (const cost of costs) cost.forEach((one, at) => (total[at] = (total[at] ?? 0) + one));
  return total;
};

function* subsets(count: number, size: number, from = 0): Generator<readonly number[]> {
  if (size === 0) {
    yield [];
    return;
  }
  for (let at = from; at <= count - size; at += 1)
    for (const rest of subsets(count, size - 1, at + 1)) yield [at, ...rest];
}
