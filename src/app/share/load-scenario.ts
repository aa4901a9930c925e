/** Turns a scenario into a workspace that can be made. Its readers are loaded with the first scenario. */

import { type Result, ok } from '../../core/model/result.ts';
import type { Scenario, ScenarioGuide } from '../../share/scenario/format/scenario.ts';
import type { StagingMeans } from '../../share/staging/staged.ts';
import { type WorldRecords, noRecords } from '../../share/world-records.ts';
import type { WorkspaceOrigin } from '../../store/rows.ts';
import type { AboutWorkspace } from '../workspaces/list.svelte.ts';
import type { GalleryCard } from '../../content/gallery/cards.ts';
import { defined } from '../../core/model/defined.ts';

export type { StagingMeans } from '../../share/staging/staged.ts';

export interface Staged {
  readonly about: AboutWorkspace;
  readonly records: WorldRecords;
}

/** Returns the scenario as rows, or one sentence that says why they do not fit together. */
export async function staged(
  scenario: Scenario,
  origin: WorkspaceOrigin,
  means: StagingMeans,
): Promise<Result<Staged, string>> {
  const { stagedRecords } = await import('../../share/staging/staged.ts');
  const made = await stagedRecords(scenario, means);
  if (!made.ok) return made;
  const { records, account } = made.value;
  const about: AboutWorkspace = {
    name: scenario.title,
    account,
    origin,
    notices: [],
    guide: guideOf(scenario),
  };
  return ok({ about, records });
}

const guideOf = (scenario: Scenario): ScenarioGuide => {
  const { purpose, notes, start, place, goals, questions, steps, learnt, next } = scenario;
  const { level, variant, exercise } = scenario;
  return {
    purpose,
    notes,
    ...defined({ start, place, goals }),
    questions,
    steps,
    ...defined({ learnt, next, level, variant, exercise }),
  };
};

/** The example that a first visit opens. It is level 1 in disguise: it begins with a question. */
export const firstExample = 'first-minutes';
const firstLevel = 'first-policy';

/** Returns an example of the page; `undefined` when there is none of that name. */
export async function loadExample(name: string, means: StagingMeans): Promise<Staged | undefined> {
  if (name === firstExample) return loadFirst();
  const [{ findExample }, { loadShipped }] = await Promise.all([
    import('../../content/gallery/examples.ts'),
    import('../../share/scenario/file.ts'),
  ]);
  const found = findExample(name);
  if (!found) return undefined;
  const example = await staged(await loadShipped(found), 'example', means);
  if (!example.ok) throw new Error(`example \`${name}\`: ${example.error}`);
  return example.value;
}

/** The first example is there as rows already: a first visit needs no reader of scenarios. */
async function loadFirst(): Promise<Staged> {
  const { default: first } = await import('../../share/gallery/first-workspace.json');
  const { about, records } = first as unknown as Staged;
  const guide = { ...(about.guide as ScenarioGuide), level: firstLevel };
  return { about: { ...about, guide }, records: { ...noRecords(), ...records } };
}

export type { GalleryCard };

export const loadGallery = async (): Promise<readonly GalleryCard[]> =>
  (await import('../../content/gallery/cards.ts')).gallery;
