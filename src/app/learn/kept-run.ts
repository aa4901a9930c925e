/** Remembers the round of the arcade in this tab, so that a reload goes on with it. Another visit of the tab forgets it. */

import type { Run } from '../../learn/arcade/run.ts';
import { remember, rememberedInTab } from '../../platform/browser-memory.ts';

const key = 'arcade';

export interface KeptRun {
  /** The seed of the link that it began with. */
  readonly link?: string;
  readonly run: Run;
  /** The best result before the round. */
  readonly best: number;
  /** Titles and levels of the questions that were asked, by their keys. */
  readonly titles: Readonly<Record<string, { readonly title: string; readonly level?: string }>>;
}

export const keepRun = (kept: KeptRun | undefined): void => remember(key, kept && JSON.stringify(kept));

/** Returns the round that began with this link; `undefined` where there is none, or it is of another shape. */
export function keptRun(link: string | undefined): KeptRun | undefined {
  const text = rememberedInTab(key);
  if (text === undefined) return undefined;
  try {
    const kept: unknown = JSON.parse(text);
    return isKept(kept) && kept.link === link ? kept : undefined;
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

function isKept(value: unknown): value is KeptRun {
  if (!isObject(value) || !isObject(value['run']) || !isObject(value['titles'])) return false;
  const { word, shared, items, answers, due, skill, replaced } = value['run'];
  return (
    typeof word === 'string' &&
    typeof shared === 'boolean' &&
    [items, answers, due].every((list) => Array.isArray(list)) &&
    [skill, replaced, value['best']].every((number) => typeof number === 'number')
  );
}
