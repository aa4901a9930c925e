/** Remembers for a visit which node was selected last in each account, so that the graph opens with it again. */

import type { Session } from '../../../app/session/session.svelte.ts';

const selected = new WeakMap<Session, Map<string, string>>();

export const lastSelected = (session: Session, scope: string): string | undefined =>
  selected.get(session)?.get(scope);

export function rememberSelected(session: Session, scope: string, id: string | undefined): void {
  const known = selected.get(session) ?? new Map<string, string>();
  if (id === undefined) known.delete(scope);
  else known.set(scope, id);
  selected.set(session, known);
}
