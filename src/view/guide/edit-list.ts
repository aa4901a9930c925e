/** Changes of the ordered lists in the guide's editor: a row moves, or gets another text. */

import type { ScenarioStep } from '../../app/guide/guide.ts';

export function moved<T>(list: readonly T[], from: number, by: number): T[] {
  const next = [...list];
  next.splice(from + by, 0, ...next.splice(from, 1));
  return next;
}

export const withText = <T extends { readonly text: string }>(
  list: readonly T[],
  at: number,
  text: string,
): T[] => list.map((one, index) => (index === at ? { ...one, text } : one));

/** Leaves out of a step what refers to answers that are no longer in the guide. */
export function withoutLost(
  { done, solution, ...step }: ScenarioStep,
  ids: ReadonlySet<string>,
): ScenarioStep {
  const checks = Object.entries(done ?? {}).filter(([id]) => ids.has(id));
  return {
    ...step,
    ...(checks.length > 0 ? { done: Object.fromEntries(checks) } : {}),
    ...(solution ? { solution: { ...solution, turns: solution.turns.filter((id) => ids.has(id)) } } : {}),
  };
}
