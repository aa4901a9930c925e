/** The environment of one search. It remembers answers, because methods ask the same questions of the same world. */

import type { DecisionEnv } from '../../authz/authorize.ts';
import type { World } from '../../model/world/world.ts';

export interface SearchEnv extends DecisionEnv {
  readonly answers: WeakMap<World, Map<string, unknown>>;
}

/** An address that no network has (RFC 1112). A right that needs a certain address is none, whichever address that is. */
const nowhere = '240.0.0.1';

/**
 * Call it anew for each search: a world changes in place between two of them. Where the caller states no address, the
 * actor stands nowhere.
 */
export const searchEnv = (env: DecisionEnv): SearchEnv => ({
  ...env,
  source: env.source?.ip === undefined ? { ...env.source, ip: nowhere } : env.source,
  answers: new WeakMap(),
});

export function remembered<T>({ answers }: SearchEnv, world: World, key: string, make: () => T): T {
  let known = answers.get(world) as Map<string, T> | undefined;
  if (!known) answers.set(world, (known = new Map<string, T>()));
  const before = known.get(key);
  if (before !== undefined) return before;
  const made = make();
  known.set(key, made);
  return made;
}
