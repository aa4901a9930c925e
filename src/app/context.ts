import { createContext } from 'svelte';
import type { Session } from './session.svelte.ts';

/** How a view reaches the session: main.ts (or a test) sets it above the component tree, views use it. */
const [getSession, putSession] = createContext<Session>();

export const setSession = (session: Session): Session => putSession(session);

/** The session of the tree. Throws outside a tree that has one: a bug of ours. */
export const useSession = (): Session => getSession();
