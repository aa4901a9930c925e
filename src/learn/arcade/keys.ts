/** The keys of questions in progress: `arcade/deny-wins` is a template, `first-policy/2` a prediction of a level. */

import { findLevel } from '../level/path.ts';
import type { Template } from './format.ts';
import { findTemplate } from './templates/list.ts';

export type Source =
  | { readonly kind: 'template'; readonly template: Template }
  | { readonly kind: 'prediction'; readonly level: string; readonly at: number };

export const keyOfTemplate = ({ id }: Template): string => `arcade/${id}`;

/** Returns `undefined` for a key of another version of the page. */
export function sourceOf(key: string): Source | undefined {
  const slash = key.indexOf('/');
  const [place, name] = [key.slice(0, slash), key.slice(slash + 1)];
  if (place === 'arcade') {
    const template = findTemplate(name);
    return template && { kind: 'template', template };
  }
  return findLevel(place) && /^\d{1,2}$/.test(name)
    ? { kind: 'prediction', level: place, at: Number(name) }
    : undefined;
}

/** Predictions of levels are about as difficult as an easy template. */
export function difficultyOf(key: string): number {
  const source = sourceOf(key);
  return source?.kind === 'template' ? source.template.difficulty : 2;
}
