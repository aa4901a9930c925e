/** Proves the level that the open workspace writes, exactly as it would be shared. It is loaded when it is asked for. */

import { ownLevel } from '../../learn/level/own.ts';
import { PlayedLevel } from '../../learn/level/played.ts';
import { type LevelFinding, isWarning, proofIn } from '../../learn/level/proof.ts';
import type { Scenario } from '../../share/scenario/format/scenario.ts';
import { readScenario, writeScenario } from '../../share/scenario/file.ts';
import { shortestLink } from '../../share/scenario/share.ts';
import { playMeans } from '../learn/own-level.ts';
import { type SharingChoice, sharedNow } from '../share/offer.ts';
import { readLink } from '../share/open.ts';
import type { Session } from '../session/session.svelte.ts';
import { editDraft, openDraft } from './draft.ts';

export { isWarning, type LevelFinding } from '../../learn/level/proof.ts';

export interface Checked {
  readonly findings: readonly LevelFinding[];
  readonly scenario: Scenario;
  /** The state that was proved. A change during the proof makes it old. */
  readonly of: string;
}

/** Everything that the proof depends on: the account, the title and the level itself. */
export const provedState = ({ state, workspaces: { current } }: Session): string =>
  JSON.stringify([current?.id, state.revision, current?.name, current?.guide]);

/** Returns how a level is shared: whole, without secrets, and with its own notes. */
export function sharingOf(session: Session): SharingChoice {
  const { current } = session.workspaces;
  return {
    title: current?.name ?? '',
    notes: current?.guide?.notes.join('\n\n') ?? '',
    question: undefined,
    withSecrets: false,
    anonymous: false,
    asLevel: true,
  };
}

/** Each wrong answer learns here at which goal it fails, before the rest is judged. */
export async function checkDraft(session: Session): Promise<Checked> {
  const workspace = session.workspaces.current?.id;
  const first = await playedDraft(session);
  const fails = await Promise.all(
    first.played.level.wrong.map(async (one) => {
      const { open } = await first.played.after(one.calls);
      return open.some(({ goal }) => goal.id === one.fails) ? one.fails : (open[0]?.goal.id ?? one.fails);
    }),
  );
  if (session.workspaces.current?.id !== workspace) throw new Error('Another workspace was opened.');
  const wrong = openDraft(session)?.exercise.wrong ?? [];
  if (wrong.some((one, at) => one.fails !== fails[at]))
    await editDraft(session, (draft) => ({
      ...draft,
      exercise: {
        ...draft.exercise,
        wrong: draft.exercise.wrong.map((one, at) => ({ ...one, fails: fails[at] ?? one.fails })),
      },
    }));
  const of = provedState(session);
  const { played, scenario } = await playedDraft(session);
  const findings = [...(await readingFindings(scenario)), ...(await proofIn(played))];
  return { findings: findings.toSorted((a, b) => Number(isWarning(a)) - Number(isWarning(b))), scenario, of };
}

async function readingFindings(scenario: Scenario): Promise<LevelFinding[]> {
  const read = [await readLink(await shortestLink(scenario)), readScenario(writeScenario(scenario))].find(
    ({ ok }) => !ok,
  );
  return read === undefined || read.ok ? [] : [{ kind: 'unreadable', message: read.error.message }];
}

async function playedDraft(session: Session): Promise<{ played: PlayedLevel; scenario: Scenario }> {
  const { scenario } = await sharedNow(session, sharingOf(session));
  const level = ownLevel(scenario);
  if (!level) throw new Error('this workspace writes no level');
  return { played: await PlayedLevel.begin(level, await playMeans(session)), scenario };
}
