/**
 * Finds trust and resource policies that differ between two worlds, and what that means for principals that the world
 * does not hold: other accounts, services and federated users.
 */

import type { GrantsMoreOptions } from '../../analysis/grants-more.ts';
import { type World, findByArn } from '../../model/world/world.ts';
import { type ComparedAlone, compareForOthers, isSame } from './compare-alone.ts';
import type { Steps } from '../../model/steps.ts';

interface ChangedPolicy {
  readonly arn: string;
  readonly as: 'trust' | 'resource';
  readonly before: string | undefined;
  readonly after: string | undefined;
}

export interface ChangeForOthers {
  readonly arn: string;
  readonly compared: ComparedAlone;
}

export function policiesForOthers(before: World, after: World): ChangedPolicy[] {
  const trusts = [...after.roles.values()].flatMap((role): ChangedPolicy[] => {
    const { arn, assumeRolePolicyDocument: document } = role;
    const earlier = findByArn(before, 'roles', arn);
    const changed = { arn, as: 'trust', before: earlier?.assumeRolePolicyDocument, after: document } as const;
    return earlier && earlier !== role ? [changed] : [];
  });
  const own = [...after.resources.values()].flatMap((row): ChangedPolicy[] => {
    const earlier = findByArn(before, 'resources', row.arn);
    const changed = { arn: row.arn, as: 'resource', before: earlier?.policy, after: row.policy } as const;
    return earlier && earlier !== row ? [changed] : [];
  });
  return [...trusts, ...own].filter((one) => one.before !== one.after);
}

/** Leaves out what means nothing for others. */
export function* changesForOthers(
  before: World,
  after: World,
  options: GrantsMoreOptions,
): Steps<ChangeForOthers[]> {
  const found: ChangeForOthers[] = [];
  for (const one of policiesForOthers(before, after)) {
    const compared = yield* compareForOthers(after, one.before, one.after, one.as, options);
    if (compared && !isSame(compared)) found.push({ arn: one.arn, compared });
  }
  return found;
}
