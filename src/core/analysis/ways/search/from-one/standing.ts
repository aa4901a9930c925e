/** The standings of a search from one principal: who acts, in which world, and after which changes. */

import type { World } from '#core/model/world/world.ts';
import type { WayStep } from '../../attack-path.ts';
import type { Method } from '../../format.ts';
import { keyOfStep } from '../edges.ts';
import type { SearchFocus } from './focus.ts';

export interface PrincipalStanding {
  readonly arn: string;
  readonly world: World;
  /** The steps that strengthened somebody, as text; empty in the world as it is. */
  readonly changes: ReadonlyMap<string, string>;
  /** The start, and whoever was gained on one of the shortest ways; the actor keeps their credentials. */
  readonly held: Set<string>;
  readonly depth: number;
  readonly before: { readonly from: PrincipalStanding; readonly step: WayStep }[];
  /** Things that were made and are not in use yet. */
  readonly focus: SearchFocus;
  readonly targets: Map<Method, readonly string[]>;
  readonly others: Map<string, readonly WayStep[]>;
}

export const standingOf = (reached: Omit<PrincipalStanding, 'targets' | 'others'>): PrincipalStanding => ({
  ...reached,
  targets: new Map(),
  others: new Map(),
});

/** Returns the start and whoever the steps gain; `undefined` when one of them is made by somebody else. */
export function heldAfter(steps: readonly WayStep[]): ReadonlySet<string> | undefined {
  const held = new Set(steps.slice(0, 1).map(({ from }) => from));
  for (const { method, from, to } of steps) {
    if (!held.has(from)) return undefined;
    if (!method.isPreparation) held.add(to);
  }
  return held;
}

export const keyOf = ({ arn, changes }: PrincipalStanding): string =>
  [arn, ...[...changes.values()].toSorted()].join('\n');

/** Returns the changes with one more; the same ones when it is among them. */
export function changesAfterStep(
  changes: ReadonlyMap<string, string>,
  step: WayStep,
): ReadonlyMap<string, string> {
  const { policy, version } = step.choice;
  const text = keyOfStep(step);
  // Another version replaces the one before.
  const key = version === undefined ? text : `version of ${policy}`;
  return changes.get(key) === text ? changes : new Map([...changes, [key, text]]);
}
