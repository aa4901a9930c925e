/**
 * Opens a level: its workspace goes on where the person left it, or is made. A level has one workspace, and each of its
 * variants has one, so that nothing that a person made is lost and the list stays short.
 */

import { messageOfThrown } from '../../core/model/thrown.ts';
import type { Level, LevelGoal } from '../../learn/level/format.ts';
import { scenarioOfLevel } from '../../learn/level/world.ts';
import { loadLevel } from '../../learn/level/path.ts';
import type { ScenarioGoal } from '../../share/scenario/format/guide.ts';
import type { ScenarioGuide } from '../../share/scenario/format/scenario.ts';
import { wallIso } from '../../platform/clock.ts';
import { noteInClass } from '../class/note.ts';
import { openStart } from '../guide/guide.ts';
import { scenarioProblem } from '../problems/problem.ts';
import type { Session } from '../session/session.svelte.ts';
import { staged } from '../share/load-scenario.ts';
import type { WorkspaceInfo } from '../workspaces/info.ts';
import { levelOf } from './path.ts';
import { defined } from '../../core/model/defined.ts';

/** Returns whether the level, or its variant, is on screen now. What fails is shown as a problem. */
export async function openLevel(session: Session, id: string, variant?: string): Promise<boolean> {
  const card = levelOf(id, variant);
  if (!card) return refuse(session, id, 'there is no such level.');
  try {
    const level = await loadLevel(card, variant);
    const scenario = await scenarioOfLevel(level);
    const made = workspaceOf(session, id, variant)?.id;
    const guide = {
      ...guideOfLevel(level, scenario.start),
      ...defined({ variant }),
    };
    if (made === undefined) {
      const ready = await staged(scenario, 'example', session.workspaces.staging);
      if (!ready.ok) return refuse(session, card.title, `${ready.error}.`);
      const about = { ...ready.value.about, name: level.title, guide };
      if (!(await session.workspaces.create(about, ready.value.records))) return false;
      if (level.start?.as !== undefined) session.identity.actAs(level.start.as);
      void noteInClass(session, { id, variant }, {});
      const openedAt = wallIso();
      void session.progress.add({
        levels: { [id]: { openedAt, stars: [], hints: 0, watched: false } },
        guesses: {},
      });
    } else if (session.workspaces.current?.id !== made) {
      if (!(await session.workspaces.open(made))) return false;
    } else session.readOnly.close();
    openStart(guide);
    window.scrollTo({ top: 0 });
    return true;
  } catch (error) {
    // The level's file did not arrive: there is no network, and the browser has not stored it yet.
    return refuse(session, card.title, messageOfThrown(error));
  }
}

function refuse(session: Session, what: string, why: string): false {
  session.problems.show(scenarioProblem(what, why));
  return false;
}

/**
 * Returns the workspace of the level or of its variant, the newest of those that are not archived; `undefined` before it
 * was opened.
 */
export const workspaceOf = (session: Session, level: string, variant?: string): WorkspaceInfo | undefined =>
  session.workspaces.list.findLast(
    ({ guide, archived }) => guide?.level === level && guide.variant === variant && archived === undefined,
  );

/** Writes a level as the guide of its workspace, so that Ask and Home lead through its goals. */
function guideOfLevel(level: Level, start: ScenarioGuide['start']): ScenarioGuide {
  const [purpose = '', ...notes] = level.intro;
  const account = start?.account;
  const question = level.start?.question ?? start?.question;
  return {
    level: level.id,
    purpose,
    notes,
    ...(account !== undefined && question ? { start: { account, question, next: [] } } : {}),
    ...(level.start?.place === undefined ? {} : { place: level.start.place }),
    goals: level.goals.flatMap(asScenarioGoal),
    questions: [],
    steps: [],
    learnt: level.learnt,
  };
}

/** A scenario's goal is one question; the other kinds of goals are judged by the level alone. */
function asScenarioGoal({ id, text, check }: LevelGoal): ScenarioGoal[] {
  if (check.kind !== 'answer' || check.session || check.because !== undefined) return [];
  return [{ id, text, question: check.question, wanted: check.wanted }];
}
