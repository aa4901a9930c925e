/**
 * Where a bare address leads: to where the person left off, else to the first question of the example that
 * opens. An address that names a place is never changed.
 */

import type { Store } from '../../store/store.ts';
import { href, route } from './routes.svelte.ts';
import type { WorkspaceInfo } from '../workspaces/info.ts';

const lastRoute = 'last-route';

/** Opens the last address, and keeps every later one for the next visit. */
export async function resumeRoute(store: Store): Promise<void> {
  const last = await store.setting(lastRoute).catch(() => undefined);
  if (typeof last === 'string') route.resume(last);
  // Losing this note costs nothing, so a failed write is no problem to report.
  route.onChange = (hash) => void store.putSetting(lastRoute, hash);
}

/** The first question of a workspace that comes with one. */
export function openFirstQuestion({ guide }: WorkspaceInfo): void {
  if (!guide?.start || !route.bare) return;
  const { principal, action, resource } = guide.start.question;
  route.resume(href('ask', [], { p: principal, a: action, r: resource }));
}
