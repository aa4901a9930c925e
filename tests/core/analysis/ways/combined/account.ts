/** Ways of several calls: each is found, played through the door, and gone without any single thing that it needs. */

import { expect } from 'vitest';
import type { AttackPath } from '#core/analysis/ways/attack-path.ts';
import { WaySearch } from '#core/analysis/ways/search/way-search.ts';
import type { World } from '#core/model/world/world.ts';
import { playWay } from '#core/play/way.ts';
import { randomFromSeed } from '#platform/random.ts';
import { createReference } from '#reference/reference.ts';
import { type AccountSpec, allow, anAccount, env, role, trusts, user } from '../../../accounts.ts';

export const dev = user('dev');

const trust = [trusts({ Service: 'ec2.amazonaws.com' })];
const startOf = ({ byRole }: Pick<Case, 'byRole'>): string => (byRole ? role('Dev') : dev);

const reference = createReference();
await reference.loadManagedPolicies();
await reference.loadAllActions();

/** One statement of the actor: actions, resource, and more members. */
export type Right = readonly [action: string, resource?: string, more?: object];

export interface Case extends Omit<AccountSpec, 'users'> {
  readonly users?: AccountSpec['users'];
  /** The rights of `dev`, each in a policy of its own. */
  readonly rights: readonly Right[];
  /** The calls of the shortest way, without their service. */
  readonly calls: string;
  readonly change?: (world: World) => void;
  /** The actor is a role. */
  readonly byRole?: boolean;
}

export function worldOf({
  rights,
  users,
  byRole,
  calls: _,
  change,
  ...spec
}: Omit<Case, 'calls'> & { calls?: string }): World {
  const inline = Object.fromEntries(
    rights.map(([action, resource, more], at) => [`Right${String(at)}`, allow(action, resource, more)]),
  );
  const world = anAccount(
    byRole
      ? { ...spec, users: users ?? {}, roles: { ...spec.roles, Dev: { inline, trust } } }
      : { ...spec, users: { ...users, dev: { inline, ...users?.['dev'] } } },
  );
  change?.(world);
  return world;
}

export const shortest = (world: World, from: string): AttackPath | undefined =>
  new WaySearch(world, env).shortest().find((way) => way.from === from);

export const callsOf = (way: AttackPath | undefined): string =>
  (way?.steps ?? [])
    .flatMap(({ decided }) => decided.map(({ action }) => action.slice(action.indexOf(':') + 1)))
    .join(' ');

/** Expects the way of the case, its play, and that no single right can be missing. */
export function expectWay(one: Case): void {
  const world = worldOf(one);
  const from = startOf(one);
  const way = shortest(world, from);
  expect(callsOf(way)).toBe(one.calls);
  const played = way && playWay(world, way, { ...env, random: randomFromSeed([1, 2, 3, 4]), reference });
  expect(played?.played || played?.because).toBe(true);
  expect(new WaySearch(world, env).all(from).map(callsOf)).toContain(one.calls);
  for (const [at, [action]] of one.rights.entries()) {
    const poorer = worldOf({ ...one, rights: one.rights.toSpliced(at, 1) });
    expect(callsOf(shortest(poorer, from)), `without ${action}`).toBe('');
  }
}

export function expectNone(one: Omit<Case, 'calls'>): void {
  const world = worldOf(one);
  const from = startOf(one);
  expect(callsOf(shortest(world, from))).toBe('');
  expect(new WaySearch(world, env).all(from).map(callsOf)).toEqual([]);
}
