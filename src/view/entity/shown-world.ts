/** Tells the parts below which world they show, where it is not the open one, and how their links open. */

import { getContext, setContext } from 'svelte';
import type { World } from '../../core/model/world/world.ts';

/** A draft, or another workspace. */
export interface ShownWorld {
  readonly world: World;
  /** Its records are those of the open account, so links to their pages are right. */
  readonly isOpen: boolean;
}

const worldKey = Symbol('shown world');

/** `undefined`: the open world. */
export const showWorld = (read: () => ShownWorld | undefined): void => void setContext(worldKey, read);

/** Returns a function that reads it, or `undefined` for the open world. */
export const useShownWorld = (): (() => ShownWorld | undefined) =>
  getContext<(() => ShownWorld | undefined) | undefined>(worldKey) ?? (() => undefined);

/** `tab`: in a tab of its own, because the page holds text that is not saved. `nowhere`: no links. */
export type Opens = 'page' | 'tab' | 'nowhere';

export const linkTargetOf = (opens: Opens): { target?: string; rel?: string } =>
  opens === 'tab' ? { target: '_blank', rel: 'noopener' } : {};

const opensKey = Symbol('opens');

export const openLinks = (read: () => Opens): void => void setContext(opensKey, read);

export const useOpens = (): (() => Opens) =>
  getContext<(() => Opens) | undefined>(opensKey) ?? (() => 'page');
