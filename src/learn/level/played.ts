/**
 * A level that is played without a page: calls are made in copies of its world, and the goals are judged after them.
 * What only a page or a test has, the reference and the clock, is given.
 */

import type { AccountId } from '../../core/model/ids.ts';
import type { TrailEvent } from '../../core/model/records/trail-event.ts';
import type { Env } from '../../core/model/request/request.ts';
import { cloneWorld } from '../../core/model/world/apply.ts';
import type { World } from '../../core/model/world/world.ts';
import type { StagingMeans } from '../../share/staging/staged.ts';
import { makeCalls } from './calls.ts';
import type { Level, LevelCall } from './format.ts';
import { judgeLevel } from './judge.ts';
import type { GoalNow, LevelNow, LevelPlace } from './standing.ts';
import { worldOfLevel } from './world.ts';
import type { Scenario } from '../../share/scenario/format/scenario.ts';
import { ownLevel } from './own.ts';
import { variantOfScenario } from './variant.ts';
import { defined } from '../../core/model/defined.ts';

export interface PlayMeans {
  readonly staging: StagingMeans;
  readonly envOf: (world: World) => Env;
}

/** A call that AWS refused. */
export interface RefusedLevelCall {
  /** Counts from 0. */
  readonly at: number;
  readonly call: LevelCall;
  readonly code: string;
  readonly message: string;
}

export interface AfterCalls extends LevelNow {
  /** Goals that do not hold, the visible ones first. */
  readonly open: readonly GoalNow[];
  readonly refused?: RefusedLevelCall;
}

/** @internal Returns the world in which a level begins. */
export async function placeOfLevel(
  level: Pick<Level, 'id' | 'scenario'>,
  { staging, envOf }: PlayMeans,
): Promise<LevelPlace> {
  const { world, account } = await worldOfLevel(level, staging);
  return { world, account, env: envOf(world) };
}

export class PlayedLevel {
  readonly level: Level;
  /** The world at its beginning. It never changes. */
  readonly world: World;
  readonly #account: AccountId;
  readonly #envOf: PlayMeans['envOf'];

  private constructor(level: Level, { world, account }: LevelPlace, envOf: PlayMeans['envOf']) {
    this.level = level;
    this.world = world;
    this.#account = account;
    this.#envOf = envOf;
  }

  static async begin(level: Level, means: PlayMeans): Promise<PlayedLevel> {
    return new PlayedLevel(level, await placeOfLevel(level, means), means.envOf);
  }

  /** Returns where the level stands after the calls. A call that is refused is the last. */
  async after(calls: readonly LevelCall[]): Promise<AfterCalls> {
    const { place, refused } = this.#made(calls);
    const now = await judgeLevel(this.level, place);
    const open = [...now.goals, ...now.hidden].filter(({ reached }) => !reached);
    return { ...now, open, ...defined({ refused }) };
  }

  #made(calls: readonly LevelCall[]): { readonly place: LevelPlace; readonly refused?: RefusedLevelCall } {
    const world = cloneWorld(this.world);
    const events: TrailEvent[] = [];
    // A source that begins again for each call would give the same ids again.
    const { random } = this.#envOf(world);
    const place = () => ({
      world,
      account: this.#account,
      env: { ...this.#envOf(world), random },
      events: () => Promise.resolve(events),
    });
    for (const [at, call] of calls.entries()) {
      const [outcome] = makeCalls(world, [call], place());
      events.push(...(outcome?.events ?? []));
      if (outcome?.ok === false)
        return {
          place: place(),
          refused: { at, call, code: outcome.error.code, message: outcome.error.message },
        };
    }
    return { place: place() };
  }
}

/**
 * Returns a level in the variant of a student. Where its solution says a name in part, as `*roll/*` does, other names make
 * it wrong: then the student gets the names of the teacher, because a level that cannot be solved is worse.
 */
export async function heldVariant(scenario: Scenario, seed: string, means: PlayMeans): Promise<Scenario> {
  const variant = variantOfScenario(scenario, seed);
  const level = ownLevel(variant);
  if (!level) return variant;
  const { solved } = await (await PlayedLevel.begin(level, means)).after(level.solution);
  return solved ? variant : { ...scenario, variant: seed };
}
