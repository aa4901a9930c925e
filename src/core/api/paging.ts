/**
 * Paging of List calls: `MaxItems` 1–1,000, default 100. `Marker` is opaque: it carries the key of the
 * last item shown, so rows created or deleted in between neither repeat nor hide others.
 */

import { hashLength, hashOf } from '../model/ids.ts';
import type { AwsError } from '../model/request/request.ts';
import type { ListedRow } from '../model/world/row-set.ts';
import { type Result, ok } from '../model/result.ts';
import { fail } from './errors/codes.ts';
import { unverifiedTexts } from './errors/texts.ts';
import { defined } from '../model/defined.ts';

export interface PageParams {
  readonly Marker?: string;
  readonly MaxItems?: number;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  /** Members to be spread into the response. */
  readonly more: { readonly IsTruncated: boolean; readonly Marker?: string };
}

const defaultPage = 100;

/** Returns the page after `Marker` of items in the order of their keys. Keys must be unique. */
export function pageOf<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
  { Marker, MaxItems = defaultPage }: PageParams,
): Result<Page<Item>, AwsError> {
  const read = startOf(Marker);
  if (!read.ok) return read;
  const start = read.value;
  const { after } = start;
  let rest: Keyed<Item>[] = [];
  for (const item of items) {
    const key = keyOf(item);
    if (after === undefined || key > after) rest.push({ key, item });
  }
  if (start.hash !== undefined) rest = [...behind(rest.sort(byKey), ({ key }) => key, start)];
  const truncated = rest.length > MaxItems;
  if (truncated) smallestFirst(rest, MaxItems);
  const shown = (truncated ? rest.slice(0, MaxItems) : rest).sort(byKey);
  const last = shown.at(-1);
  return ok({
    items: shown.map(({ item }) => item),
    more: truncated && last ? { IsTruncated: true, Marker: marker(last.key) } : { IsTruncated: false },
  });
}

/** Reads no more entries than the page shows. `pick`: `undefined` when the list leaves the entry out. */
export function pageFrom<Item, Id extends string>(
  entriesAfter: (order: string | undefined) => Iterable<ListedRow<Id>>,
  pick: (id: Id, order: string) => Item | undefined,
  { Marker, MaxItems = defaultPage }: PageParams,
): Result<Page<Item>, AwsError> {
  const start = startOf(Marker);
  if (!start.ok) return start;
  const items: Item[] = [];
  let last = '';
  for (const { order, id } of behind(entriesAfter(start.value.after), ({ order }) => order, start.value)) {
    const item = pick(id, order);
    if (item === undefined) continue;
    if (items.length === MaxItems) return ok({ items, more: { IsTruncated: true, Marker: marker(last) } });
    items.push(item);
    last = order;
  }
  return ok({ items, more: { IsTruncated: false } });
}

interface Keyed<Item> {
  readonly key: string;
  readonly item: Item;
}

const byKey = (a: Keyed<unknown>, b: Keyed<unknown>): number => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);

/** Moves the `count` smallest to the front, in any order (quickselect): 100 of 5,000 without sorting all. */
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

/**
 * The place where a page begins: after that key. AWS's markers have at most 320 characters, but paths may
 * have 512. So a marker of a long key holds the key's beginning and a hash that finds the row again.
 */
interface Start {
  readonly after: string | undefined;
  /** The hash of the whole key that begins with `after`. */
  readonly hash?: string;
}

const prefix = 'after:';
const cutPrefix = 'near:';
const longest = 320;

function marker(key: string): string {
  const whole = prefix + encodeURIComponent(key);
  if (whole.length <= longest) return whole;
  let start = '';
  for (const letter of key) {
    const next = start + encodeURIComponent(letter);
    if (cutPrefix.length + hashLength + 1 + next.length > longest) break;
    start = next;
  }
  return `${cutPrefix}${hashOf(key)}:${start}`;
}

function startOf(text: string | undefined): Result<Start, AwsError> {
  if (text === undefined) return ok({ after: undefined });
  const cut = /^near:([0-9a-z]{14}):(.*)$/s.exec(text);
  try {
    if (cut) return ok({ after: decodeURIComponent(cut[2] ?? ''), hash: cut[1] ?? '' });
    if (text.startsWith(prefix)) return ok({ after: decodeURIComponent(text.slice(prefix.length)) });
  } catch {
    // The marker is not ours.
  }
  return fail('InvalidInput', unverifiedTexts.badMarker);
}

/** If the row of a cut marker is gone, rows that begin like it come again, so that none is left out. */
function* behind<Entry>(
  entries: Iterable<Entry>,
  keyOf: (entry: Entry) => string,
  { after = '', hash }: Start,
): Iterable<Entry> {
  if (hash === undefined) {
    yield* entries;
    return;
  }
  let held: Entry[] | undefined = [];
  for (const entry of entries) {
    if (held && keyOf(entry).startsWith(after)) {
      held.push(entry);
      if (hashOf(keyOf(entry)) === hash) held = undefined;
      continue;
    }
    if (held) yield* held;
    held = undefined;
    yield entry;
  }
  if (held) yield* held;
}

export interface Paged {
  readonly NextToken?: string;
  readonly MaxResults?: number;
}

export function resultsOf<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
  { NextToken, MaxResults = 20 }: Paged,
): Result<{ readonly items: readonly Item[]; readonly more: { readonly NextToken?: string } }, AwsError> {
  const page = pageOf(items, keyOf, {
    MaxItems: MaxResults,
    ...defined({ Marker: NextToken }),
  });
  if (!page.ok) return page;
  const { Marker } = page.value.more;
  return ok({ items: page.value.items, more: Marker === undefined ? {} : { NextToken: Marker } });
}
