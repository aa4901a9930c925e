/**
 * Makes the parts of a session and ties them to each other: the open workspace tells the other tabs of what it wrote,
 * a workspace that opens brings its account, and whatever fails is shown in one place.
 */

import { rootArn } from '../../core/model/arn.ts';
import type { AccountId } from '../../core/model/ids.ts';
import type { Env } from '../../core/model/request/request.ts';
import type { Result } from '../../core/model/result.ts';
import type { World } from '../../core/model/world/world.ts';
import type { StoreFailure } from '../../store/store.ts';
import type { Catalogue } from '../dispatch/catalogue.svelte.ts';
import type { Door } from '../dispatch/door.svelte.ts';
import { OpenWorkspace } from '../dispatch/open-workspace.svelte.ts';
import { Requests } from '../dispatch/requests.ts';
import { Past } from '../history/earlier-world.svelte.ts';
import { Trail } from '../history/trail.ts';
import { moveHistory } from '../history/undo.ts';
import { type TabNews, Tabs } from '../page/other-tabs.ts';
import type { ProblemBoard } from '../problems/board.svelte.ts';
import type { Diagnostics } from '../problems/diagnostics.svelte.ts';
import { newerVersion, setAsideProblem } from '../problems/problem.ts';
import { type Branch, WorkspaceList } from '../workspaces/list.svelte.ts';
import { WorkspaceMemory } from '../workspaces/memory.ts';
import { WorkspaceTools } from '../workspaces/tools.svelte.ts';
import type { SessionOptions } from './options.ts';
import type { ReadOnlyWorld } from './read-only-world.svelte.ts';
import { Workspaces } from './workspaces.svelte.ts';

/** The members of the session that its parts use. */
interface SessionHost {
  readonly door: Door;
  readonly catalogue: Catalogue;
  readonly problems: ProblemBoard;
  readonly diagnostics: Diagnostics;
  readonly identity: { restore(): Promise<void> };
  readonly account: AccountId;
  readonly readOnlyWorld: ReadOnlyWorld | undefined;
  readonly now: number;
  readonly env: Env;
  show(readOnlyWorld: ReadOnlyWorld): void;
  closeReadOnlyWorld(): void;
  lookAt(account: AccountId): void;
}

export type SessionParts = ReturnType<typeof makeParts>;

export function makeParts(session: SessionHost, options: SessionOptions) {
  const { store, channel = 'iam-playground', freeze = false } = options;
  const { door, catalogue, problems, diagnostics } = session;
  const tabs = new Tabs(channel, {
    onNews: (news) => void hear(news),
    onNewer: (version) => problems.show(newerVersion('Another open tab', version)),
  });
  const list = new WorkspaceList(store, () => tabs.tell({ kind: 'shelf' }));
  const openWorkspace = new OpenWorkspace({
    store,
    freeze,
    onCommit: ({ id }) => {
      tabs.tell({ kind: 'revision', workspace: id });
      keep();
    },
    onGone: () => void problems.attempt(() => list.refresh()),
    onDamaged: (damaged) => problems.show(setAsideProblem(damaged)),
  });
  const workspaces = new Workspaces({
    ...options,
    list,
    openWorkspace,
    problems,
    settle,
    isReadOnly: () => session.readOnlyWorld !== undefined,
    onOpening: () => session.closeReadOnlyWorld(),
    onOpened: async (workspace) => {
      session.lookAt(workspace.account);
      await session.identity.restore();
      options.onOpen?.(workspace);
    },
    onImported: keep,
  });
  const info = () => workspaces.current;
  const branch = (world: World, about: Branch) => workspaces.createFromWorld(world, about);
  /** The workspace that things are kept with; none while a preview is on screen. */
  const workspace = () => (session.readOnlyWorld?.kind === 'preview' ? undefined : info()?.id);
  const past = new Past({
    store,
    openWorkspace,
    problems,
    workspace,
    info,
    branch,
    account: () => session.account,
    show: (readOnlyWorld) => session.show(readOnlyWorld),
  });
  const tools = new WorkspaceTools({
    ...options,
    workspaceList: list,
    openWorkspace,
    problems,
    info,
    branch,
    now: () => session.now,
    by: () => rootArn(session.account),
    onWiped: () => tabs.tell({ kind: 'wiped' }),
  });
  const env = () => session.env;
  const requests = new Requests({ door, catalogue, openWorkspace, problems, diagnostics, env });

  /** Asks the browser to keep what is stored, now that there is something. */
  function keep(): void {
    void tools.storage.keep();
  }

  /** Shows a failure, after a moved revision the newest state too; returns whether there was none. */
  function settle(result: Result<unknown, StoreFailure>): boolean {
    if (result.ok) return true;
    problems.show(problems.of(result.error));
    if (result.error.code === 'moved') void openWorkspace.follow();
    return false;
  }

  async function hear(news: TabNews): Promise<void> {
    if (news.kind === 'wiped') return options.onWiped?.();
    if (news.kind === 'shelf') await problems.attempt(() => list.refresh());
    const open = workspaces.current?.id;
    const touched = news.kind === 'shelf' ? !list.find(open) : news.workspace === open;
    if (touched) await follow();
  }

  /** Looks for what other tabs wrote. */
  async function follow(): Promise<void> {
    if (workspaces.status === 'ready') settle(await openWorkspace.follow());
  }

  async function move(kind: 'undo' | 'redo'): Promise<void> {
    settle(await moveHistory(kind, { openWorkspace, problems, diagnostics }));
  }

  return {
    workspaces,
    openWorkspace,
    past,
    tools,
    requests,
    follow,
    move,
    memory: new WorkspaceMemory(store, problems, workspace),
    trail: new Trail(openWorkspace, store, problems, workspace),
    close: () => {
      tabs.close();
      store.close();
    },
  };
}
