/** A judgement: where a level stands, what its goals say there, and the stars that it earns. */

import type { AccountId } from '../../core/model/ids.ts';
import type { TrailEvent } from '../../core/model/records/trail-event.ts';
import type { Env } from '../../core/model/request/request.ts';
import type { World } from '../../core/model/world/world.ts';
import type { LevelCheck, LevelGoal } from './format.ts';
import type { Steps } from '../../core/model/steps.ts';

export interface Judged {
  /** The answer now, in the words of the goal: allowed, done, so. */
  readonly now: boolean;
  /** It is as it is wanted. */
  readonly reached: boolean;
  /** One sentence of the engine or of AWS that says why it is so now; absent where nothing says it. */
  readonly why?: string;
}

export interface GoalNow extends Judged {
  readonly goal: LevelGoal;
}

export interface LevelNow {
  readonly goals: readonly GoalNow[];
  readonly hidden: readonly GoalNow[];
  /** All goals that are seen are reached. */
  readonly solved: boolean;
  /** All hidden goals hold too. */
  readonly least: boolean;
}

export interface LevelPlace {
  readonly world: World;
  /** The account that the level opens on. */
  readonly account: AccountId;
  readonly env: Env;
  /** Reads the events of all calls since the start that were not undone, oldest first. */
  readonly events?: () => Promise<readonly TrailEvent[]>;
  /** Runs long work, on a page with pauses; absent: at once. Rejects when nobody wants the result any more. */
  readonly run?: <T>(steps: Steps<T>) => Promise<T>;
}

/** Says whose words these are: a learner reads the reasons of the simulator beside them. */
export const awsSays = (message: string): string => `AWS says: “${message.replace(/\.$/, '')}.”`;

/** Returns what a check wants, in the same words as `Judged.now`. */
export function isWanted(check: LevelCheck): boolean {
  switch (check.kind) {
    case 'answer':
    case 'every':
      return check.wanted === 'allowed';
    case 'calls':
    case 'flow':
      return check.wanted === 'done';
    case 'no-way-up':
      return false;
    case 'reached':
      return true;
    case 'fact':
      return check.wanted;
  }
}

/** Each star is its own: a person can earn the third without the second. */
export const stars = ['solved', 'least-privilege', 'few-steps'] as const;
export type Star = (typeof stars)[number];

interface Finish {
  readonly solved: boolean;
  /** The hidden goals hold. */
  readonly least: boolean;
  /** Changes in effect that the person made. */
  readonly steps: number;
  /** The level cannot be solved without a change. An account that came solved then shows no short way. */
  readonly needsChange: boolean;
}

/** `reference`: the number of calls of the solution. */
export function starsOf({ solved, least, steps, needsChange }: Finish, reference: number): Star[] {
  const few = steps <= reference && (steps > 0 || !needsChange);
  return solved ? stars.filter((star) => star === 'solved' || (star === 'few-steps' ? few : least)) : [];
}
