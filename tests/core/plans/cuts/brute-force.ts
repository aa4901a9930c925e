/**
 * Finds the cheapest cut by trying all sets of changes by their size. The engine decides which ways a set closes: a way
 * depends only on the changes that its own decisions show, so each part of a set is asked once for each way.
 */

import { worldAfterCut } from '#core/plans/cuts/applied.ts';
import { candidatesOf } from '#core/plans/cuts/candidates.ts';
import { type CutChange, type WayToCut, cutChangeId } from '#core/plans/cuts/cut.ts';
import { type Cost, compareCosts } from '#core/plans/cuts/hitting-set.ts';
import { costOfChange } from '#core/plans/cuts/cost.ts';
import type { World } from '#core/model/world/world.ts';
import { env } from '../../accounts.ts';
import type { Planted } from './planted.ts';

/** Every change that is a candidate for one of the ways and changes no kept answer by itself. */
function allCandidates({ world, ways, options }: Planted): CutChange[] {
  const account = {
    world,
    after: world,
    edited: new Map(),
    env,
    reference: options.reference,
    withControlPolicies: false,
    withWhole: false,
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

/** Remembers which changes can matter to a way, and which sets of them close it. */
class WayByForce {
  /** Positions of the changes after which its decisions are others. */
  readonly relevant: ReadonlySet<number>;
  readonly #known = new Map<string, boolean>();
  readonly #closes: (changes: readonly number[]) => boolean;

  constructor(way: WayToCut, { world, source, options }: Planted, candidates: readonly CutChange[]) {
    const after = (chosen: readonly number[]): World | undefined =>
      worldAfterCut(
        world,
        chosen.flatMap((at) => candidates[at] ?? []),
        options.reference,
      );
    const before = decisionsOf(way);
    const isOther = (at: number) => {
      const now = after([at]);
      const again = now && source.again(now, way);
      return !again || decisionsOf(again) !== before;
    };
    this.relevant = new Set(candidates.map((_, at) => at).filter(isOther));
    this.#closes = (chosen) => {
      const now = after(chosen);
      return now !== undefined && source.again(now, way) === undefined;
    };
  }

  isClosedBy(chosen: readonly number[]): boolean {
    const own = chosen.filter((at) => this.relevant.has(at));
    if (own.length === 0) return false;
    const key = own.join(' ');
    let known = this.#known.get(key);
    if (known === undefined) this.#known.set(key, (known = this.#closes(own)));
    return known;
  }
}

/** Returns who allows each call, and how often: a change that takes nothing from it leaves the text as it is. */
const decisionsOf = ({ steps }: WayToCut): string =>
  JSON.stringify(
    steps.map(({ decided }) =>
      decided.map(({ decision: { verdict, deciding } }) => [verdict, deciding.map(({ policy }) => policy)]),
    ),
  );

/** Returns the cost of the cheapest cut of at most `most` changes; `undefined` when there is none. */
export function cheapestByForce(planted: Planted, most: number): Cost | undefined {
  const { world, options } = planted;
  const candidates = allCandidates(planted);
  const administrators = new Set(options.administrators);
  const costs = candidates.map((one) => costOfChange(world, one, administrators));
  const ways = planted.ways.map((way) => new WayByForce(way, planted, candidates));
  // More changes close more, so whatever all of them leave open stays open.
  if (ways.some((way) => !way.isClosedBy([...way.relevant]))) return undefined;
  for (let size = 0; size <= most; size += 1) {
    let best: Cost | undefined;
    for (const chosen of setsClosing(ways, size)) {
      const cost = sum(chosen.map((at) => costs[at] ?? [1]));
      if (best && compareCosts(cost, best) >= 0) continue;
      const changes = chosen.flatMap((at) => candidates[at] ?? []);
      if (stays(changes, planted)) best = cost;
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

/** Yields every set of the size that closes all ways: it has a change that matters to each way that is still open. */
function* setsClosing(
  ways: readonly WayByForce[],
  size: number,
  chosen: readonly number[] = [],
  left: ReadonlySet<number> = new Set(),
): Generator<readonly number[]> {
  const open = ways.find((way) => !way.isClosedBy(chosen));
  if (!open) {
    // A larger set with the same changes costs more.
    if (chosen.length === size) yield chosen;
    return;
  }
  if (leastFor(ways, chosen, left) > size - chosen.length) return;
  const without = new Set(left);
  for (const at of open.relevant) {
    if (chosen.includes(at) || without.has(at)) continue;
    yield* setsClosing(
      ways,
      size,
      [...chosen, at].toSorted((a, b) => a - b),
      without,
    );
    // The other sets are those without it.
    without.add(at);
  }
}

/** Returns how many changes are needed at least: one for each of the open ways that have none in common. */
function leastFor(ways: readonly WayByForce[], chosen: readonly number[], left: ReadonlySet<number>): number {
  const seen = new Set<number>();
  let least = 0;
  for (const way of ways) {
    if (way.isClosedBy(chosen)) continue;
    const own = [...way.relevant].filter((at) => !left.has(at));
    if (own.length === 0) return Number.POSITIVE_INFINITY;
    if (own.some((at) => seen.has(at))) continue;
    for (const at of own) seen.add(at);
    least += 1;
  }
  return least;
}
