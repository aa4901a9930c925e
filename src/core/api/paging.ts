import type { Listed } from '../model/row-set.ts';
import { type Failure, fail } from './errors.ts';
import { unverifiedTexts } from './texts.ts';

/**
 * Paging of List calls (5.2): `MaxItems` 1–1,000, default 100; `Marker` is opaque. It carries the key of
 * the last item shown, so that rows created or deleted between two pages neither repeat nor hide others.
 */
export interface PageParams {
  readonly Marker?: string;
  readonly MaxItems?: number;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  /** To be spread into the response. */
  readonly more: { readonly IsTruncated: boolean; readonly Marker?: string };
}

const defaultPage = 100;

/** The page after `Marker` of items in the order of their keys; keys are unique. */
export function pageOf<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
  { Marker, MaxItems = defaultPage }: PageParams,
): Page<Item> | Failure {
  const after = Marker === undefined ? undefined : readMarker(Marker);
  if (Marker !== undefined && after === undefined) return fail('InvalidInput', unverifiedTexts.badMarker);
  const rest: Keyed<Item>[] = [];
  for (const item of items) {
    const key = keyOf(item);
    if (after === undefined || key > after) rest.push({ key, item });
  }
  const truncated = rest.length > MaxItems;
  if (truncated) smallestFirst(rest, MaxItems);
  const shown = (truncated ? rest.slice(0, MaxItems) : rest).sort(byKey);
  const last = shown.at(-1);
  return {
    items: shown.map(({ item }) => item),
    more: truncated && last ? { IsTruncated: true, Marker: marker(last.key) } : { IsTruncated: false },
  };
}

/**
 * The page after `Marker` of entries that are kept in order, without looking at more of them than are shown.
 * `pick` makes the item of an entry, or undefined for one that is not asked for.
 */
export function pageFrom<Item, Id extends string>(
  entriesAfter: (order: string | undefined) => Iterable<Listed<Id>>,
  pick: (id: Id, order: string) => Item | undefined,
  { Marker, MaxItems = defaultPage }: PageParams,
): Page<Item> | Failure {
  const after = Marker === undefined ? undefined : readMarker(Marker);
  if (Marker !== undefined && after === undefined) return fail('InvalidInput', unverifiedTexts.badMarker);
  const items: Item[] = [];
  let last = '';
  for (const { order, id } of entriesAfter(after)) {
    const item = pick(id, order);
    if (item === undefined) continue;
    if (items.length === MaxItems) return { items, more: { IsTruncated: true, Marker: marker(last) } };
    items.push(item);
    last = order;
  }
  return { items, more: { IsTruncated: false } };
}

interface Keyed<Item> {
  readonly key: string;
  readonly item: Item;
}

const byKey = (a: Keyed<unknown>, b: Keyed<unknown>): number => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);

/** Brings the `count` smallest to the front in any order (quickselect): a page of 100 of 5,000 without sorting all. */
function smallestFirst(keyed: Keyed<unknown>[], count: number): void {
  let [low, high] = [0, keyed.length - 1];
  while (low < high) {
    const pivot = keyed[(low + high) >> 1]?.key ?? '';
    let [i, j] = [low, high];
    while (i <= j) {
      while ((keyed[i]?.key ?? '') < pivot) i += 1;
      while ((keyed[j]?.key ?? '') > pivot) j -= 1;
      if (i > j) break;
      [keyed[i], keyed[j]] = [keyed[j] as Keyed<unknown>, keyed[i] as Keyed<unknown>];
      i += 1;
      j -= 1;
    }
    if (count <= j) high = j;
    else if (count >= i) low = i;
    else return;
  }
}

const prefix = 'after:';
const marker = (key: string): string => prefix + encodeURIComponent(key);

function readMarker(text: string): string | undefined {
  if (!text.startsWith(prefix)) return undefined;
  try {
    return decodeURIComponent(text.slice(prefix.length));
  } catch {
    return undefined;
  }
}
