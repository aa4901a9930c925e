/** Filters of Activity as its address holds them: `#/activity?user=alice&name=CreateUser&from=…`. */

import type { TrailFilter } from '../../../app/history/trail.ts';
import { type Facet, type FacetKind, facetKinds } from '../../../core/model/records/trail-facets.ts';
import { type AccountId } from '../../../core/model/ids.ts';
import { type World, findByName } from '../../../core/model/world/world.ts';

export type ActivityQuery = Readonly<Record<string, string>>;

/** What the chips and the list of filters call each kind. */
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

/** Those that a person chooses from a list, in its order; a resource or a key is typed. */
export const listedKinds = ['name', 'user', 'error', 'source', 'result', 'access'] as const;

export interface Chip {
  readonly kind: FacetKind;
  readonly value: string;
}

export const chipsOf = (query: ActivityQuery): Chip[] =>
  facetKinds.flatMap((kind) => {
    const value = query[kind];
    return value ? [{ kind, value }] : [];
  });

/** A user or role of that name is found by its id, so that calls under an earlier name count too. */
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

/** `2026-01-31T12:00` of a date field as the trail writes times. */
const wholeTime = (text: string, seconds: string): string =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(text) ? `${text}:${seconds}Z` : text;

/** How a filter reads: `User: alice`; `refused` says it alone. */
export function chipText({ kind, value }: Chip): string {
  if (kind === 'result') return value === 'refused' ? 'Refused calls' : 'Calls that were done';
  if (kind === 'access') return value === 'read' ? 'Read-only calls' : 'Changing calls';
  if (kind === 'source') return `${filterWords.source}: ${value.replace(/\.amazonaws\.com$/, '')}`;
  return `${filterWords[kind]}: ${value}`;
}
