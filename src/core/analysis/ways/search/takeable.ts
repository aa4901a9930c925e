/**
 * Finds from whom a preparation can take something away: a Deny, or a narrow version of a policy. Most principals have
 * neither, so nobody has to be asked about them.
 */

import type { World } from '../../../model/world/world.ts';
import { choicesOf } from '../choices.ts';
import type { Method } from '../format.ts';
import type { SearchEnv } from '../search-env.ts';

const takesAway =
  /^iam:(Detach(User|Role|Group)Policy|Delete(User|Role|Group)Policy|RemoveUserFromGroup|SetDefaultPolicyVersion)$/;

export class Takeable {
  readonly #env: SearchEnv;
  /** The key is the table of accounts, which stays the same object in every world that a search makes. */
  readonly #known = new WeakMap<World['accounts'], Map<Method, ReadonlySet<string>>>();

  constructor(env: SearchEnv) {
    this.#env = env;
  }

  /** Returns the ARNs of those from whom it takes; `undefined` for a method that takes nothing away. */
  by(world: World, method: Method): ReadonlySet<string> | undefined {
    if (!method.isPreparation || !takesAway.test(method.needs[0]?.action ?? '')) return undefined;
    let known = this.#known.get(world.accounts);
    if (!known) this.#known.set(world.accounts, (known = new Map<Method, ReadonlySet<string>>()));
    let found = known.get(method);
    // Nothing that a way changes gives somebody a Deny that it would take away again.
    if (!found) known.set(method, (found = new Set(this.#from(world, method))));
    return found;
  }

  *#from(world: World, method: Method): Generator<string, void> {
    const table = method.gain === 'user' ? world.users : world.roles;
    for (const one of table.values())
      if (choicesOf(world, method, one, one, this.#env).length > 0) yield one.arn;
  }
}
