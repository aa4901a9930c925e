/**
 * Levels that a person made: a scenario with an exercise, in the form in which levels are played and proved. Its goals
 * are wanted, its pinned answers are only watched, and it asks for no guesses.
 */

import type { Scenario, ScenarioGuide } from '../../share/scenario/format/scenario.ts';
import type { ScenarioExercise, ScenarioGoal } from '../../share/scenario/format/guide.ts';
import { goalFact } from '../../share/scenario/goal-fact.ts';
import type { Level, LevelGoal, LevelText } from './format.ts';
import { defined } from '../../core/model/defined.ts';

const mark = 'own-';

/** The key of its progress; no level of the path has it. */
export const ownLevelId = ({ id }: Pick<ScenarioExercise, 'id'>): string => `${mark}${id}`;

export const isOwnLevel = (id: string): boolean => id.startsWith(mark);

/** `undefined` for a scenario that is no level. */
export function ownLevel(scenario: Scenario): Level | undefined {
  const text = ownLevelText(scenario.title, scenario);
  return text && { ...text, scenario };
}

export function ownLevelText(title: string, guide: ScenarioGuide): LevelText | undefined {
  const { exercise, purpose, notes, goals = [], learnt = [], start, place } = guide;
  if (!exercise) return undefined;
  const { minutes, hints, solution, alternatives, wrong } = exercise;
  return {
    id: ownLevelId(exercise),
    title,
    // It stands on no path; its page names no tier.
    tier: 'basics',
    minutes,
    intro: [purpose, ...notes].filter((text) => text !== ''),
    ...(start || place !== undefined
      ? {
          start: {
            ...(start ? { question: start.question } : {}),
            ...defined({ place }),
          },
        }
      : {}),
    goals: goals.map(levelGoal),
    hidden: [],
    predictions: [],
    hints,
    solution,
    alternatives,
    wrong,
    learnt,
  };
}

const levelGoal = (goal: ScenarioGoal): LevelGoal => ({
  id: goal.id,
  text: goalFact(goal),
  check: { kind: 'answer', question: goal.question, wanted: goal.wanted },
});
