/** The filters of Activity and their form in the address: `#/activity?user=alice&name=CreateUser&from=…`. */

import type { TrailFilter } from '../../../app/history/trail.ts';
import {
  type Facet,
  type FacetKind,
  type TrailResult,
  facetKinds,
  trailResults,
} from '../../../core/model/records/trail-facets.ts';
import { type AccountId } from '../../../core/model/ids.ts';
import { type World, findByName } from '../../../core/model/world/world.ts';

export type ActivityQuery = Readonly<Record<string, string>>;

export const filterWords: Readonly<Record<FacetKind, string>> = {
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
export const listedKinds = ['name', 'user', 'error', 'source', 'access'] as const;

export interface Chip {
  readonly kind: FacetKind;
  readonly value: string;
}

export type ResultFilter = TrailResult | 'any';

/** Returns the result that the address asks for. */
export const resultIn = (query: ActivityQuery): ResultFilter =>
  trailResults.find((result) => result === query['result']) ?? 'any';

export const chipsOf = (query: ActivityQuery): Chip[] =>
  facetKinds.flatMap((kind) => {
    const value = query[kind];
    return value ? [{ kind, value }] : [];
  });

/** Finds a user or role by its id, so that calls under an earlier name count too. */
function facetOf(world: World, account: AccountId, { kind, value }: Chip): Facet {
  const identity =
    kind === 'user'
      ? (findByName(world, 'users', account, value) ?? findByName(world, 'roles', account, value))
      : undefined;
  return identity ? { kind: 'principal', value: identity.id } : { kind, value };
}

export function filterOf(world: World, account: AccountId, query: ActivityQuery): TrailFilter {
  const { from, to } = query;
  return {
    facets: chipsOf(query).map((chip) => facetOf(world, account, chip)),
    ...(from ? { from: wholeTime(from, '00') } : {}),
    ...(to ? { to: wholeTime(to, '59') } : {}),
  };
}

/** Turns the `2026-01-31T12:00` of a date field into a time as the trail writes it. */
const wholeTime = (text: string, seconds: string): string =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(text) ? `${text}:${seconds}Z` : text;

/** Returns a filter as a person reads it: `User: alice`. */
export function chipText({ kind, value }: Chip): string {
  if (kind === 'access') return value === 'read' ? 'Read-only calls' : 'Changing calls';
  if (kind === 'user' && value === 'root') return `${filterWords.user}: Root user`;
  if (kind === 'source') return `${filterWords.source}: ${value.replace(/\.amazonaws\.com$/, '')}`;
  return `${filterWords[kind]}: ${value}`;
}
