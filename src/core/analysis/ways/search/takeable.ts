/** Finds from whom a preparation can take something away: most have nothing, so nobody asks about them. */

import type { RoleRecord, UserRecord } from '#core/model/records/identities.ts';
import type { World } from '#core/model/world/world.ts';
import { choicesOf, entityBehind, entityKindOf } from '../choices.ts';
import type { Method } from '../format.ts';
import { hasRoomForGroup, hasRoomForPolicy } from '../making/room.ts';
import type { SearchEnv } from '../search-env.ts';
import { memoBy } from '#core/model/memo.ts';

const takesAway =
  /^iam:(Detach(User|Role|Group)Policy|Delete(User|Role|Group)Policy|RemoveUserFromGroup|SetDefaultPolicyVersion)$/;

export class Takeable {
  readonly #env: SearchEnv;
  /** The key is the table of accounts, which stays the same object in every world that a search makes. */
  readonly #known = memoBy((_: World['accounts']) => new Map<Method, ReadonlySet<string>>());

  constructor(env: SearchEnv) {
    this.#env = env;
  }

  *prepare(world: World, method: Method): Generator<undefined, void, undefined> {
    const known = this.#known(world.accounts);
    if (known.has(method) || !isTaking(method)) return;
    const found = new Set<string>();
    const { pace } = this.#env;
    for (const one of (method.gain === 'user' ? world.users : world.roles).values()) {
      pace.count(ofChoices);
      if (pace.isDue()) yield undefined;
      if (choicesOf(world, method, one, one, this.#env).length > 0 || isFull(world, one)) found.add(one.arn);
    }
    // Nothing that a way changes gives somebody a Deny that it would take away again.
    known.set(method, found);
  }

  /** Takes over what was read in a world before edits; reads anew only those that they touched. */
  keep(before: Takeable, inWorld: World, world: World, touched: ReadonlySet<string>): void {
    const known = this.#known(world.accounts);
    for (const [method, from] of before.#known(inWorld.accounts)) {
      if (known.has(method)) continue;
      const found = new Set(from);
      for (const arn of touched) {
        const one = entityBehind(world, arn);
        if (one?.arn !== arn || entityKindOf(one) !== method.gain) continue;
        if (choicesOf(world, method, one, one, this.#env).length > 0) found.add(arn);
        else found.delete(arn);
      }
      known.set(method, found);
    }
  }

  /** Returns the ARNs of those from whom it takes; `undefined` for a method that takes nothing away. */
  by(world: World, method: Method): ReadonlySet<string> | undefined {
    for (const _ of this.prepare(world, method)) continue;
    return this.#known(world.accounts).get(method);
  }
}

/** Returns true for one that cannot have another policy or group, whoever takes one away. */
const isFull = (world: World, one: UserRecord | RoleRecord): boolean =>
  !hasRoomForPolicy(world, one) ||
  ('groups' in one &&
    (!hasRoomForGroup(world, one) ||
      one.groups.some((id) => {
        const group = world.groups.get(id);
        return group !== undefined && !hasRoomForPolicy(world, group);
      })));

const ofChoices = 0.1;

const isTaking = ({ isPreparation, needs }: Method): boolean =>
  isPreparation === true && takesAway.test(needs[0]?.action ?? '');
