/** This plays levels without a page: it makes calls in a level's world, and judges the goals after each of them. */

import { arnAccount, rootArn } from '../../../src/core/model/arn.ts';
import { type AccountId, unsafeAccountId } from '../../../src/core/model/ids.ts';
import type { Env } from '../../../src/core/model/request/request.ts';
import { simulatedTime } from '../../../src/core/model/records/clock.ts';
import { cloneWorld } from '../../../src/core/model/world/apply.ts';
import type { World } from '../../../src/core/model/world/world.ts';
import { makeCalls } from '../../../src/learn/level/calls.ts';
import type { Level, LevelCall } from '../../../src/learn/level/format.ts';
import { judgeGoals, judgeLevel } from '../../../src/learn/level/judge.ts';
import type { LevelNow, Place } from '../../../src/learn/level/standing.ts';
import { worldOfLevel } from '../../../src/learn/level/world.ts';
import { createReference } from '../../../src/reference/reference.ts';
import { seededRandom } from '../../../src/share/random.ts';

const reference = createReference();
await Promise.all([reference.loadManagedPolicies(), reference.loadAllActions()]);
const wall = Date.UTC(2026, 10, 27, 12);

const policiesOf = (arns: readonly string[]) =>
  Promise.resolve(arns.flatMap((arn) => reference.managedPolicy(arn) ?? []));

const envOf = (world: World): Env => ({
  now: simulatedTime(world, wall),
  wallNow: wall,
  random: seededRandom(7),
  reference,
});

/** Returns the world in which a level begins, to judge single goals in it. */
export async function placeOf(level: Pick<Level, 'id' | 'scenario'>): Promise<Place> {
  const { world, account } = await worldOfLevel(level, { random: seededRandom(3), policiesOf });
  return { world, account, env: envOf(world) };
}

/** A level at its beginning. Each play has a copy of its world. */
export class Played {
  readonly level: Level;
  readonly #world: World;
  readonly #account: AccountId;

  private constructor(level: Level, world: World, account: AccountId) {
    this.level = level;
    this.#world = world;
    this.#account = account;
  }

  static async begin(level: Level): Promise<Played> {
    const { world, account } = await placeOf(level);
    return new Played(level, world, account);
  }

  #place(world: World): Place {
    return { world, account: this.#account, env: envOf(world) };
  }

  /** Returns where the level stands after the calls. Throws when one of them is refused. */
  async after(calls: readonly LevelCall[]): Promise<LevelNow & { readonly open: readonly string[] }> {
    const place = this.#made(calls);
    const now = await judgeLevel(this.level, place);
    const hidden = await judgeGoals(this.level.hidden, place);
    const open = [...now.goals, ...hidden].filter(({ reached }) => !reached).map(({ goal }) => goal.id);
    return { ...now, open };
  }

  #made(calls: readonly LevelCall[]): Place {
    const world = cloneWorld(this.#world);
    for (const call of calls) {
      const [outcome] = makeCalls(world, [call], { account: this.#account, env: envOf(world) });
      if (outcome?.ok === false)
        throw new Error(
          `${this.level.id}: ${call.operation}: ${outcome.error.code}: ${outcome.error.message}`,
        );
    }
    return this.#place(world);
  }

  /** Returns the ids of visible goals that were reached on the way and were open again later. */
  async lost(calls: readonly LevelCall[]): Promise<string[]> {
    const lost = new Set<string>();
    const reached = new Set<string>();
    for (let done = 0; done <= calls.length; done += 1) {
      const { goals } = await judgeLevel(this.level, this.#made(calls.slice(0, done)));
      for (const { goal, reached: is } of goals) {
        if (is) reached.add(goal.id);
        else if (reached.has(goal.id)) lost.add(goal.id);
      }
    }
    return [...lost];
  }

  /** Returns the verdict of a prediction's question in its world. */
  async predicted(at: number): Promise<boolean> {
    const prediction = this.level.predictions[at];
    if (!prediction) throw new Error(`no prediction ${at}`);
    const place = this.#made(prediction.after ?? []);
    const check = { kind: 'answer', question: prediction.question, wanted: 'allowed' } as const;
    const [judged] = await judgeGoals([{ id: 'asked', text: prediction.text, check }], place);
    return judged?.now === true;
  }

  /** ARNs of users and roles that a goal wants to be able to do something, without those that can do all already. */
  get wanting(): string[] {
    const arns = [...this.level.goals, ...this.level.hidden].flatMap(({ check }) =>
      check.kind === 'answer' && check.wanted === 'allowed' ? [check.question.principal] : [],
    );
    return [...new Set(arns)].filter((arn) => !this.#attached(arn).includes(administratorAccess));
  }

  /** Returns the policies attached to a user or role; nothing can be attached to any other ARN. */
  #attached(arn: string): readonly string[] {
    const ref = this.#world.index.byArn.get(arn);
    const holder =
      ref?.table === 'users' || ref?.table === 'roles' ? this.#world[ref.table].get(ref.id) : undefined;
    return holder?.attachedPolicies ?? [administratorAccess];
  }
}

const administratorAccess = 'arn:aws:iam::aws:policy/AdministratorAccess';

/** The call of the root user of its account that gives AdministratorAccess to a user or role. */
export function administratorCall(arn: string): LevelCall {
  const name = arn.slice(arn.lastIndexOf('/') + 1);
  const isUser = arn.includes(':user/');
  return {
    operation: isUser ? 'AttachUserPolicy' : 'AttachRolePolicy',
    params: {
      [isUser ? 'UserName' : 'RoleName']: name,
      PolicyArn: administratorAccess,
    },
    as: rootArn(unsafeAccountId(arnAccount(arn))),
  };
}
