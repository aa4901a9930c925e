/** Says how links open, and tells it to the parts below. */

import { getContext, setContext } from 'svelte';

/** `tab`: in a tab of its own, because the page holds text that is not saved. `nowhere`: no links. */
export type Opens = 'page' | 'tab' | 'nowhere';

export const targetOf = (opens: Opens): { target?: string; rel?: string } =>
  opens === 'tab' ? { target: '_blank', rel: 'noopener' } : {};

const key = Symbol('opens');

export const openLinks = (read: () => Opens): void => void setContext(key, read);

export const useOpens = (): (() => Opens) => getContext<(() => Opens) | undefined>(key) ?? (() => 'page');
