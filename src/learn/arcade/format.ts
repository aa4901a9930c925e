/** The types of templates: each makes as many different questions about one thing as there are seeds. */

import type { Question } from '../../core/authz/authorize.ts';
import type { Decision } from '../../core/authz/decision.ts';
import type { World } from '../../core/model/world/world.ts';
import type { Dice } from '../../share/generate/dice.ts';

export type Difficulty = 1 | 2 | 3 | 4 | 5;

export interface ArcadeTemplate {
  /** The key of its progress and a part of links. It never changes. */
  readonly id: string;
  /** Says what it is about, after the answer: `A deny wins`. */
  readonly title: string;
  readonly difficulty: Difficulty;
  /** Id of the level that teaches it. */
  readonly level?: string;
  readonly make: (dice: Dice) => Asking | Round;
}

/** A question in its world. The answer is not in it: the engine gives it. */
export interface Asking extends Scene {
  readonly question: Question;
}

/** A question that several decisions answer, which are made already. */
export interface Round extends Scene {
  readonly answer: boolean;
  /** Everything was allowed. */
  readonly works: boolean;
  /** Said with the answer, before the decisions: the way that there is. */
  readonly told?: string;
  readonly decided: readonly DecidedQuestion[];
  readonly asked: readonly AskedRow[];
}

interface Scene {
  readonly world: World;
  /** `Can `alice` read the secret `wifi`?` */
  readonly text: string;
  /** Sentences about things that no policy shows: where the request comes from, which tags there are. */
  readonly facts?: readonly string[];
  /** ARNs of policies, and of users, groups or roles, that are shown too, though they do not count. */
  readonly also?: readonly string[];
  /** Time of the request in milliseconds. */
  readonly now?: number;
}

export interface AskedRow {
  readonly label: 'Who' | 'Action' | 'Resource' | 'How' | 'Needs' | 'Aim';
  readonly text: string;
}

export interface DecidedQuestion {
  readonly question: Question;
  readonly decision: Decision;
}

/** The time of a request that states none. */
export const usualTime = Date.UTC(2026, 2, 10, 9);
