/** Judges a goal that makes calls: in a copy of the world, through the door, which is loaded for it. */

import { cloneWorld } from '../../core/model/world/apply.ts';
import { makeCalls } from './calls.ts';
import type { CallsCheck } from './format.ts';
import { type Judged, type LevelPlace, awsSays, isWanted } from './standing.ts';

export function judgeCalls(check: CallsCheck, { world, account, env }: LevelPlace): Judged {
  const outcomes = makeCalls(cloneWorld(world), check.calls, { account, env, whole: false });
  const last = outcomes.at(-1);
  const now = last?.ok === true;
  const error = last?.ok === false ? last.error : undefined;
  const fits = check.code === undefined || check.code === error?.code;
  return {
    now,
    reached: now === isWanted(check) && (now || fits),
    ...(error ? { why: awsSays(error.message) } : {}),
  };
}
