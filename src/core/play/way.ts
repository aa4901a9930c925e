/**
 * Plays a way to power in a branch of the world: each step is real requests through the door, by who holds the
 * credentials at that point. The world itself stays as it is. What the door does not simulate is said, never passed over.
 */

import { administration } from '../analysis/administrator.ts';
import { isAdministrator } from '../analysis/ways/administrator.ts';
import { searchEnv } from '../analysis/ways/search-env.ts';
import { aimOf } from '../analysis/ways/search/aims.ts';
import { entityBehind } from '../analysis/ways/choices.ts';
import type { Env } from '../model/request/request.ts';
import { rolesRunBy } from '../model/world/running-roles.ts';
import { type World, findByArn } from '../model/world/world.ts';
import type { PlayableStep, PlayableWay } from './playable.ts';
import { playStep } from './step.ts';
import { type HeldCredentials, type PlayedCall, Stage } from './stage.ts';
import { defined } from '../model/defined.ts';

export type Played = {
  /** All requests that were sent, in order, with what the door answered. */
  readonly calls: readonly PlayedCall[];
  /** The branch after the last call. */
  readonly world: World;
} & (
  | { readonly played: true; readonly held: HeldCredentials }
  | {
      readonly played: false;
      /** The step that ended it, from 0; the number of steps when all were played and lead nowhere. */
      readonly step: number;
      /** One sentence. */
      readonly because: string;
    }
);

/** `aim`: `administrator` or an ARN. `env.reference` must hold the policies and actions of the way. */
export function playWay(
  world: World,
  { from, to, steps }: PlayableWay,
  env: Env,
  aim = 'administrator',
): Played {
  const stage = new Stage(world, env);
  const ended = (step: number, because: string): Played => ({
    played: false,
    step,
    because,
    calls: stage.calls,
    world: stage.world,
  });
  const start = beginning(world, from);
  if (start === undefined) return ended(0, `${from} is outside of the world, so it cannot begin here.`);
  let last = stage.heldBy(start);
  const held = new Map([[start, last]]);
  for (const [at, step] of steps.entries()) {
    const actor = held.get(step.from);
    if (!actor) return ended(at, `No credentials of ${step.from} were gained before.`);
    stage.step = at;
    const done = playStep(stage, actor, step, takersOf(step.to, steps.slice(at + 1)));
    if (!done.ok) return ended(at, done.because);
    if (!step.method.isPreparation) held.set(step.to, (last = done.held));
  }
  // A way may end by strengthening somebody whose credentials were gained before.
  const end = held.get(to) ?? last;
  if (aim === 'administrator' && !isPowerful(stage.world, end, env))
    return ended(steps.length, `At the end ${end.arn} may not do everything in the account.`);
  if (
    aim !== 'administrator' &&
    !aimOf(stage.world, aim, undefined, searchEnv(env)).isMetBy(stage.world, end.arn)
  )
    return ended(steps.length, `At the end ${end.arn} does not reach ${aim}.`);
  return { played: true, held: end, calls: stage.calls, world: stage.world };
}

/** Returns the services that later steps hand the role to. */
const takersOf = (role: string, later: readonly PlayableStep[]): string[] => [
  ...new Set(
    later.flatMap(({ to, method: { trusts } }) => (to === role && trusts !== undefined ? [trusts] : [])),
  ),
];

/** Returns the user or role that acts first: of a thing, the role that it runs as. */
function beginning(world: World, from: string): string | undefined {
  if (entityBehind(world, from)) return from;
  const thing = findByArn(world, 'resources', from);
  return thing && rolesRunBy(world, thing).find((role) => entityBehind(world, role));
}

/** An administrator, or whoever can make itself one: it has all rights but for a Deny that it can take from itself. */
function isPowerful(world: World, { arn, session }: HeldCredentials, { now }: Env): boolean {
  const asked = { principal: arn, ...defined({ session }) };
  return administration(world, asked, { now }).isAdministrator || isAdministrator(world, arn, { now });
}
