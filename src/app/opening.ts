import type { Scenario, ScenarioGuide } from '../share/scenario-format.ts';
import { type Staged, staged } from './example.ts';
import type { Exhibit } from './exhibit.svelte.ts';
import { openStart } from './guide.ts';
import { type Problem, scenarioProblem } from './problems.ts';
import type { Session } from './session.svelte.ts';

/**
 * Opening what somebody shared: a link, a code that was pasted, a scenario file. All become a preview that
 * touches nothing; only "Keep a copy" makes a workspace of it. What cannot be read is said, and nothing stays.
 */
export async function openLink(session: Session, fragment: string): Promise<boolean> {
  const [{ decodeLink }, { loadLinkBase }] = await Promise.all([
    import('../share/link.ts'),
    import('../share/link-bases.ts'),
  ]);
  let result = decodeLink(fragment);
  if (!result.ok && result.problem.base !== undefined) {
    const base = await loadLinkBase(result.problem.base);
    if (base) result = decodeLink(fragment, base);
  }
  if (!result.ok) return refuse(session, scenarioProblem('This link', result.problem.message));
  return preview(session, result.scenario, 'This link', fragment.trim());
}

/** The text of a scenario file. */
export async function openScenarioText(session: Session, name: string, text: string): Promise<boolean> {
  const [{ readScenario }, { tooDeepText }] = await Promise.all([
    import('../share/scenario.ts'),
    import('../share/depth.ts'),
  ]);
  if (tooDeepText(text)) return refuse(session, scenarioProblem(name, 'it is nested too deeply.'));
  const result = readScenario(text);
  if (result.ok) return preview(session, result.scenario, name);
  const { message, place } = result.problem;
  const where = place ? `line ${place.line}, column ${place.column}: ` : '';
  return refuse(session, scenarioProblem(name, `${where}${message}.`));
}

/** Shows a scenario over the open workspace, which stays as it is. `what`: what it is called where it cannot be shown. */
export async function preview(
  session: Session,
  scenario: Scenario,
  what: string,
  link?: string,
): Promise<boolean> {
  const made = await staged(scenario, 'shared', session.staging);
  if (typeof made === 'string') return refuse(session, scenarioProblem(what, `${made}.`));
  session.show(await exhibitOf(session, made, link));
  openStart(scenario);
  return true;
}

async function exhibitOf(session: Session, made: Staged, link: string | undefined): Promise<Exhibit> {
  const { worldOf } = await import('../share/world-records.ts');
  return {
    kind: 'preview',
    world: worldOf(made.records),
    account: made.about.account,
    ...(made.about.guide ? { guide: made.about.guide as ScenarioGuide } : {}),
    title: `Preview of “${made.about.name}”`,
    refusal:
      'You can look and ask; nothing here is saved. Keep a copy to change it: your own work is not touched.',
    keepLabel: 'Keep a copy',
    keep: () => session.create(made.about, made.records),
    ...(link === undefined ? {} : { link }),
  };
}

function refuse(session: Session, problem: Problem): false {
  session.report(problem);
  return false;
}
