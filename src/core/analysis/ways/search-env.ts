/** The environment of one search. It remembers answers, because methods ask the same questions of the same world. */

import type { DecisionEnv } from '../../authz/authorize.ts';
import type { World } from '../../model/world/world.ts';

export interface SearchEnv extends DecisionEnv {
  readonly answers: WeakMap<World, Map<string, unknown>>;
}

/** Call it anew for each search: a world changes in place between two of them. */
export const searchEnv = (env: DecisionEnv): SearchEnv => ({ ...env, answers: new WeakMap() });

export function remembered<T>({ answers }: SearchEnv, world: World, key: string, make: () => T): T {
  let known = answers.get(world) as Map<string, T> | undefined;
  if (!known) answers.set(world, (known = new Map<string, T>()));
  const before = known.get(key);
  if (before !== undefined) return before;
  const made = make();
  known.set(key, made);
  return made;
}
