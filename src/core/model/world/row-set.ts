/**
 * Sorted row keys for an index whose list is paged: a page of 100 users must not look at all 5,000. The order
 * is made when somebody first reads it, so an import does not pay for it. Every later change updates it with
 * a binary search and a splice: microseconds at AWS's quotas.
 */

export interface ListedRow<Id extends string> {
  /** The list is sorted by this text (`userName`, `name\narn`, an expiration date), not always unique. */
  readonly order: string;
  readonly id: Id;
}

/** The readonly view for all but `apply`. Iterating gives the keys in the order in which they were listed. */
export interface RowList<Id extends string> extends Iterable<Id> {
  readonly size: number;
  has(id: Id): boolean;
  /** Returns entries sorted by order, then id: those whose order is greater than `after`, or all. */
  from(after?: string): IterableIterator<ListedRow<Id>>;
  /** Returns each order greater than `after` once, sorted, in O(log n) for each. */
  orders(after?: string): IterableIterator<string>;
}

export class RowSet<Id extends string> implements RowList<Id> {
  #orderOf: Map<Id, string>;
  #sorted: ListedRow<Id>[] | undefined;
  #isShared: boolean;

  /** `base`: the same rows at first. They are copied before the first change. */
  constructor(base?: RowSet<Id>) {
    this.#isShared = base !== undefined;
    this.#orderOf = base ? base.#orderOf : new Map<Id, string>();
    this.#sorted = base && base.#sorted;
  }

  get size(): number {
    return this.#orderOf.size;
  }

  has(id: Id): boolean {
    return this.#orderOf.has(id);
  }

  [Symbol.iterator](): Iterator<Id> {
    return this.#orderOf.keys();
  }

  add(id: Id, order: string): void {
    this.#own();
    if (this.#orderOf.has(id)) this.delete(id);
    this.#orderOf.set(id, order);
    if (this.#sorted) this.#sorted.splice(firstFrom(this.#sorted, order, id), 0, { order, id });
  }

  delete(id: Id): boolean {
    const order = this.#orderOf.get(id);
    if (order === undefined) return false;
    this.#own();
    this.#orderOf.delete(id);
    if (this.#sorted) this.#sorted.splice(firstFrom(this.#sorted, order, id), 1);
    return true;
  }

  *from(after?: string): IterableIterator<ListedRow<Id>> {
    const sorted = this.#inOrder();
    let at = after === undefined ? 0 : firstAfter(sorted, after);
    for (let entry = sorted[at]; entry; entry = sorted[(at += 1)]) yield entry;
  }

  *orders(after?: string): IterableIterator<string> {
    const sorted = this.#inOrder();
    let entry = sorted[after === undefined ? 0 : firstAfter(sorted, after)];
    for (; entry; entry = sorted[firstAfter(sorted, entry.order)]) yield entry.order;
  }

  #own(): void {
    if (!this.#isShared) return;
    this.#isShared = false;
    this.#orderOf = new Map(this.#orderOf);
    this.#sorted &&= [...this.#sorted];
  }

  #inOrder(): readonly ListedRow<Id>[] {
    return (this.#sorted ??= Array.from(this.#orderOf, ([id, order]) => ({ order, id })).sort(byOrder));
  }
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const byOrder = (a: ListedRow<string>, b: ListedRow<string>): number =>
  compare(a.order, b.order) || compare(a.id, b.id);

/** Returns the index of the entry, or the one at which it would be inserted. */
const firstFrom = (sorted: readonly ListedRow<string>[], order: string, id: string): number =>
  partition(sorted, (entry) => byOrder(entry, { order, id }) < 0);

const firstAfter = (sorted: readonly ListedRow<string>[], order: string): number =>
  partition(sorted, (entry) => entry.order <= order);

/** Returns the number of entries at the front for which `before` holds. It holds for none after them. */
function partition<Entry>(sorted: readonly Entry[], before: (entry: Entry) => boolean): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (before(sorted[middle] as Entry)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Merges lists that are sorted alike. An entry that is in several of them comes once. */
export function* mergedRows<Id extends string>(
  lists: readonly Iterable<ListedRow<Id>>[],
): IterableIterator<ListedRow<Id>> {
  const heads = lists.map((list) => {
    const entries = list[Symbol.iterator]();
    return { entries, entry: entries.next() };
  });
  for (;;) {
    let least: ListedRow<Id> | undefined;
    for (const { entry } of heads)
      if (!entry.done && (!least || byOrder(entry.value, least) < 0)) least = entry.value;
    if (!least) return;
    yield least;
    for (const head of heads)
      while (!head.entry.done && byOrder(head.entry.value, least) === 0) head.entry = head.entries.next();
  }
}
