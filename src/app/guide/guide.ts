/** The guide of the scenario on screen: its text, its panel's state, and the addresses that it leads to. */

import type { ScenarioFlow } from '../../share/scenario/format/guide.ts';
import type { ScenarioGuide } from '../../share/scenario/format/scenario.ts';
import type { ScenarioQuestion } from '../../share/scenario/format/parts.ts';
import { remember, rememberedInTab } from '../../platform/browser-memory.ts';
import { questionQuery } from '../navigation/question.ts';
import { go, href, parseHash } from '../navigation/routes.svelte.ts';
import type { Session } from '../session/session.svelte.ts';

export type { ScenarioGoal, ScenarioPin, ScenarioStep } from '../../share/scenario/format/guide.ts';
export { goalFact } from '../../share/scenario/goal-fact.ts';
export type { ScenarioGuide } from '../../share/scenario/format/scenario.ts';
export type { ScenarioQuestion } from '../../share/scenario/format/parts.ts';
export type { PinNow, StepNow } from '../../share/scenario/progress.ts';

/** Returns whether the person opened or closed the guide in this tab; `undefined` before either. */
export function guideChoice(): boolean | undefined {
  const choice = rememberedInTab('guide');
  return choice === undefined ? undefined : choice === 'open';
}
export const keepGuideChoice = (open: boolean): void => remember('guide', open ? 'open' : 'closed');

export const shownGuide = ({ readOnlyWorld, workspaces }: Session): ScenarioGuide | undefined =>
  readOnlyWorld?.kind === 'preview' ? readOnlyWorld.guide : workspaces.current?.guide;

/** Returns whether a level was opened, and not met on a first visit, which Ask leads from question to question. */
export const isOpenedLevel = (guide: ScenarioGuide | undefined): boolean =>
  guide?.level !== undefined && (guide.start?.next.length ?? 0) === 0;

/** Labels of the changes that show a level's solution begin so, in every tab and after a reload. No act of a person has it. */
export const solutionLabel = 'Solution of ';

export const noGuide: ScenarioGuide = { purpose: '', notes: [], questions: [], steps: [] };

/** Names the lists of a guide that hold something: `2 goals`, `1 step`. */
export function guideCounts({ goals = [], questions, steps }: ScenarioGuide): string[] {
  const lists = [
    ['goal', goals],
    ['pinned answer', questions],
    ['step', steps],
  ] as const;
  return lists.flatMap(([word, { length }]) =>
    length === 0 ? [] : [`${length} ${word}${length === 1 ? '' : 's'}`],
  );
}

/** Opens the place where the scenario begins: its `place`, else its first question, else Ask. */
export function openStart({ place, start }: ScenarioGuide): void {
  if (place !== undefined && openPlace(place)) return;
  if (!start) return go('ask');
  go('ask', [], questionQuery(start.question));
}

/** Returns false when this version of the page has no such place. */
function openPlace(hash: string): boolean {
  const route = parseHash(hash);
  if (route) go(route.place, route.path, route.query);
  return route !== undefined;
}

/** Returns the address of a flow at one of its messages, or at its form: `#/flows/saml?step=3&role=…`. */
export const flowAddress = ({ id, fields, step }: ScenarioFlow): string =>
  href('flows', [id], { ...(step === undefined ? {} : { step: String(step) }), ...fields });

/** Returns an id for a goal or pinned answer that is not in `taken`, for example `alice-s3-getobject`. */
export function answerId({ principal, action }: ScenarioQuestion, taken: ReadonlySet<string>): string {
  const name = principal.split(/[/:]/).at(-1) ?? '';
  const base = `${name}-${action}`
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 32);
  let id = base || 'pin';
  for (let count = 2; taken.has(id); count += 1) id = `${base}-${count}`;
  return id;
}

interface NextAfter {
  readonly kind: 'level' | 'scenario';
  readonly id: string;
  readonly title: string;
}

/** `undefined` where nothing follows, or something that this version of the page does not have. */
export async function nextAfter({ level, next }: ScenarioGuide): Promise<NextAfter | undefined> {
  if (level !== undefined) {
    const { levelAfter } = await import('../../learn/level/path.ts');
    const found = levelAfter(level);
    return found && { kind: 'level', id: found.id, title: found.title };
  }
  if (next === undefined) return undefined;
  const { findInGallery } = await import('../../content/gallery/cards.ts');
  const found = findInGallery(next);
  return found && { kind: 'scenario', id: found.id, title: found.title };
}
