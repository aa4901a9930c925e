/** The environment of one search. It remembers answers, because methods ask the same questions of the same world. */

import type { DecisionEnv } from '../../authz/authorize.ts';
import type { World } from '../../model/world/world.ts';
import type { AllowedCall } from './changes.ts';
import { Pace } from './search/pace.ts';

export interface SearchEnv extends DecisionEnv {
  readonly answers: WeakMap<World, Map<string, unknown>>;
  readonly pace: Pace;
  /** Lays calls over worlds in which nobody loses anything (ceiling/). Absent: as they are. */
  readonly afterCall?: (world: World, call: AllowedCall) => World;
}

/** An address that no network has (RFC 1112). A right that needs a certain address is none, whichever address that is. */
const nowhere = '240.0.0.1';

/** One for each search: a world changes between two. Without a stated address, the actor stands nowhere. */
export const searchEnv = (env: DecisionEnv): SearchEnv => ({
  ...env,
  source: env.source?.ip === undefined ? { ...env.source, ip: nowhere } : env.source,
  answers: new WeakMap(),
  pace: new Pace(),
});

export function remembered<T>({ answers, pace }: SearchEnv, world: World, key: string, make: () => T): T {
  let known = answers.get(world) as Map<string, T> | undefined;
  if (!known) answers.set(world, (known = new Map<string, T>()));
  const before = known.get(key);
  if (before !== undefined) return before;
  pace.count(1);
  const made = make();
  known.set(key, made);
  return made;
}
