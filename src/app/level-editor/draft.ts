/** A level that the person writes: the open workspace is its start, and its guide with an exercise is the rest. */

import { describeRequest } from '../../core/words/request.ts';
import type { AnswerRef } from '../../learn/level/proof.ts';
import type { ScenarioCall, ScenarioExercise, ScenarioGoal } from '../../share/scenario/format/guide.ts';
import type { ScenarioGuide } from '../../share/scenario/format/scenario.ts';
import { newToken } from '../../platform/random.ts';
import { noGuide, shownGuide } from '../guide/guide.ts';
import type { Session } from '../session/session.svelte.ts';
import type { WorkspaceInfo } from '../workspaces/info.ts';

export type { AnswerRef } from '../../learn/level/proof.ts';
export type { ScenarioCall } from '../../share/scenario/format/guide.ts';

export interface LevelDraft extends ScenarioGuide {
  readonly exercise: ScenarioExercise;
}

const isDraft = (guide: ScenarioGuide | undefined): guide is LevelDraft =>
  guide?.exercise !== undefined && guide.level === undefined;

export function openDraft(session: Session): LevelDraft | undefined {
  const guide = session.workspaces.current?.guide;
  return isDraft(guide) ? guide : undefined;
}

export const draftsOf = ({ workspaces }: Session): readonly WorkspaceInfo[] =>
  workspaces.list.filter(({ guide, archived }) => isDraft(guide) && archived === undefined).toReversed();

/**
 * Copies the account on screen into a new workspace, in which a level is written. Goals and texts of its guide stay; its
 * steps do not, because they tell how it is solved and name goals that the level may lose.
 */
export function beginDraft(session: Session): Promise<boolean> {
  const name = session.readOnlyWorld?.name ?? session.workspaces.current?.name ?? 'My level';
  const { level: _, variant: __, next: ___, start, ...guide } = shownGuide(session) ?? noGuide;
  // A level that is written from another one has progress of its own.
  const exercise = { ...noExercise(), ...guide.exercise, id: newExerciseId() };
  // A level has goals: nothing leads from question to question.
  const begun = start ? { start: { ...start, next: [] } } : {};
  return session.workspaces.createFromWorld(session.state.world, {
    name: `Level: ${name.replace(/^Level: /, '')}`,
    origin: 'new',
    account: session.account,
    guide: { ...guide, ...begun, steps: [], exercise } satisfies LevelDraft,
  });
}

const newExerciseId = (): string =>
  newToken()
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '')
    .slice(0, 12);

const noExercise = (): Omit<ScenarioExercise, 'id'> => ({
  minutes: 10,
  hints: [],
  solution: [],
  alternatives: [],
  wrong: [],
});

let turn: Promise<unknown> = Promise.resolve();

/** Saves a change of the draft, one after the other. Returns whether it was saved. */
export function editDraft(session: Session, change: (draft: LevelDraft) => LevelDraft): Promise<boolean> {
  const edit = turn.then(async () => {
    const draft = openDraft(session);
    return draft !== undefined && (await session.workspaces.saveGuide(change(draft), draft));
  });
  turn = edit.catch(() => undefined);
  return edit;
}

export const withGoals = (draft: LevelDraft, goals: readonly ScenarioGoal[]): LevelDraft => ({
  ...draft,
  goals,
  exercise: failingAt(draft.exercise, goals),
});

/** A wrong answer whose goal is gone fails at the first one left. Without a goal it waits for the next one. */
export function failingAt(exercise: ScenarioExercise, goals: readonly ScenarioGoal[]): ScenarioExercise {
  const first = goals[0]?.id;
  const wrong = exercise.wrong.map((one) => ({
    ...one,
    fails: goals.some(({ id }) => id === one.fails) ? one.fails : (first ?? one.fails),
  }));
  return { ...exercise, wrong };
}

/** Puts the calls of an answer into the draft. An answer that is not there yet is added. */
export function withCalls(
  draft: LevelDraft,
  { part, at }: AnswerRef,
  calls: readonly ScenarioCall[],
): LevelDraft {
  const text = textOf(calls);
  const { exercise, goals = [] } = draft;
  if (part === 'solution') return { ...draft, exercise: { ...exercise, solution: calls } };
  if (part === 'alternative') {
    const alternatives = placed(exercise.alternatives, at, { text, calls });
    return { ...draft, exercise: { ...exercise, alternatives } };
  }
  const wrong = placed(exercise.wrong, at, { text, calls, fails: goals[0]?.id ?? '' });
  return { ...draft, exercise: { ...exercise, wrong } };
}

interface Texted {
  readonly text: string;
  readonly calls: readonly ScenarioCall[];
}

/** Replaces the calls of the answer at that place, or adds the answer. A text that nobody wrote follows the calls. */
function placed<T extends Texted>(list: readonly T[], at: number, answer: T): T[] {
  const there = list[at];
  if (!there) return [...list, answer];
  const text = there.text === textOf(there.calls) ? textOf(answer.calls) : there.text;
  return list.with(at, { ...there, calls: answer.calls, text });
}

const textOf = ([first]: readonly ScenarioCall[]): string => (first ? describeRequest(first) : '');

export function answerCallsOf({ exercise }: LevelDraft, { part, at }: AnswerRef): readonly ScenarioCall[] {
  if (part === 'solution') return exercise.solution;
  return (part === 'alternative' ? exercise.alternatives : exercise.wrong)[at]?.calls ?? [];
}
