/** Hands the session to views: `main.ts` (or a test) puts it above the component tree. */

import { getContext } from 'svelte';
import type { Session } from './session.svelte.ts';

const key = Symbol('session');

export const sessionContext = (session: Session): Map<unknown, unknown> => new Map([[key, session]]);

/** The session of the tree. Throws outside a tree that has one: a bug of ours. */
export function useSession(): Session {
  const session = getContext<Session | undefined>(key);
  if (!session) throw new Error('no session above this component');
  return session;
}
