/**
 * Makes the parts of a session and ties them to each other: the open workspace tells the other tabs of what it wrote,
 * a workspace that opens brings its account, and whatever fails is shown in one place.
 */

import { rootArn } from '../../core/model/arn.ts';
import { once } from '../../core/model/once.ts';
import type { AccountId } from '../../core/model/ids.ts';
import type { Env } from '../../core/model/request/request.ts';
import type { Result } from '../../core/model/result.ts';
import type { World } from '../../core/model/world/world.ts';
import type { StoreFailure } from '../../store/store.ts';
import type { SettingMeans } from './browser-setting.svelte.ts';
import type { Catalogue } from '../dispatch/catalogue.svelte.ts';
import type { Door } from '../dispatch/door.svelte.ts';
import { OpenWorkspace } from '../dispatch/open-workspace.svelte.ts';
import { Requests } from '../dispatch/requests.ts';
import { Past } from '../history/earlier-world.svelte.ts';
import { Trail } from '../history/trail.ts';
import { moveHistory } from '../history/undo.ts';
import { LearnProgress } from '../learn/progress.svelte.ts';
import { type TabNews, Tabs } from '../page/other-tabs.ts';
import type { ProblemBoard } from '../problems/board.svelte.ts';
import type { Diagnostics } from '../problems/diagnostics.svelte.ts';
import { newerVersion, setAsideProblem } from '../problems/problem.ts';
import { SavedData } from '../recovery/saved-data.svelte.ts';
import type { QuestionWorker } from '../long-work/worker/page-side.ts';
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
  readonly identity: { restore(account: AccountId): Promise<void> };
  readonly account: AccountId;
  readonly readOnlyWorld: ReadOnlyWorld | undefined;
  readonly now: number;
  readonly env: Env;
  show(readOnlyWorld: ReadOnlyWorld): void;
  closeReadOnlyWorld(): void;
}

/** A value of this browser that other tabs change too. */
interface Followed {
  latest(): Promise<unknown>;
  saveAgain(): Promise<void>;
}

