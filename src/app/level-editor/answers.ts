/** Small changes of the level that the open workspace writes: pinned answers, and the texts of recorded ones. */

import type { ScenarioQuestion } from '../../share/scenario/format/parts.ts';
import type { ScenarioVerdict } from '../../share/scenario/format/guide.ts';
import { sameQuestion } from '../../share/scenario/progress.ts';
import { decide } from '../dispatch/decide.ts';
import { answerId } from '../guide/guide.ts';
import type { Session } from '../session/session.svelte.ts';
import { type AnswerRef, editDraft, type LevelDraft, withGoals } from './draft.ts';

/** Wants this answer to the question, once. The level opens at the question of its first goal. */
export const addGoal = (
  session: Session,
  question: ScenarioQuestion,
  wanted: ScenarioVerdict,
): Promise<boolean> =>
  editDraft(session, (draft) => {
    const { goals = [], start, place } = draft;
    if (goals.some((goal) => sameQuestion(goal.question, question)))
      return {
        ...draft,
        goals: goals.map((goal) => (sameQuestion(goal.question, question) ? { ...goal, wanted } : goal)),
      };
    const goal = { id: answerId(question, idsOf(draft)), text: '', question, wanted };
    const opened =
      start || place !== undefined ? {} : { start: { account: session.account, question, next: [] } };
    return { ...withGoals(draft, [...goals, goal]), ...opened };
  });

export const addPin = (session: Session, question: ScenarioQuestion): Promise<boolean> =>
  editDraft(session, (draft) => {
    if (draft.questions.some((pin) => sameQuestion(pin.question, question))) return draft;
    const { verdict: expected } = decide(session, question);
    const pin = { id: answerId(question, idsOf(draft)), text: '', question, expected };
    return { ...draft, questions: [...draft.questions, pin] };
  });

const idsOf = ({ goals = [], questions }: LevelDraft): Set<string> =>
  new Set([...goals, ...questions].flatMap(({ id }) => id ?? []));

const listOf = ({ part }: AnswerRef) => (part === 'alternative' ? 'alternatives' : 'wrong');

export function withAnswerText(draft: LevelDraft, ref: AnswerRef, text: string): LevelDraft {
  const { exercise } = draft;
  const list = listOf(ref);
  const texted = exercise[list].map((one, at) => (at === ref.at ? { ...one, text } : one));
  return { ...draft, exercise: { ...exercise, [list]: texted } };
}

export function withoutAnswer(draft: LevelDraft, ref: AnswerRef): LevelDraft {
  const { exercise } = draft;
  const list = listOf(ref);
  return { ...draft, exercise: { ...exercise, [list]: exercise[list].filter((_, at) => at !== ref.at) } };
}
