/** Names the world whose policies the parts below show, where it is not the open one: a draft, or another workspace. */

import { getContext, setContext } from 'svelte';
import type { World } from '../../core/model/world/world.ts';

export interface ShownWorld {
  readonly world: World;
  /** Its records are those of the open account, so links to their pages are right. */
  readonly isOpen: boolean;
}

const key = Symbol('shown world');

/** `undefined`: the open world. */
export const showWorld = (read: () => ShownWorld | undefined): void => void setContext(key, read);

/** Returns a function that reads it, or `undefined` for the open world. */
export const useShownWorld = (): (() => ShownWorld | undefined) =>
  getContext<(() => ShownWorld | undefined) | undefined>(key) ?? (() => undefined);