export class SessionParts {
  readonly openWorkspace: OpenWorkspace;
  readonly workspaces: Workspaces;
  readonly past: Past;
  readonly tools: WorkspaceTools;
  readonly memory: WorkspaceMemory;
  readonly trail: Trail;
  readonly requests: Requests;
  readonly savedData: SavedData;
  readonly progress: LearnProgress;
  /** The teacher's classes. Their code is loaded with the first question for them. */
  readonly classes = once(async () => {
    const { Classes } = await import('../class/classes.svelte.ts');
    return this.#followed(new Classes(this.#settingMeans));
  });
  /** The class that the student at this browser joined. */
  readonly joined = once(async () => {
    const { JoinedClass } = await import('../class/joined.svelte.ts');
    return this.#followed(new JoinedClass(this.#settingMeans));
  });
  /** Answers long questions. The worker starts with the first of them. */
  readonly questions = once(async () => {
    const { QuestionWorker } = await import('../long-work/worker/page-side.ts');
    return (this.#questions = new QuestionWorker(this.#options.questionWorker));
  });
  #questions: QuestionWorker | undefined;
  readonly #settingMeans: SettingMeans;
  /** The values of this browser that somebody asked for. */
  readonly #settings: Followed[] = [];
  readonly #session: SessionHost;
  readonly #options: SessionOptions;
  readonly #tabs: Tabs;
  readonly #list: WorkspaceList;
  #turn: Promise<void> = Promise.resolve();

  constructor(session: SessionHost, options: SessionOptions) {
    this.#session = session;
    this.#options = options;
    const { store, channel = 'iam-playground' } = options;
    const { door, catalogue, problems, diagnostics } = session;
    this.#tabs = new Tabs(channel, {
      onNews: (news) => void this.#hear(news),
      onNewer: (version) => problems.show(newerVersion('Another open tab', version)),
    });
    this.#list = new WorkspaceList(store, () => this.#tabs.tell({ kind: 'shelf' }));
    this.openWorkspace = this.#openWorkspace();
    this.workspaces = this.#workspaces();
    const { openWorkspace } = this;
    const info = () => this.workspaces.current;
    const branch = (world: World, about: Branch) => this.workspaces.createFromWorld(world, about);
    /** The workspace that things are kept with; none while a preview is on screen. */
    const workspace = () => (session.readOnlyWorld?.kind === 'preview' ? undefined : info()?.id);
    this.#settingMeans = {
      store,
      problems,
      tell: () => this.#tabs.tell({ kind: 'progress' }),
      mayWrite: () => !this.savedData.onlyHere,
    };
    this.progress = new LearnProgress(this.#settingMeans);
    const { progress, classes, joined } = this;
    const shared = { store, openWorkspace, problems, progress, classes, joined, info, branch };
    this.memory = new WorkspaceMemory(store, problems, workspace);
    this.trail = new Trail(openWorkspace, store, problems, workspace);
    this.past = new Past({
      ...shared,
      workspace,
      account: () => session.account,
      show: (readOnlyWorld) => session.show(readOnlyWorld),
    });
    this.tools = new WorkspaceTools({
      ...options,
      ...shared,
      workspaceList: this.#list,
      now: () => session.now,
      by: () => rootArn(session.account),
      onWiped: () => this.#tabs.tell({ kind: 'wiped' }),
    });
    this.savedData = new SavedData({
      ...shared,
      wait: options.wait,
      list: this.#list,
      memory: this.memory,
      open: (id) => this.workspaces.open(id),
      onSavedAgain: async () => {
        await this.progress.saveAgain();
        await Promise.all(this.#settings.map((setting) => setting.saveAgain()));
      },
    });
    const env = () => session.env;
    this.requests = new Requests({ door, catalogue, openWorkspace, problems, diagnostics, env });
  }

  /** Looks for what other tabs wrote. */
  async follow(): Promise<void> {
    if (this.workspaces.status === 'ready') this.#settle(await this.openWorkspace.follow());
    await this.#followLearn();
  }

  /** Looks for what other tabs stored above all workspaces. */
  async #followLearn(): Promise<void> {
    await Promise.all([this.progress.follow(), ...this.#settings.map((setting) => setting.latest())]);
  }

  #followed<T extends Followed>(setting: T): T {
    this.#settings.push(setting);
    return setting;
  }

  /** Quick presses take turns: the second takes back what is the newest change after the first. */
  move(kind: 'undo' | 'redo'): Promise<void> {
    const { openWorkspace } = this;
    const { problems, diagnostics } = this.#session;
    const turn = this.#turn.then(async () => {
      this.#settle(await moveHistory(kind, { openWorkspace, problems, diagnostics }));
    });
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  close(): void {
    this.#questions?.end();
    this.savedData.stop();
    this.#tabs.close();
    this.#options.store.close();
  }

  #openWorkspace(): OpenWorkspace {
    const { problems } = this.#session;
    const { store, freeze = false } = this.#options;
    return new OpenWorkspace({
      store,
      freeze,
      onCommit: ({ id }) => {
        this.#tabs.tell({ kind: 'revision', workspace: id });
        this.#keep();
      },
      onGone: () => void problems.attempt(() => this.#list.refresh()),
      onDamaged: (damaged) => problems.show(setAsideProblem(damaged)),
    });
  }

  #workspaces(): Workspaces {
    const session = this.#session;
    return new Workspaces({
      ...this.#options,
      list: this.#list,
      openWorkspace: this.openWorkspace,
      problems: session.problems,
      settle: (result) => this.#settle(result),
      isReadOnly: () => session.readOnlyWorld !== undefined,
      onOpening: () => session.closeReadOnlyWorld(),
      onOpened: async (workspace) => {
        this.#questions?.end();
        await session.identity.restore(workspace.account);
        this.#options.onOpen?.(workspace);
      },
      onImported: () => this.#keep(),
    });
  }

  /** Asks the browser to keep what is stored, now that there is something. */
  #keep(): void {
    void this.tools.storage.keep();
  }

  /** Shows a failure, after a moved revision the newest state too; returns whether there was none. */
  #settle(result: Result<unknown, StoreFailure>): boolean {
    if (result.ok) return true;
    const { problems } = this.#session;
    problems.show(problems.of(result.error));
    if (result.error.code === 'moved') void this.openWorkspace.follow();
    return false;
  }

  async #hear(news: TabNews): Promise<void> {
    if (news.kind === 'wiped') return this.#options.onWiped?.();
    if (news.kind === 'progress') return this.#followLearn();
    if (news.kind === 'shelf') await this.#session.problems.attempt(() => this.#list.refresh());
    // News of the one that is being opened may come after it was read; to follow waits until it is open.
    if (this.workspaces.status === 'loading') return void this.#settle(await this.openWorkspace.follow());
    const open = this.workspaces.current?.id;
    const touched = news.kind === 'shelf' ? !this.#list.find(open) : news.workspace === open;
    if (touched) await this.follow();
  }
}
