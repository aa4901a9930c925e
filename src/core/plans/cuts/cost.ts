/** Finds those who lose something by a change of a cut. The fewest others decide between cuts of one size. */

import { type World, findByArn } from '../../model/world/world.ts';
import { unsafeAccountId, unsafeArn } from '../../model/ids.ts';
import { parseArn } from '../../model/arn.ts';
import { resourcesRunningAs } from '../../model/world/running-roles.ts';
import { type CutChange, writtenKind } from './cut.ts';
import type { Cost } from './hitting-set.ts';
import { bringsOnlyWays, everybodyIn, holdersOf, membersBehind, policiesOfGroup } from './holdings.ts';

/** Returns ARNs, and the service that a trust policy named: whose way it closes, and who or what else loses something. */
function touchedBy(world: World, change: CutChange): readonly string[] {
  switch (change.kind) {
    case 'deny':
      return [change.holder];
    case 'membership':
      return [change.user];
    case 'role':
      return [change.role];
    case 'policy':
      return membersBehind(world, change.holder);
    case 'principal':
      return trusted(world, change.policy, change.value);
    default:
      return holdersOf(world, change.policy);
  }
}

function trusted(world: World, of: string, value: string): readonly string[] {
  if (value === '*')
    return [...world.accounts.keys()].flatMap((id) => everybodyIn(world, unsafeAccountId(id)));
  const account = /^\d{12}$/.test(value) ? value : parseArn(value)?.account;
  const isWhole = account === value || value.endsWith(':root');
  if (account !== undefined && isWhole && world.accounts.has(account))
    return everybodyIn(world, unsafeAccountId(account));
  // Everybody whom a provider vouches for has nothing but this role.
  if (isProvider(value)) return [value, of];
  if (value.startsWith('arn:')) return [value];
  // The role has lost its use when the service is gone, and what runs as it stops.
  return [value, of, ...resourcesRunningAs(world, unsafeArn(of)).map(({ arn }) => arn)];
}

const isProvider = (value: string): boolean => /:(?:oidc|saml)-provider\//.test(value);

/** A change that takes much at once counts as several: narrow ones are preferred to it. */
function countOf(change: CutChange): number {
  if (change.kind === 'but-actions') return 3;
  return change.kind === 'principal' && isProvider(change.value) ? 2 : 1;
}

/** Orders changes where all else is equal: less is narrower. */
const breadth: Readonly<Record<CutChange['kind'], number>> = {
  pair: 1,
  subjects: 1,
  'but-resources': 1.5,
  condition: 1.8,
  principal: 2,
  'only-resources': 2.5,
  action: 3,
  policy: 4,
  membership: 5,
  'but-actions': 5.5,
  resource: 6,
  deny: 1,
  'deny-all': 3,
  role: 8,
};

/**
 * Returns what a change costs, the weightiest first: how many changes it counts as; a whole thing that brings other rights, where such may
 * go (`withWhole`); others who lose something; a Deny rather than a removal; administrators who lose something; breadth.
 */
export function costOfChange(
  world: World,
  change: CutChange,
  administrators: ReadonlySet<string>,
  withWhole = false,
): Cost {
  const touched = touchedBy(world, change);
  const isDeny = writtenKind(change) === 'deny';
  return [
    countOf(change),
    withWhole && bringsMore(world, change) ? 1 : 0,
    Math.max(0, touched.length - 1),
    isDeny ? 1 : 0,
    touched.filter((arn) => administrators.has(arn)).length,
    breadth[change.kind] + ('resource' in change && change.resource === '*' ? 1 : 0),
  ];
}

/** Somebody loses more than ways to power by it. */
function bringsMore(world: World, change: CutChange): boolean {
  if (change.kind === 'policy') return !bringsOnlyWays(world, change.policy);
  if (change.kind !== 'membership') return false;
  const group = findByArn(world, 'groups', change.group);
  return group !== undefined && policiesOfGroup(group).some((policy) => !bringsOnlyWays(world, policy));
}
