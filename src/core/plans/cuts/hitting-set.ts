/** Finds the cheapest set with a member of every list by branch and bound, exact up to a number of sets. */

import type { Steps } from '../../model/steps.ts';

/** Compared from the left; costs add up member by member, and the first number is never below 1. */
export type Cost = readonly number[];

export interface HittingProblem {
  /** The set must have a member of each. */
  readonly lists: readonly (readonly string[])[];
  /** No set may have all members of one of these. */
  readonly never: readonly (readonly string[])[];
  readonly costOf: (member: string) => Cost;
  /** Returns true when the best that is known by then has to do. */
  readonly isOver?: () => boolean;
}

export interface HittingSet {
  readonly members: readonly string[];
  readonly cost: Cost;
  readonly isCheapest: boolean;
}

/** Works in short steps. Returns `undefined` when it is certain that no set does it. */
export function* cheapestHittingSet({
  lists,
  never,
  costOf,
  isOver = () => false,
}: HittingProblem): Steps<HittingSet | 'unknown' | undefined> {
  const members: string[] = [];
  let cost: Cost = [];
  let isCheapest = true;
  const known = new Map<string, Cost>();
  const remembered = (member: string): Cost => {
    let own = known.get(member);
    if (!own) known.set(member, (own = costOf(member)));
    return own;
  };
  for (const part of partsOf(reduced(lists, never, remembered), never)) {
    const found = yield* new Search(part, remembered, isOver).run();
    if (!found || found === 'unknown') return found;
    members.push(...found.members);
    cost = plus(cost, found.cost);
    isCheapest &&= found.isCheapest;
  }
  return { members: members.sort(), cost, isCheapest };
}

