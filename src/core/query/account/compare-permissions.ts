/**
 * Compares what everybody may do in two worlds. Principals that only one of them has are named and left to their own
 * page: all that they may do would be a difference.
 */

import type {
  AccountConsequences,
  SharedConsequence,
  Side,
} from '../../analysis/consequences/consequence.ts';
import { consequencesInSteps } from '../../analysis/consequences/of-account.ts';
import type { Actions } from '../../analysis/effective/action-classes.ts';
import type { World } from '../../model/world/world.ts';
import { principalsOf } from '../ask/principals.ts';
import { otherCircumstances } from './other-circumstances.ts';
import type { Steps } from '../../model/steps.ts';

export interface PermissionComparison {
  /** Holds only users, roles and root users of both worlds. */
  readonly consequences: AccountConsequences;
  /** ARNs of users, roles and root users that only one world has, sorted. */
  readonly onlyBefore: readonly string[];
  readonly onlyAfter: readonly string[];
}

export function* comparePermissions(
  before: Side,
  after: Side,
  reference: Actions,
): Steps<PermissionComparison> {
  const [here, there] = [arnsOf(before.world), arnsOf(after.world)];
  const both = [...there].filter((arn) => here.has(arn));
  const { shared, ...rest } = yield* consequencesInSteps(before, after, reference);
  const open = otherCircumstances(before, after, both, reference);
  for (let step = open.next(); ; step = open.next()) {
    if (step.done)
      return {
        consequences: { ...rest, shared: merged([...shared, ...step.value]) },
        onlyBefore: [...here].filter((arn) => !there.has(arn)).sort(),
        onlyAfter: [...there].filter((arn) => !here.has(arn)).sort(),
      };
    yield 1;
  }
}

/** Joins what the same principals gain and lose in two ways. The gravest comes first. */
function merged(all: readonly SharedConsequence[]): SharedConsequence[] {
  const byPrincipals = new Map<string, SharedConsequence>();
  for (const one of all) {
    const key = one.principals.join();
    const same = byPrincipals.get(key);
    byPrincipals.set(
      key,
      same
        ? {
            ...one,
            gained: [...same.gained, ...one.gained],
            lost: [...same.lost, ...one.lost],
            isComplete: same.isComplete && one.isComplete,
            weight: same.weight + one.weight,
          }
        : one,
    );
  }
  return [...byPrincipals.values()].sort((a, b) => b.weight - a.weight);
}

const arnsOf = (world: World): ReadonlySet<string> =>
  new Set([...world.accounts.values()].flatMap(({ id }) => principalsOf(world, id).map(({ arn }) => arn)));
