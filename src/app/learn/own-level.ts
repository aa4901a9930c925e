/** Opens a level that a person made. One whose text, goals or solution changed since has another workspace. */

import { findOwn } from '../../learn/class/read.ts';
import { heldVariant, type PlayMeans } from '../../learn/level/played.ts';
import { ownLevelId } from '../../learn/level/own.ts';
import type { Scenario, ScenarioGuide } from '../../share/scenario/format/scenario.ts';
import { wallClock, wallIso } from '../../platform/clock.ts';
import { noteInClass } from '../class/note.ts';
import { openStart } from '../guide/guide.ts';
import { scenarioProblem } from '../problems/problem.ts';
import type { Session } from '../session/session.svelte.ts';
import { staged } from '../share/load-scenario.ts';
import { simulatedTime } from '../../core/model/records/clock.ts';

export { ownLevel } from '../../learn/level/own.ts';
export type { Scenario } from '../../share/scenario/format/scenario.ts';

/**
 * Returns a level that the teacher of the joined class made, in the variant of the student; `undefined` where the variant
 * is of somebody else, or the class has no such level.
 */
export async function levelOfClass(
  session: Session,
  id: string,
  variant: string | undefined,
): Promise<Scenario | undefined> {
  const joined = await session.joined();
  const { work } = await joined.latest();
  if (!work || variant === undefined || variant !== joined.variant) return undefined;
  const scenario = findOwn(work.plan, id);
  return scenario && heldVariant(scenario, variant, await playMeans(session));
}

/** Returns whether the level is on screen now. What fails is shown as a problem. */
export async function playOwnLevel(session: Session, scenario: Scenario): Promise<boolean> {
  const { workspaces } = session;
  const made = await staged(scenario, 'shared', workspaces.staging);
  const id = scenario.exercise && ownLevelId(scenario.exercise);
  if (!made.ok || id === undefined) {
    session.problems.show(scenarioProblem(scenario.title, made.ok ? 'it is no level.' : `${made.error}.`));
    return false;
  }
  const guide = { ...(made.value.about.guide as ScenarioGuide), level: id };
  const written = JSON.stringify(guide);
  const known = workspaces.list.findLast(
    (one) => one.archived === undefined && JSON.stringify(one.guide) === written,
  );
  if (known) {
    if (known.id === workspaces.current?.id) session.readOnly.close();
    else if (!(await workspaces.open(known.id))) return false;
  } else {
    if (!(await workspaces.create({ ...made.value.about, guide }, made.value.records))) return false;
    void noteInClass(session, { id, variant: guide.variant }, {});
    const level = { openedAt: wallIso(), stars: [], hints: 0, watched: false };
    void session.progress.add({ levels: { [id]: level }, guesses: {} });
  }
  openStart(guide);
  window.scrollTo({ top: 0 });
  return true;
}

export async function playMeans(session: Session): Promise<PlayMeans> {
  await Promise.all([session.catalogue.loadManagedPolicies(), session.catalogue.loadAllActions()]);
  return {
    staging: session.workspaces.staging,
    envOf: (world) => ({ ...session.env, now: simulatedTime(world, wallClock()) }),
  };
}
