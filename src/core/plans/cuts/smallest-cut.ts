/**
 * Finds the fewest changes that close ways, while answers that have to stay do. Exact, without listing all ways: the
 * cheapest changes for the ways that are known are tried, and whatever way leads on afterwards is learnt from. Each way
 * says which changes take something from it, and one of them has to be made; so the first set without a way left is the
 * smallest.
 */

import type { World } from '../../model/world/world.ts';
import { worldAfterCut } from './applied.ts';
import { candidatesOf } from './candidates.ts';
import {
  type Against,
  type CutChange,
  type CutOptions,
  type KeptAnswer,
  type SmallestCut,
  type WayToCut,
  type WaysToCut,
  cutChangeId,
} from './cut.ts';
import { editedPolicies } from './edited.ts';
import { type Cost, cheapestHittingSet, compareCosts } from './hitting-set.ts';
import { costOfChange } from './cost.ts';
import type { Steps } from '../../model/steps.ts';

type Cut<W extends WayToCut> = Extract<SmallestCut<W>, { readonly kind: 'cut' }>;

/** Steps for changes that are sure, once others are known. */
const stepsForSure = 600;

/** Works in short steps. Yields how many ways are known. */
export function* smallestCut<W extends WayToCut>(
  world: World,
  ways: WaysToCut<W>,
  options: CutOptions,
): Steps<SmallestCut<W>> {
  return yield* new CutSearch(world, ways, options).run({ chosen: [], refused: [] });
}

interface Known<W> {
  readonly way: W;
  readonly list: readonly string[];
}

interface Hitting {
  readonly ids: readonly string[];
  readonly cost: Cost;
  readonly isCheapest: boolean;
}

interface Choices {
  readonly chosen: readonly string[];
  readonly refused: readonly string[];
}

const mostOthers = 24;

class CutSearch<W extends WayToCut> {
  readonly #world: World;
  readonly #ways: WaysToCut<W>;
  readonly #options: CutOptions;
  readonly #kept: readonly KeptAnswer[];
  readonly #administrators: ReadonlySet<string>;
  readonly #changes = new Map<string, CutChange>();
  readonly #costs = new Map<string, Cost>();
  readonly #against = new Map<string, Against | undefined>();
  readonly #never: { readonly ids: readonly string[]; readonly kept?: KeptAnswer }[] = [];
  readonly #known: Known<W>[] = [];
  #isSmallest = true;
  #last: readonly string[] = [];
  #choices: Choices = { chosen: [], refused: [] };
  /** Runs while ways after some changes are searched; what is known of them counts when the steps are over. */
  #trying: { readonly after: World; readonly changes: readonly CutChange[]; readonly ways: W[] } | undefined;
  /** Narrow changes after which the search could not look at everything. */
  readonly #vague = new Set<string>();

  constructor(world: World, ways: WaysToCut<W>, options: CutOptions) {
    this.#world = world;
    this.#ways = ways;
    this.#options = options;
    this.#kept = (options.kept ?? []).filter((one) => one.stands(world));
    this.#administrators = new Set(options.administrators);
  }

