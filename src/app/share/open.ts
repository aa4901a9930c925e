/**
 * Opens what somebody shared: a link, a pasted code, or a scenario file. Each becomes a preview that changes
 * nothing; only "Keep a copy" makes a workspace of it. What cannot be read is reported and leaves nothing.
 */

import { messageOfThrown } from '../../core/model/thrown.ts';
import type { LinkResult } from '../../share/link/codec.ts';
import { isClassLink } from '../../share/link/is-link.ts';
import type { Scenario, ScenarioGuide } from '../../share/scenario/format/scenario.ts';
import { type Staged, staged } from './load-scenario.ts';
import type { ReadOnlyWorld } from '../session/read-only-world.svelte.ts';
import { openStart } from '../guide/guide.ts';
import type { WorkspaceOrigin } from '../../store/rows.ts';
import { type Problem, scenarioProblem } from '../problems/problem.ts';
import type { Session } from '../session/session.svelte.ts';
import { defined } from '../../core/model/defined.ts';

/** `stay`: the preview is shown at the address that is open, not where the scenario begins. */
export async function openLink(
  session: Session,
  fragment: string,
  { stay = false }: { readonly stay?: boolean } = {},
): Promise<boolean> {
  if (isClassLink(fragment)) {
    const { openClassLink } = await import('../class/open.ts');
    return openClassLink(session, fragment);
  }
  const result = await readLink(fragment);
  if (!result.ok) return refuse(session, scenarioProblem('This link', result.error.message));
  const begin = stay ? { begin: () => undefined } : {};
  return preview(session, result.value, 'This link', { link: fragment.trim(), ...begin });
}

export async function readLink(fragment: string): Promise<LinkResult> {
  const [{ decodeLink }, { loadLinkBase }] = await Promise.all([
    import('../../share/link/codec.ts'),
    import('../../share/link/base-scenarios.ts'),
  ]);
  const result = decodeLink(fragment);
  if (result.ok || result.error.base === undefined) return result;
  const base = await loadLinkBase(result.error.base);
  return base ? decodeLink(fragment, base) : result;
}

export async function openScenarioText(session: Session, name: string, text: string): Promise<boolean> {
  const [{ readScenario }, { tooDeepText }] = await Promise.all([
    import('../../share/scenario/file.ts'),
    import('../../share/json/depth.ts'),
  ]);
  if (tooDeepText(text)) return refuse(session, scenarioProblem(name, 'it is nested too deeply.'));
  const result = readScenario(text);
  if (result.ok) return preview(session, result.value, name);
  const { message, place } = result.error;
  const where = place ? `line ${place.line}, column ${place.column}: ` : '';
  return refuse(session, scenarioProblem(name, `${where}${message}.`));
}

export async function openFromGallery(
  session: Session,
  id: string,
  begin?: (scenario: Scenario) => void,
): Promise<boolean> {
  const [{ findInGallery }, { loadShipped }] = await Promise.all([
    import('../../content/gallery/cards.ts'),
    import('../../share/scenario/file.ts'),
  ]);
  try {
    const card = findInGallery(id);
    if (!card) return refuse(session, scenarioProblem(id, 'there is no such scenario.'));
    return await previewExample(session, await loadShipped(card), begin);
  } catch (error) {
    // The scenario's file did not arrive: there is no network, and the browser has not stored it yet.
    return refuse(session, scenarioProblem(id, messageOfThrown(error)));
  }
}

/** Shows a scenario of the page itself, which a reload of the page shows again. */
export async function previewExample(
  session: Session,
  scenario: Scenario,
  begin?: (scenario: Scenario) => void,
): Promise<boolean> {
  const { shortestLink } = await import('../../share/scenario/share.ts');
  const link = await shortestLink(scenario);
  return preview(session, scenario, scenario.title, { link, origin: 'example', ...defined({ begin }) });
}

interface PreviewOptions {
  readonly link?: string;
  readonly origin?: WorkspaceOrigin;
  readonly begin?: (scenario: Scenario) => void;
}

/** Shows a scenario over the open workspace, which stays. `what` names it when it cannot be shown. */
export async function preview(
  session: Session,
  scenario: Scenario,
  what: string,
  { link, origin = 'shared', begin = openStart }: PreviewOptions = {},
): Promise<boolean> {
  const made = await staged(scenario, origin, session.workspaces.staging);
  if (!made.ok) return refuse(session, scenarioProblem(what, `${made.error}.`));
  session.readOnly.show(await previewOf(session, scenario, made.value, link));
  begin(scenario);
  // The person may come from far down a long page; the preview begins at its top.
  window.scrollTo({ top: 0 });
  return true;
}

async function previewOf(
  session: Session,
  scenario: Scenario,
  made: Staged,
  link: string | undefined,
): Promise<ReadOnlyWorld> {
  const { worldOf } = await import('../../share/world-records.ts');
  const { about, records } = made;
  return {
    kind: 'preview',
    world: worldOf(records),
    account: about.account,
    ...(about.guide ? { guide: about.guide as ScenarioGuide } : {}),
    name: about.name,
    title: `Preview of “${about.name}”`,
    ...(scenario.exercise
      ? {
          refusal:
            'You can look and ask. Play this level to change something. Your own work does not change.',
          keepLabel: 'Play this level',
          keep: async () => {
            const { playOwnLevel } = await import('../learn/own-level.ts');
            return playOwnLevel(session, scenario);
          },
        }
      : {
          refusal:
            'You can look and ask. Nothing here is saved. Keep a copy to change it. Your own work does not change.',
          keepLabel: 'Keep a copy',
          keep: () => session.workspaces.create(about, records),
        }),
    ...defined({ link }),
  };
}

function refuse(session: Session, problem: Problem): false {
  session.problems.show(problem);
  return false;
}
