/** The types of a scenario's guide: its questions, goals, pinned answers and steps, and the exercise that makes it a level. */

import type { ServiceName } from '../../core/model/request/request.ts';

export interface ScenarioStart {
  /** The account on screen. */
  readonly account: string;
  readonly question: ScenarioQuestion;
  /** Questions after the first answer was changed. */
  readonly next: readonly { readonly text: string; readonly question: ScenarioQuestion }[];
}

export interface ScenarioQuestion {
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
}

export type ScenarioVerdict = 'allowed' | 'denied';

export interface ScenarioGoal {
  /** Steps refer to it by this id. No pinned answer has the same. */
  readonly id: string;
  /** A sentence that is true or not, shown beside the answer that is wanted: `Mallory can read the payroll`. */
  readonly text: string;
  readonly question: ScenarioQuestion;
  readonly wanted: ScenarioVerdict;
}

export interface ScenarioPin {
  /** Steps refer to it by this id. */
  readonly id?: string;
  readonly text: string;
  readonly question: ScenarioQuestion;
  readonly expected: ScenarioVerdict;
}

export interface ScenarioStep {
  readonly text: string;
  /** Address on the page, beginning with its hash: `#/graph`. */
  readonly place?: string;
  /** A flow at one of its messages. */
  readonly flow?: ScenarioFlow;
  /**
   * Answers by the id of their goal or pin: the step is done while all of them hold. Absent: while everything
   * has turned that its solution turns. A step that turns nothing is done when the person says so.
   */
  readonly done?: Readonly<Record<string, ScenarioVerdict>>;
  readonly solution?: ScenarioSolution;
}

export interface ScenarioFlow {
  /** `assume-role` */
  readonly id: string;
  /** Values for the form before the flow. */
  readonly fields: Readonly<Record<string, string>>;
  /** Counts from 1; absent for the form. */
  readonly step?: number;
}

/** The calls that make the change that a step asks for. */
export interface ScenarioSolution {
  readonly calls: readonly ScenarioCall[];
  /** Ids of the goals and pinned answers that it changes. */
  readonly turns: readonly string[];
}

export interface ScenarioCall {
  /** Default: `iam`. */
  readonly service?: SolvingService;
  readonly operation: string;
  /** Uses AWS's member names; a document may be an object. */
  readonly params: Readonly<Record<string, unknown>>;
  /** ARN of the caller; by default the root user of the account that the scenario starts in. */
  readonly as?: string;
}

/** AWS's services only, nothing that only the playground can do. */
export type SolvingService = Exclude<ServiceName, 'playground' | 'signin' | 'any'>;

/** The seed of a variant. */
export const variantPattern = /^[a-z2-9]{6}$/;

/** The part of a level that a person made and that no guide has: its answers, right and wrong. */
export interface ScenarioExercise {
  /** The key of its progress. */
  readonly id: string;
  /** A person who is new to it needs about this long. */
  readonly minutes: number;
  /** Up to three: a nudge, the place, the exact change. */
  readonly hints: readonly string[];
  readonly solution: readonly ScenarioCall[];
  readonly alternatives: readonly { readonly text: string; readonly calls: readonly ScenarioCall[] }[];
  /** `fails`: id of the goal that does not hold after the calls. */
  readonly wrong: readonly {
    readonly text: string;
    readonly calls: readonly ScenarioCall[];
    readonly fails: string;
  }[];
}
