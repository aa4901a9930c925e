/** Tells how far a guide was followed: goals, pinned answers and steps. Its caller gives the answers. */

import type { ScenarioGoal, ScenarioPin, ScenarioStep, ScenarioVerdict } from './format/guide.ts';
import type { ScenarioGuide } from './format/scenario.ts';
import type { ScenarioQuestion } from './format/parts.ts';
import { goalFact } from './goal-fact.ts';
import { defined } from '../../core/model/defined.ts';

export type JudgeScenario = (question: ScenarioQuestion) => ScenarioVerdict;

export interface ScenarioGoalNow {
  readonly goal: ScenarioGoal;
  readonly now: ScenarioVerdict;
  readonly reached: boolean;
}

export interface PinNow {
  readonly pin: ScenarioPin;
  readonly now: ScenarioVerdict;
  readonly changed: boolean;
}

export interface StepNow {
  readonly step: ScenarioStep;
  readonly done: boolean;
  /** False when only the person can say that the step is done. */
  readonly checked: boolean;
}

export interface GuideProgress {
  readonly goals: readonly ScenarioGoalNow[];
  readonly pins: readonly PinNow[];
  readonly steps: readonly StepNow[];
  /** All goals are reached and all steps are done; false where there are none of both. */
  readonly finished: boolean;
}

/** `ticked`: texts of the steps that the person called done. A changed text is a new step. */
export function progressOf(
  { goals: wishes = [], questions, steps }: ScenarioGuide,
  answerTo: JudgeScenario,
  ticked: readonly string[],
): GuideProgress {
  const goals = wishes.map((goal): ScenarioGoalNow => {
    const now = answerTo(goal.question);
    return { goal, now, reached: now === goal.wanted };
  });
  const pins = questions.map((pin): PinNow => {
    const now = answerTo(pin.question);
    return { pin, now, changed: now !== pin.expected };
  });
  const answers = new Map<string, { now: ScenarioVerdict; turned: boolean }>([
    ...goals.map(({ goal, now, reached }) => [goal.id, { now, turned: reached }] as const),
    ...pins.flatMap(({ pin: { id }, now, changed: turned }) =>
      id === undefined ? [] : [[id, { now, turned }] as const],
    ),
  ]);
  const stepped = steps.map((step): StepNow => {
    const turns = step.solution?.turns ?? [];
    const wanted = Object.entries(step.done ?? {});
    if (wanted.length > 0)
      return { step, checked: true, done: wanted.every(([id, is]) => answers.get(id)?.now === is) };
    if (turns.length > 0)
      return { step, checked: true, done: turns.every((id) => answers.get(id)?.turned === true) };
    return { step, checked: false, done: ticked.includes(step.text) };
  });
  return {
    goals,
    pins,
    steps: stepped,
    finished:
      goals.length + stepped.length > 0 &&
      goals.every(({ reached }) => reached) &&
      stepped.every(({ done }) => done),
  };
}

/** Returns true when `asked` is this question. The region of the top bar may stand in its context as well. */
export function sameQuestion(question: ScenarioQuestion, asked: ScenarioQuestion): boolean {
  const stated = ({ context = {} }: ScenarioQuestion) =>
    Object.fromEntries(Object.entries(context).map(([key, value]) => [key, String(value)]));
  const [own, other] = [stated(question), stated(asked)];
  return (
    question.principal === asked.principal &&
    question.action === asked.action &&
    question.resource === asked.resource &&
    Object.entries(own).every(([key, value]) => other[key] === value) &&
    Object.keys(other).every((key) => key in own || key === 'aws:RequestedRegion')
  );
}

export interface Ahead {
  /** The goal that the question on screen is about. */
  readonly goal?: ScenarioGoalNow;
  /** The question to go on with; absent while the goal on screen is open. */
  readonly next?: {
    /** A question of the walk from `start`, or the first goal that is open. */
    readonly kind: 'question' | 'goal';
    readonly text: string;
    readonly question: ScenarioQuestion;
  };
  readonly reached: boolean;
}

/**
 * Returns what the guide says to a question on screen. `changed`: the person has changed something, which a
 * guide without goals waits for before it leads on.
 */
export function aheadOf(
  guide: ScenarioGuide,
  asked: ScenarioQuestion,
  answerTo: JudgeScenario,
  changed: boolean,
): Ahead {
  const { goals } = progressOf({ ...guide, questions: [], steps: [] }, answerTo, []);
  const goal = goals.find((one) => sameQuestion(one.goal.question, asked));
  const so = {
    ...defined({ goal }),
    reached: goals.length > 0 && goals.every(({ reached }) => reached),
  };
  if (goal && !goal.reached) return so;
  const { start } = guide;
  const walk = start ? [{ text: '', question: start.question }, ...start.next] : [];
  const at = walk.findIndex(({ question }) => sameQuestion(question, asked));
  const waits = goals.length === 0 && at === 0 && !(changed && answerTo(asked) === 'allowed');
  if (waits || (at < 0 && !goal)) return so;
  const reached = goals.filter((one) => one.reached);
  const question = (at < 0 ? [] : walk.slice(at + 1)).find(
    (one) => !reached.some((done) => sameQuestion(done.goal.question, one.question)),
  );
  if (question) return { ...so, next: { kind: 'question', ...question } };
  const open = goals.find((one) => !one.reached)?.goal;
  if (!open) return so;
  return { ...so, next: { kind: 'goal', text: goalFact(open), question: open.question } };
}
