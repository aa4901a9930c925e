/**
 * Looks for a way among the steps below a ceiling: they are taken in the world as it is, and those that nothing needs are
 * left out. Not every step below the ceiling can be taken there, so it may find none where there is one.
 */

import { type World, findByArn } from '#core/model/world/world.ts';
import { authorize } from '#core/authz/authorize.ts';
import { actingAs, administratorActions } from '../administrator.ts';
import { type AttackPath, type WayStep, isAssumed } from '../attack-path.ts';
import { attemptMethod } from '../method-works.ts';
import type { SearchEnv } from '../search-env.ts';
import type { Aim } from '../search/aims.ts';
import { type Counting, countsAs } from '../search/edges.ts';
import { ofAttempt } from '../search/pace.ts';

/** More steps than these convince nobody. */
const mostSteps = 12;
/** Steps that are tried before the needless ones are left out. */
const mostTaken = 400;

export interface AboveWays {
  /** Absent: nobody of the starts can ever meet the aim. */
  readonly met?: string;
  /** All steps below the ceiling until then, in their order. */
  readonly steps: readonly WayStep[];
  /** The account after all of them. */
  readonly world: World;
}

export interface BelowCeiling {
  readonly world: World;
  readonly aim: Aim;
  readonly env: SearchEnv;
  readonly counting: Counting;
}

/** Returns a way from the start; `undefined` where the steps lead nowhere. Yields for a pause. */
export function* wayBelow(
  below: BelowCeiling,
  start: string,
  above: AboveWays,
): Generator<undefined, AttackPath | undefined, undefined> {
  const { met, steps } = above;
  if (met === undefined) return undefined;
  const chain = chainTo(met, start, steps);
  const principals = new Set([start, ...chain.map(({ to }) => to)]);
  const near = steps.filter((one) => chain.includes(one) || principals.has(one.to));
  for (const some of [chain, ...neededFor(below, above, start), near, steps]) {
    const taken = yield* takenSteps(below, start, some.slice(0, mostTaken));
    if (taken) return yield* withoutNeedlessSteps(below, start, taken);
  }
  return undefined;
}

/** Lists sets of steps without which the last ones are refused: by the policies that allow each of them. */
function neededFor({ env }: BelowCeiling, { met = '', steps, world }: AboveWays, start: string): WayStep[][] {
  const last = administratorActions.flatMap(
    (action) => authorize(world, { ...actingAs(world, met, env), action, resource: '*' }, env).deciding,
  );
  const chosen: WayStep[][] = [];
  for (const shift of [0, 1, 2]) {
    const needed = new Set<WayStep>();
    const add = (principal: string, policies: readonly string[], before: number): void => {
      const earlier = steps.slice(0, before);
      const free = earlier.filter((one) => one.to === principal && freesFrom(one));
      const giving = [...new Set(policies)].flatMap((policy) => {
        const written = earlier.filter((one) => writes(one, principal, policy));
        const links = earlier.filter((one) => one.to === principal && brings(world, one, policy));
        return [written[Math.min(shift, written.length - 1)], links[Math.min(shift, links.length - 1)]];
      });
      const gained = principal === start ? undefined : earlier.find((one) => isGaining(one, principal));
      for (const one of [...free, ...giving, gained]) {
        if (!one || needed.has(one)) continue;
        needed.add(one);
        const allowed = one.decided.flatMap(({ decision }) => decision.deciding.map(({ policy }) => policy));
        add(one.from, allowed, steps.indexOf(one));
      }
    };
    add(
      met,
      last.map(({ policy }) => policy),
      steps.length,
    );
    chosen.push(steps.filter((one) => needed.has(one)));
  }
  return chosen;
}

const isGaining = ({ method, from, to }: WayStep, principal: string): boolean =>
  to === principal && from !== principal && !method.isPreparation;

const joins = ({ method: { needs } }: Pick<WayStep, 'method'>): boolean =>
  needs.some(({ action }) => action === 'iam:AddUserToGroup');

