import type { Collection } from 'dexie';
import type { FacetKind } from '../core/model/trail-facets.ts';
import { type Database, numbered } from './database.ts';
import { type TrailEntry, type TrailRow, facetKey } from './rows.ts';
import type { TrailQuery } from './store.ts';

/**
 * Reading the trail, newest first. One condition is a walk along one index; of several the keys alone are
 * intersected, and then a page of rows is read. 100,000 events are never loaded.
 */
type Conditions = Omit<TrailQuery, 'offset' | 'limit'>;
type Found = Collection<TrailRow, [string, number]>;

export async function readTrail(database: Database, id: string, query: TrailQuery): Promise<TrailEntry[]> {
  const { offset, limit } = query;
  const [first, ...others] = conditions(database, id, query);
  if (!first) return page(everything(database, id), query);
  if (others.length === 0 && !hasTime(query)) return page(first, query);
  const seqs = await matching([first, ...others]);
  const keys = seqs.slice(offset, offset + limit).map((seq): [string, number] => [id, seq]);
  return (await database.trail.bulkGet(keys)).flatMap((row) => (row && isWhole(row) ? [entryOf(row)] : []));
}

export async function countTrail(database: Database, id: string, query: Conditions): Promise<number> {
  const [first, ...others] = conditions(database, id, query);
  if (!first) return everything(database, id).count();
  return others.length === 0 ? first.count() : (await matching([first, ...others])).length;
}

/** The different values of a facet, from the index alone. */
export async function trailValues(database: Database, id: string, kind: FacetKind): Promise<string[]> {
  const prefix = facetKey(id, { kind, value: '' });
  const keys = await database.trail.where('facets').startsWith(prefix).uniqueKeys();
  return keys.flatMap((key) => (typeof key === 'string' ? [key.slice(prefix.length)] : []));
}

const everything = ({ trail }: Database, id: string): Found =>
  trail.where('[workspace+seq]').between(...numbered(id, 0, Infinity), true, true);

const hasTime = ({ from, to }: Conditions): boolean => from !== undefined || to !== undefined;

function conditions({ trail }: Database, id: string, query: Conditions): Found[] {
  const { facets = [], from = '', to = '\uffff' } = query;
  const found = facets.map((facet) => trail.where('facets').equals(facetKey(id, facet)));
  if (!hasTime(query)) return found;
  return [...found, trail.where('[workspace+time]').between([id, from], [id, to], true, true)];
}

async function page(found: Found, { offset, limit }: TrailQuery): Promise<TrailEntry[]> {
  return (await found.reverse().offset(offset).limit(limit).toArray()).filter(isWhole).map(entryOf);
}

/** A damaged event is left out: it is found by nothing else and nothing depends on it. */
const isWhole = ({ event }: { readonly event?: Partial<TrailRow['event']> }): boolean =>
  typeof event?.eventName === 'string' &&
  typeof event.eventTime === 'string' &&
  typeof event.userIdentity === 'object';

/** Numbers of the events that all conditions find, newest first. */
async function matching(all: readonly Found[]): Promise<number[]> {
  const lists = await Promise.all(
    all.map(async (found) => (await found.primaryKeys()).map(([, seq]) => seq)),
  );
  const [rarest = [], ...others] = lists.sort((a, b) => a.length - b.length);
  const sets = others.map((seqs) => new Set(seqs));
  return rarest.filter((seq) => sets.every((set) => set.has(seq))).sort((a, b) => b - a);
}

const entryOf = ({ seq, event, after }: TrailRow): TrailEntry => ({
  seq,
  event,
  ...(after ? { after } : {}),
});
