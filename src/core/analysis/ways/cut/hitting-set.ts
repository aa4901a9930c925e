/**
 * Finds the cheapest set that has a member of every list: exact, by branch and bound over the parts of the problem that
 * share nothing. It knows no policies.
 */

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
  /** Nothing cheaper exists: the search came to its end. */
  readonly isCheapest: boolean;
}

/** Works in short steps. Returns `undefined` when no set does it, or none was found in time. */
export function* cheapestHittingSet({
  lists,
  never,
  costOf,
  isOver = () => false,
}: HittingProblem): Generator<undefined, HittingSet | undefined, undefined> {
  const members: string[] = [];
  let cost: Cost = [];
  let isCheapest = true;
  for (const part of partsOf(lists, never)) {
    const found = yield* new Search(part, costOf, isOver).run();
    if (!found) return undefined;
    members.push(...found.members);
    cost = plus(cost, found.cost);
    isCheapest &&= found.isCheapest;
  }
  return { members: members.sort(), cost, isCheapest };
}

/** Returns below 0 where `a` costs less. @internal */
export function compareCosts(a: Cost, b: Cost): number {
  for (let at = 0; at < Math.max(a.length, b.length); at += 1) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

const plus = (a: Cost, b: Cost): Cost =>
  Array.from({ length: Math.max(a.length, b.length) }, (_, at) => (a[at] ?? 0) + (b[at] ?? 0));

interface Part {
  readonly lists: readonly ReadonlySet<string>[];
  readonly never: readonly (readonly string[])[];
}

/** Joins lists that share a member, or whose members must not come together. */
function partsOf(lists: HittingProblem['lists'], never: HittingProblem['never']): Part[] {
  const parents = new Map<string, string>();
  const rootOf = (member: string): string => {
    let root = member;
    for (let up = parents.get(root); up !== undefined; up = parents.get(root)) root = up;
    return root;
  };
  for (const group of [...lists, ...never]) {
    const [first = ''] = group;
    for (const member of group.slice(1)) {
      const [a, b] = [rootOf(first), rootOf(member)];
      if (a !== b) parents.set(b, a);
    }
  }
  const parts = new Map<string, { lists: ReadonlySet<string>[]; never: (readonly string[])[] }>();
  for (const list of lists) {
    const root = rootOf(list[0] ?? '');
    const part = parts.get(root) ?? { lists: [], never: [] };
    parts.set(root, part);
    part.lists.push(new Set(list));
  }
  for (const one of never) parts.get(rootOf(one[0] ?? ''))?.never.push(one);
  return [...parts.values()].map((part) => ({ ...part, lists: withoutWider(part.lists) }));
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

/** Sets that are looked at in one step. */
const stride = 100;

class Search {
  readonly #lists: readonly (readonly string[])[];
  readonly #never: Part['never'];
  readonly #costs = new Map<string, Cost>();
  readonly #isOver: () => boolean;
  readonly #chosen = new Set<string>();
  readonly #left = new Set<string>();
  #best: { readonly members: readonly string[]; readonly cost: Cost } | undefined;
  #isWhole = true;
  #looked = 0;

  constructor({ lists, never }: Part, costOf: HittingProblem['costOf'], isOver: () => boolean) {
    const members = new Set(lists.flatMap((list) => [...list]));
    for (const member of members) this.#costs.set(member, costOf(member));
    this.#never = never;
    this.#isOver = isOver;
    const useful = this.#useful(lists, members);
    this.#lists = lists.map((list) => [...list].filter((member) => useful.has(member)).sort(this.#byCost));
  }

  *run(): Generator<undefined, HittingSet | undefined, undefined> {
    yield* this.#branch([]);
    return this.#best && { ...this.#best, isCheapest: this.#isWhole };
  }

  readonly #byCost = (a: string, b: string): number =>
    compareCosts(this.#costOf(a), this.#costOf(b)) || (a < b ? -1 : 1);

  #costOf(member: string): Cost {
    return this.#costs.get(member) ?? [1];
  }

  /** Leaves out members where a cheaper one is in all of their lists. */
  #useful(lists: Part['lists'], members: ReadonlySet<string>): ReadonlySet<string> {
    const inLists = new Map<string, Set<number>>();
    lists.forEach((list, at) => {
      for (const member of list) inLists.set(member, (inLists.get(member) ?? new Set()).add(at));
    });
    const tied = new Set(this.#never.flat());
    const useful = new Set(members);
    for (const member of members) {
      const own = inLists.get(member) ?? new Set();
      const [at = 0] = own;
      for (const other of lists[at] ?? []) {
        if (other === member || !useful.has(other) || tied.has(other)) continue;
        if (this.#byCost(other, member) < 0 && isWithin(own, inLists.get(other) ?? new Set())) {
          useful.delete(member);
          break;
        }
      }
    }
    return useful;
  }

  *#branch(cost: Cost): Generator<undefined, void, undefined> {
    if ((this.#looked += 1) % stride === 0) yield;
    if (this.#isOver()) this.#isWhole = false;
    if (!this.#isWhole && this.#best) return;
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
