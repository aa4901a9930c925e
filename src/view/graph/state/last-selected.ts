/** Remembers for a visit which node was selected last in each account, so that the graph opens with it again. */

import type { Session } from '../../../app/session/session.svelte.ts';
import { memoBy } from '../../../core/model/memo.ts';

const selected = memoBy((_: Session) => new Map<string, string>());

export const lastSelected = (session: Session, scope: string): string | undefined =>
  selected(session).get(scope);

export function rememberSelected(session: Session, scope: string, id: string | undefined): void {
  if (id === undefined) selected(session).delete(scope);
  else selected(session).set(scope, id);
}
