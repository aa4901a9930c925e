/**
 * Decides what a bare address opens: the place where the person left off, else the first question of the
 * scenario. An address that names a place is never changed.
 */

import type { Store } from '../../store/store.ts';
import { href, route } from './routes.svelte.ts';
import type { WorkspaceInfo } from '../workspaces/info.ts';

const lastRoute = 'last-route';

/** Opens the last address, and stores every later one for the next visit. */
export async function resumeRoute(store: Store): Promise<void> {
  const last = await store.setting(lastRoute).catch(() => undefined);
  if (typeof last === 'string') route.resume(last);
  // A failed write is not reported: losing this note costs nothing.
  route.onChange = (hash) => void store.putSetting(lastRoute, hash);
}

/** Opens the first question of the workspace, if it has one. */
export function openFirstQuestion({ guide }: WorkspaceInfo): void {
  if (!guide?.start || !route.bare) return;
  const { principal, action, resource } = guide.start.question;
  route.resume(href('ask', [], { p: principal, a: action, r: resource }));
}