export function compareCosts(a: Cost, b: Cost): number {
  for (let at = 0; at < Math.max(a.length, b.length); at += 1) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

const plus = (a: Cost, b: Cost): Cost =>
  Array.from({ length: Math.max(a.length, b.length) }, (_, at) => (a[at] ?? 0) + (b[at] ?? 0));

type Lists = readonly ReadonlySet<string>[];

interface Part {
  readonly lists: Lists;
  readonly never: readonly (readonly string[])[];
}

const orderBy =
  (costOf: HittingProblem['costOf']) =>
  (a: string, b: string): number =>
    compareCosts(costOf(a), costOf(b)) || (a < b ? -1 : 1);

/** Leaves out lists and members that decide nothing; one often makes another needless. */
function reduced(
  all: HittingProblem['lists'],
  never: HittingProblem['never'],
  costOf: HittingProblem['costOf'],
): Lists {
  let lists: Lists = withoutWider(all.map((list) => new Set(list)));
  const tied = new Set(never.flat());
  for (;;) {
    const useful = usefulIn(lists, tied, orderBy(costOf));
    const fewer = lists.map((list) => new Set([...list].filter((member) => useful.has(member))));
    if (fewer.every(({ size }, at) => size === lists[at]?.size)) return lists;
    lists = withoutWider(fewer);
  }
}

/** Leaves out members where a cheaper one, which may always be chosen, is in all of their lists. */
function usefulIn(
  lists: Lists,
  tied: ReadonlySet<string>,
  byCost: (a: string, b: string) => number,
): ReadonlySet<string> {
  const inLists = new Map<string, Set<number>>();
  lists.forEach((list, at) => {
    for (const member of list) inLists.set(member, (inLists.get(member) ?? new Set()).add(at));
  });
  const useful = new Set(inLists.keys());
  for (const [member, own] of inLists) {
    const [at = 0] = own;
    for (const other of lists[at] ?? []) {
      if (other === member || !useful.has(other) || tied.has(other)) continue;
      if (byCost(other, member) < 0 && isWithin(own, inLists.get(other) ?? new Set())) {
        useful.delete(member);
        break;
      }
    }
  }
  return useful;
}

/** Joins lists that share a member, or whose members must not come together. */
function partsOf(lists: Lists, all: HittingProblem['never']): Part[] {
  const members = new Set(lists.flatMap((list) => [...list]));
  const never = all.filter((one) => one.every((member) => members.has(member)));
  const parents = new Map<string, string>();
  const rootOf = (member: string): string => {
    let root = member;
    for (let up = parents.get(root); up !== undefined; up = parents.get(root)) root = up;
    return root;
  };
  for (const group of [...lists, ...never]) {
    const [first = '', ...others] = group;
    for (const member of others) {
      const [a, b] = [rootOf(first), rootOf(member)];
      if (a !== b) parents.set(b, a);
    }
  }
  const parts = new Map<string, { lists: ReadonlySet<string>[]; never: (readonly string[])[] }>();
  for (const list of lists) {
    const [first = ''] = list;
    const root = rootOf(first);
    const part = parts.get(root) ?? { lists: [], never: [] };
    parts.set(root, part);
    part.lists.push(list);
  }
  for (const one of never) parts.get(rootOf(one[0] ?? ''))?.never.push(one);
  return [...parts.values()];
}

/** A list that has all members of another is hit whenever the other is. */
function withoutWider(lists: readonly ReadonlySet<string>[]): ReadonlySet<string>[] {
  const kept: ReadonlySet<string>[] = [];
  for (const list of [...lists].sort((a, b) => a.size - b.size))
    if (!kept.some((one) => isWithin(one, list))) kept.push(list);
  return kept;
}

const isWithin = <T>(part: ReadonlySet<T>, whole: ReadonlySet<T>): boolean =>
  part.size <= whole.size && [...part].every((one) => whole.has(one));

const stride = 100;

/** Sets that are looked at for one part, where one is known. */
const mostLooked = 20_000;

/** The same where none is known yet. */
const mostWithoutAny = 200_000;

class Search {
  readonly #lists: readonly (readonly string[])[];
  readonly #never: Part['never'];
  readonly #costOf: HittingProblem['costOf'];
  readonly #isOver: () => boolean;
  readonly #chosen = new Set<string>();
  readonly #left = new Set<string>();
  #best: { readonly members: readonly string[]; readonly cost: Cost } | undefined;
  #isWhole = true;
  #looked = 0;

  constructor({ lists, never }: Part, costOf: HittingProblem['costOf'], isOver: () => boolean) {
    this.#costOf = costOf;
    this.#never = never;
    this.#isOver = isOver;
    this.#lists = lists.map((list) => [...list].sort(orderBy(costOf)));
  }

  *run(): Steps<HittingSet | 'unknown' | undefined> {
    this.#best = this.#greedy();
    yield* this.#branch([]);
    if (this.#best) return { ...this.#best, isCheapest: this.#isWhole };
    return this.#isWhole ? undefined : 'unknown';
  }

  /** Takes whatever is in most lists, time and again; it may end where no set is allowed. */
  #greedy(): { readonly members: readonly string[]; readonly cost: Cost } | undefined {
    let open = this.#lists;
    while (open.length > 0) {
      const member = this.#commonest(open);
      if (member === undefined) break;
      this.#chosen.add(member);
      open = open.filter((list) => !list.includes(member));
    }
    const members = this.#withoutNeedless();
    this.#chosen.clear();
    if (open.length > 0) return undefined;
    return { members, cost: members.map(this.#costOf).reduce(plus, []) };
  }

  #commonest(open: readonly (readonly string[])[]): string | undefined {
    const counts = new Map<string, number>();
    for (const member of open.flat()) counts.set(member, (counts.get(member) ?? 0) + 1);
    const byCost = orderBy(this.#costOf);
    let best: string | undefined;
    for (const [member, count] of counts) {
      const most = best === undefined ? 0 : (counts.get(best) ?? 0);
      if (count < most || (best !== undefined && count === most && byCost(best, member) < 0)) continue;
      this.#chosen.add(member);
      if (!this.#isForbidden(member)) best = member;
      this.#chosen.delete(member);
    }
    return best;
  }

  /** A member that was taken early may be covered by all that came later. */
  #withoutNeedless(): readonly string[] {
    const left = new Set(this.#chosen);
    for (const member of this.#chosen) {
      left.delete(member);
      if (!this.#lists.every((list) => list.some((one) => left.has(one)))) left.add(member);
    }
    return [...left];
  }

  *#branch(cost: Cost): Steps {
    if ((this.#looked += 1) % stride === 0) yield;
    if (this.#mayStop()) this.#isWhole = false;
    if (!this.#isWhole) return;
    const open = this.#open();
    if (open.length === 0) {
      if (!this.#best || compareCosts(cost, this.#best.cost) < 0)
        this.#best = { members: [...this.#chosen], cost };
      return;
    }
    const [narrowest = []] = open;
    if (narrowest.length === 0 || !this.#canWin(cost, open)) return;
    const tried: string[] = [];
    for (const member of narrowest) {
      this.#chosen.add(member);
      if (!this.#isForbidden(member)) yield* this.#branch(plus(cost, this.#costOf(member)));
      this.#chosen.delete(member);
      // The other branches are those without it.
      this.#left.add(member);
      tried.push(member);
    }
    for (const member of tried) this.#left.delete(member);
  }

  /** Any set is better than none. */
  #mayStop(): boolean {
    if (!this.#best) return this.#looked > mostWithoutAny;
    return this.#looked > mostLooked || this.#isOver();
  }

  /** Returns what is left of the lists without a chosen member, the shortest first. */
  #open(): (readonly string[])[] {
    return this.#lists
      .filter((list) => !list.some((member) => this.#chosen.has(member)))
      .map((list) => list.filter((member) => !this.#left.has(member)))
      .sort((a, b) => a.length - b.length);
  }

  /** Lists that share nothing need a member each, and none is cheaper than the first of its list. */
  #canWin(cost: Cost, open: readonly (readonly string[])[]): boolean {
    if (!this.#best) return true;
    const seen = new Set<string>();
    let least = cost;
    for (const list of open) {
      if (list.some((member) => seen.has(member))) continue;
      for (const member of list) seen.add(member);
      least = plus(least, this.#costOf(list[0] ?? ''));
    }
    return compareCosts(least, this.#best.cost) < 0;
  }

  #isForbidden(member: string): boolean {
    return this.#never.some((one) => one.includes(member) && one.every((each) => this.#chosen.has(each)));
  }
}
