/** The filters of Activity and their form in the address: `#/activity?user=alice&name=CreateUser&from=…`. */

import type { TrailEntry, TrailFilter } from '#app/history/trail.ts';
import type { Session } from '#app/session/session.svelte.ts';
import {
  type EventFacet as TrailFacet,
  type FacetKind,
  facetKinds,
  trailResults,
} from '#core/model/records/trail-event.ts';
import type { AccountId } from '#core/model/ids.ts';
import { type World, findByName } from '#core/model/world/world.ts';
import type { Facet, Query, Suggestions } from '../../ui/list/list.ts';
import { resultWords } from './event-words.ts';

const filterWords: Readonly<Record<FacetKind, string>> = {
  name: 'Event',
  source: 'Service',
  access: 'Access',
  result: 'Result',
  error: 'Error',
  user: 'User',
  principal: 'Principal id',
  key: 'Access key',
  resource: 'Resource',
};

/** The kinds that a person chooses from a list, in its order. A resource or a key is typed; the result has buttons. */
const listedKinds = ['name', 'user', 'error', 'source', 'access'] as const;

function chipText(kind: FacetKind, value: string): string {
  if (kind === 'access') return value === 'read' ? 'Read-only calls' : 'Changing calls';
  if (kind === 'user' && value === 'root') return `${filterWords.user}: Root user`;
  if (kind === 'source') return `${filterWords.source}: ${value.replace(/\.amazonaws\.com$/, '')}`;
  return `${filterWords[kind]}: ${value}`;
}

/** The database narrows the events, so that nothing is matched here. */
export const facets: readonly Facet<TrailEntry>[] = [
  ...facetKinds.map((kind): Facet<TrailEntry> => {
    const facet = { id: kind, label: filterWords[kind], words: (value: string) => chipText(kind, value) };
    if (kind !== 'result') return { ...facet, look: 'chip' };
    const options = trailResults.map((value) => ({ value, label: resultWords[value] }));
    return { ...facet, look: 'pills', options };
  }),
  { id: 'from', label: 'From', look: 'elsewhere' },
  { id: 'to', label: 'To', look: 'elsewhere' },
];

/** Values of the trail, which are read again only when it has more events. */
export function suggestionsOf(session: Session): Suggestions {
  let read = { of: session.trail, length: -1, values: Promise.resolve<Values>([]) };
  const values = async (): Promise<Values> => {
    const found = await Promise.all(
      listedKinds.map(async (facet) =>
        (await session.trail.values(facet)).map((value) => ({
          facet,
          value,
          label: chipText(facet, value),
          ...(facet !== 'access' && { detail: filterWords[facet] }),
        })),
      ),
    );
    return found.flat();
  };
  return {
    label: 'Add a filter',
    placeholder: 'Filter by event, user, error, resource, access key …',
    options() {
      const { trail } = session;
      if (read.of !== trail || read.length !== trail.length)
        read = { of: trail, length: trail.length, values: values() };
      return read.values;
    },
    facetOf: (text) => (/^A[KS]IA[A-Z0-9]{8,}$/.test(text) ? 'key' : 'resource'),
  };
}
type Values = Awaited<ReturnType<Suggestions['options']>>;

/** Finds a user or role by its id, so that calls under an earlier name count too. */
function trailFacet(world: World, account: AccountId, kind: FacetKind, value: string): TrailFacet {
  const identity =
    kind === 'user'
      ? (findByName(world, 'users', account, value) ?? findByName(world, 'roles', account, value))
      : undefined;
  return identity ? { kind: 'principal', value: identity.id } : { kind, value };
}

export function filterOf(world: World, account: AccountId, query: Query): TrailFilter {
  const { from, to } = query;
  return {
    facets: facetKinds.flatMap((kind) => {
      const value = query[kind];
      return value ? [trailFacet(world, account, kind, value)] : [];
    }),
    ...(from ? { from: wholeTime(from, '00') } : {}),
    ...(to ? { to: wholeTime(to, '59') } : {}),
  };
}

/** Turns the `2026-01-31T12:00` of a date field into a time as the trail writes it. */
const wholeTime = (text: string, seconds: string): string =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(text) ? `${text}:${seconds}Z` : text;