  /** All that was learnt before, with other choices, still counts. */
  *run(choices: Choices): Steps<SmallestCut<W>> {
    this.#choices = choices;
    this.#isSmallest = true;
    this.#last = [];
    this.#trying = undefined;
    let left = this.#options.mostSteps ?? Infinity;
    let vague: Cut<W> | undefined;
    for (;;) {
      const steps = this.#search();
      let step = steps.next();
      for (; !step.done && left > 0 && !this.#mustEnd; left -= 1) {
        yield step.value;
        step = steps.next();
      }
      const found = step.done ? step.value : vague ? undefined : yield* this.#untilNow();
      if (found?.kind === 'cut' && (found.isSure || !this.#options.wantsSure))
        return vague ? { ...found, isSmallest: false } : found;
      if (!vague && (found?.kind !== 'cut' || !step.done)) return found ?? this.#unfinished(true);
      if (!vague && found?.kind === 'cut') [vague, left] = [found, Math.min(left, stepsForSure)];
      if (vague && (found?.kind !== 'cut' || !this.#widen(found))) {
        this.#vague.clear();
        return vague;
      }
    }
  }

  get #mustEnd(): boolean {
    return this.#options.mustEnd?.() ?? false;
  }

  /** Returns the first set after which the search finds no way. */
  *#search(): Steps<SmallestCut<W>> {
    for (;;) {
      yield this.#known.length;
      if (this.#options.isOver?.()) this.#isSmallest = false;
      const cut = yield* this.#hitting();
      if (cut === 'unknown') return this.#unfinished(false);
      if (!cut) return this.#none();
      const after = yield* this.#allowed(cut.ids);
      if (!after) continue;
      yield this.#known.length;
      const changes = this.#changesOf(cut.ids);
      const leading = yield* this.#leading(after, changes);
      if (leading.length === 0) {
        if (!(yield* this.#isPossible(cut.ids))) continue;
        return this.#offer(cut, after, this.#ways.isSure?.() ?? true);
      }
      this.#last = cut.ids;
      for (const way of leading) {
        const stuck = this.#learn(way, after, changes);
        if (stuck) return stuck;
        yield this.#known.length;
      }
    }
  }

  /** Returns a set that closes the ways that are known. Nobody looked for others after it. */
  *#untilNow(): Steps<SmallestCut<W>> {
    this.#isSmallest = false;
    const { after: tried, changes = [], ways = [] } = this.#trying ?? {};
    for (const way of tried ? [...ways, ...(this.#ways.soFar?.() ?? [])] : []) {
      const stuck = tried && this.#learn(way, tried, changes);
      if (stuck) return stuck;
      yield this.#known.length;
    }
    while (this.#known.length > 0) {
      const cut = yield* this.#hitting();
      if (!cut || cut === 'unknown') break;
      const after = yield* this.#allowed(cut.ids);
      if (after && (yield* this.#isPossible(cut.ids))) return this.#offer(cut, after, false);
    }
    return this.#unfinished(true);
  }

  #unfinished(isOver: boolean): SmallestCut<W> {
    return { kind: 'unfinished', isOver, ways: this.#known.map(({ way }) => way) };
  }

  #offer(cut: Hitting, after: World, isSure: boolean): Cut<W> {
    const choices = this.#choices;
    return {
      ...{ kind: 'cut', after, isSure, cost: cut.cost, changes: this.#changesOf(cut.ids) },
      ways: this.#known.map(({ way }) => way),
      isSmallest: isSure && this.#isSmallest && cut.isCheapest,
      others: (change) => this.#others(cut.ids, change),
      instead: (change, by) => this.run(chosenInstead(choices, cutChangeId(change), cutChangeId(by))),
    };
  }

  /** Leaves out the changes that name one resource. Returns false where there are none, or the time is over. */
  #widen({ changes }: Cut<W>): boolean {
    const narrow = changes
      .filter((change) => 'resource' in change && change.resource !== '*')
      .map(cutChangeId)
      .filter((id) => !this.#choices.chosen.includes(id));
    for (const id of narrow) this.#vague.add(id);
    this.#last = [];
    return narrow.length > 0 && this.#isSmallest;
  }

  *#others(ids: readonly string[], change: CutChange): Steps<readonly CutChange[]> {
    const own = cutChangeId(change);
    const rest = ids.filter((id) => id !== own);
    const needing = this.#known.filter(({ list }) => !rest.some((id) => list.includes(id)));
    const [first] = needing;
    const costOf = (id: string): Cost => this.#costs.get(id) ?? [1];
    const able = (first?.list ?? [])
      .filter((id) => id !== own && needing.every(({ list }) => list.includes(id)))
      .sort((a, b) => compareCosts(costOf(a), costOf(b)) || (a < b ? -1 : 1));
    const others: CutChange[] = [];
    for (const id of able.slice(0, mostOthers)) {
      yield this.#known.length;
      const after = this.#after([...rest, id]);
      if (!after || this.#kept.some((one) => !one.stands(after))) continue;
      if ((yield* this.#knownIn(after)).length > 0) continue;
      if (yield* this.#isMade([id])) others.push(...this.#changesOf([id]));
    }
    return others;
  }

  /** When the time is over, changes are only added: so it ends, because there are only so many. */
  *#hitting(): Steps<Hitting | 'unknown' | undefined> {
    if (!this.#isSmallest && this.#last.length > 0) {
      const found = yield* this.#cheapest(this.#last);
      if (found && found !== 'unknown') return found;
      this.#last = [];
    }
    return yield* this.#cheapest([]);
  }

  *#cheapest(fixed: readonly string[]): Steps<Hitting | 'unknown' | undefined> {
    const { chosen, refused } = this.#choices;
    const vague = [...this.#vague].filter((id) => !chosen.includes(id));
    const lists = [...[...chosen, ...fixed].map((id) => [id]), ...this.#known.map(({ list }) => list)];
    const steps = cheapestHittingSet({
      lists,
      never: [...this.#never.map(({ ids }) => ids), ...[...refused, ...vague].map((id) => [id])],
      costOf: (id) => this.#costs.get(id) ?? [1],
      isOver: () => !this.#isSmallest || this.#options.isOver?.() === true,
    });
    let step = steps.next();
    for (; !step.done; step = steps.next()) yield this.#known.length;
    const found = step.value;
    if (!found || found === 'unknown') return found;
    return { ids: found.members, cost: found.cost, isCheapest: found.isCheapest };
  }

  /** Returns the world after a set that may be made, or rules out the smallest part of it that may not. */
  *#allowed(ids: readonly string[]): Steps<World | undefined> {
    const after = this.#after(ids);
    if (!after) {
      yield* this.#ruleOut(ids, (part) => this.#after(part) === undefined);
      return undefined;
    }
    const broken = this.#kept.find((one) => !one.stands(after));
    if (!broken) return after;
    const breaks = (part: readonly string[]): boolean => {
      const without = this.#after(part);
      return without !== undefined && !broken.stands(without);
    };
    yield* this.#ruleOut(ids, breaks, broken);
    return undefined;
  }

  *#isPossible(ids: readonly string[]): Steps<boolean> {
    if (yield* this.#isMade(ids)) return true;
    yield* this.#ruleOut(ids, (part) => this.#isRefused(part));
    return false;
  }

  *#isRefused(ids: readonly string[]): Steps<boolean> {
    return !(yield* this.#isMade(ids));
  }

  *#isMade(ids: readonly string[]): Steps<boolean> {
    if (!this.#options.isPossible) return true;
    const steps = this.#options.isPossible(this.#changesOf(ids));
    for (;;) {
      const step = steps.next();
      if (step.done) return step.value;
      yield this.#known.length;
    }
  }

  /** Drops one change after the other, for as long as the rest is refused. */
  *#ruleOut(
    ids: readonly string[],
    isRefused: (part: readonly string[]) => boolean | Steps<boolean>,
    kept?: KeptAnswer,
  ): Steps {
    let least = ids;
    for (const id of ids) {
      yield this.#known.length;
      const fewer = least.filter((one) => one !== id);
      const refused = isRefused(fewer);
      if (typeof refused === 'boolean' ? refused : yield* refused) least = fewer;
    }
    this.#never.push({ ids: least, ...(kept && { kept }) });
    this.#last = this.#last.filter((id) => !least.includes(id));
  }

  #changesOf(ids: readonly string[]): CutChange[] {
    return ids.flatMap((id) => this.#changes.get(id) ?? []);
  }

  #after(ids: readonly string[]): World | undefined {
    return worldAfterCut(this.#world, this.#changesOf(ids), this.#options.reference);
  }

  /** Known ways are asked first, because a search takes longer. */
  *#leading(after: World, changes: readonly CutChange[]): Steps<readonly W[]> {
    const again = yield* this.#knownIn(after);
    if (again.length > 0) return again;
    const found: W[] = [];
    this.#trying = { after, changes, ways: found };
    for (const way of this.#ways.search(after)) {
      if (way) found.push(way);
      else yield this.#known.length;
    }
    this.#trying = undefined;
    return found;
  }

  *#knownIn(world: World): Steps<readonly W[]> {
    const again: W[] = [];
    for (const [at, { way }] of this.#known.entries()) {
      const still = this.#ways.again(world, way);
      if (still) again.push(still);
      if (at % 8 === 7) yield this.#known.length;
    }
    return again;
  }

  /** Returns the end of the search when the way cannot be closed. */
  #learn(way: W, after: World, changes: readonly CutChange[]): SmallestCut<W> | undefined {
    const { env, reference, withControlPolicies = false, withWhole = false } = this.#options;
    const edited = editedPolicies(this.#world, changes, reference) ?? new Map();
    const administrators = this.#administrators;
    const account = {
      world: this.#world,
      after,
      edited,
      env,
      reference,
      withControlPolicies,
      withWhole,
      administrators,
    };
    const chosen = new Set(changes.map(cutChangeId));
    const against: Against[] = [];
    const list = new Set<string>();
    for (const change of candidatesOf(account, way)) {
      const id = cutChangeId(change);
      if (chosen.has(id) || list.has(id)) continue;
      const reason = this.#reasonAgainst(id, change);
      if (reason) against.push(reason);
      else list.add(id);
    }
    if (list.size === 0) return { kind: 'none', way, against: distinct(against) };
    this.#known.push({ way, list: [...list] });
    return undefined;
  }

  #reasonAgainst(id: string, change: CutChange): Against | undefined {
    if (this.#changes.has(id)) return this.#against.get(id);
    this.#changes.set(id, change);
    this.#costs.set(id, costOfChange(this.#world, change, this.#administrators, this.#options.withWhole));
    const after = this.#after([id]);
    const kept = after && this.#kept.find((one) => !one.stands(after));
    const reason = after && !kept ? undefined : { change, ...(kept && { kept }) };
    this.#against.set(id, reason);
    return reason;
  }

  /** The way that was learnt last is the one for which nothing is left beside the others. */
  #none(): SmallestCut<W> {
    const last = this.#known.at(-1);
    if (!last) return this.#unfinished(false);
    const own = new Set(last.list);
    const against = this.#never
      .filter(({ ids }) => ids.some((id) => own.has(id)))
      .flatMap(({ ids, kept }) =>
        ids
          .filter((id) => own.has(id))
          .flatMap((id): Against[] => {
            const change = this.#changes.get(id);
            return change ? [{ change, ...(kept && { kept }) }] : [];
          }),
      );
    return { kind: 'none', way: last.way, against: distinct(against) };
  }
}

/** A choice of before that is replaced counts no more. */
const chosenInstead = ({ chosen, refused }: Choices, change: string, by: string): Choices => ({
  chosen: [...chosen.filter((id) => id !== change), by],
  refused: [...refused.filter((id) => id !== by), change],
});

const distinct = (against: readonly Against[]): readonly Against[] => [
  ...new Map(against.map((one) => [`${cutChangeId(one.change)} ${one.kept?.text}`, one])).values(),
];