/** It takes a limit from the one that it is for: a boundary, or a policy or a group that denies. */
const freesFrom = ({ method: { needs } }: WayStep): boolean =>
  needs.some(({ action }) => /Boundary|^iam:(Detach|Delete\w+Policy$|Remove|Untag|Tag)/.test(action));

/** It changes what the policy says. */
const writes = ({ to, choice, method }: WayStep, principal: string, policy: string): boolean =>
  choice.policy === policy ||
  (policy.startsWith(`${choice.group}#`) && !joins({ method })) ||
  (policy.startsWith(`${principal}#`) && to === principal && choice.group === undefined);

/** It lets the target have the policy: attaches it, or makes it one of a group that has the policy then. */
function brings(
  world: World,
  { choice: { group = '', attaches }, method }: WayStep,
  policy: string,
): boolean {
  if (attaches === policy) return true;
  if (!joins({ method })) return false;
  if (policy.startsWith(`${group}#`)) return true;
  return findByArn(world, 'groups', group)?.attachedPolicies.some((one) => one === policy) ?? false;
}

/** Returns the steps by which one was gained after the other. */
function chainTo(met: string, start: string, steps: readonly WayStep[]): WayStep[] {
  const chain: WayStep[] = [];
  let at = met;
  while (at !== start) {
    const step = steps.find((one) => one.to === at && !one.method.isPreparation && one.from !== at);
    if (!step || chain.includes(step)) return chain;
    chain.unshift(step);
    at = step.from;
  }
  return chain;
}

/** Takes those of the steps that the world allows, in their order, until the aim is met. */
function* takenSteps(
  { world, aim, env, counting }: BelowCeiling,
  start: string,
  steps: readonly WayStep[],
): Generator<undefined, AttackPath | undefined, undefined> {
  let after = world;
  const held = new Set([start]);
  const taken: WayStep[] = [];
  const ended = (): AttackPath | undefined => {
    for (const arn of [...held].toReversed()) {
      if (aim.isMetBy(after, arn)) return pathOf(start, arn, taken, aim);
      const onlyWith = counting === 'assumed' ? aim.isMetWith?.(after, arn) : undefined;
      if (onlyWith) return { ...pathOf(start, arn, taken, aim), onlyWith };
    }
    return undefined;
  };
  const already = ended();
  if (already) return already;
  for (const step of steps) {
    env.pace.count(ofAttempt);
    if (env.pace.isDue()) yield undefined;
    if (!held.has(step.from)) continue;
    const { method, from, choice } = step;
    // The actor stands for what a method makes.
    const to = method.gain === 'new' ? from : step.to;
    const result = attemptMethod(after, method, { from, to, choice }, env, 'stop');
    if (!countsAs(counting, result)) continue;
    const { decided, assumes, isLikely, gained } = result;
    const { isLikely: _, ...plain } = step;
    taken.push({
      ...plain,
      to: gained,
      decided,
      assumes,
      choice: result.choice,
      ...(isLikely && { isLikely }),
    });
    after = result.after;
    if (!method.isPreparation) held.add(gained);
    const path = ended();
    if (path) return path;
  }
  return undefined;
}

const pathOf = (from: string, last: string, steps: readonly WayStep[], { end }: Aim): AttackPath => ({
  from,
  to: end ?? last,
  steps: [...steps],
});

/** Leaves out one step after the other, for as long as the rest leads to the aim. */
function* withoutNeedlessSteps(
  below: BelowCeiling,
  start: string,
  path: AttackPath,
): Generator<undefined, AttackPath | undefined, undefined> {
  let best = path;
  for (let at = path.steps.length - 1; at >= 0; at -= 1) {
    const fewer = yield* takenSteps(below, start, best.steps.toSpliced(at, 1));
    if (fewer && fewer.steps.length < best.steps.length && isAssumed(fewer) <= isAssumed(best)) {
      best = fewer;
      at = Math.min(at, best.steps.length);
    }
  }
  return best.steps.length <= mostSteps ? best : undefined;
}
