import type { ScenarioGuide } from '../share/scenario-format.ts';
import { go, parseHash } from './routes.svelte.ts';
import type { Session } from './session.svelte.ts';

/** What the scenario on screen says about itself, of a preview too: purpose, notes, pinned answers, steps. */
export const shownGuide = ({ exhibit, workspace }: Session): ScenarioGuide | undefined =>
  exhibit?.kind === 'preview' ? exhibit.guide : workspace?.guide;

export const noGuide: ScenarioGuide = { purpose: '', notes: [], questions: [], steps: [] };

/** Where a scenario begins: at its place, else at its first question, else at Ask. */
export function openStart({ place, start }: ScenarioGuide): void {
  if (place !== undefined && openPlace(place)) return;
  if (!start) return go('ask');
  const { principal, action, resource, context = {} } = start.question;
  const stated: Record<string, string> = {};
  for (const [key, value] of Object.entries(context)) stated[`c.${key}`] = [value].flat().join(',');
  go('ask', [], { p: principal, a: action, r: resource, ...stated });
}

/** False where the address names no place of this version of the page. */
export function openPlace(hash: string): boolean {
  const route = parseHash(hash);
  if (route) go(route.place, route.path, route.query);
  return route !== undefined;
}
