/**
 * Keeps what was typed into a wizard while the page is open, so that a person can look something up elsewhere
 * and come back. Each workspace has its own drafts. Creating or cancelling ends one.
 */

import type { Session } from '../../../../app/session/session.svelte.ts';
import { memoBy } from '../../../../core/model/memo.ts';

const draftsOf = memoBy((_: Session) => new Map<string, unknown>());

export interface UnsentDraft<Draft> {
  readonly draft: Draft;
  /** Forgets the draft: the next wizard of this kind begins empty. */
  readonly end: () => void;
}

export function keptDraft<Draft>(session: Session, kind: string, make: () => Draft): UnsentDraft<Draft> {
  const drafts = draftsOf(session);
  const key = `${session.workspaces.current?.id ?? ''}/${session.account}/${kind}`;
  let draft = drafts.get(key) as Draft | undefined;
  if (!draft) drafts.set(key, (draft = make()));
  return { draft, end: () => drafts.delete(key) };
}
