/**
 * Makes a workspace of a way that was played: it begins as the account was, and each call is a change of its history with
 * its events. The open workspace stays as it is.
 */

import { isoSeconds } from '../../core/model/request/request.ts';
import type { Draft } from '../dispatch/open-workspace.svelte.ts';
import type { Session } from './session.svelte.ts';
import type { Branch } from '../workspaces/list.svelte.ts';
import { type PlayedWay, stillHolds } from './played-way.ts';

/**
 * Opens the new workspace, and acts in it as what was gained. False when nothing was made: the account has changed since,
 * the way did not reach its aim, or the write failed; then the screen says why.
 */
export async function keepPlayed(session: Session, played: PlayedWay, name: string): Promise<boolean> {
  const { end, from, acts, at } = played;
  if (!end.reached || !stillHolds(played, session)) return false;
  const { account, workspaces, identity } = session;
  const notices = session.readOnlyWorld?.kind === 'preview' ? [] : (workspaces.current?.notices ?? []);
  const about: Branch = { name, origin: 'new', account, notices: [...notices] };
  const drafts = acts.map(({ outcome, ...act }): Draft => {
    const { changes, marks, events } = outcome;
    const entry = { ...act, at: isoSeconds(at) };
    return { intent: changes.length > 0 ? { kind: 'do', entry } : { kind: 'trace' }, changes, marks, events };
  });
  if (!(await workspaces.createFromWorld(from.world, about, drafts))) return false;
  const { caller, arn, session: id } = end.held;
  if (id === undefined || caller.kind !== 'session') identity.actAs(arn);
  else if (session.state.world.sessions.get(id)?.console === true) identity.enter(id);
  else identity.use(id);
  return true;
}
