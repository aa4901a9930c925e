/** The application as views see it: the world on screen, who acts in it, and how to send a request. No rule of IAM. */

import { once } from '../../core/model/once.ts';
import { simulatedTime } from '../../core/model/records/clock.ts';
import { type AccountId, unsafeAccountId } from '../../core/model/ids.ts';
import type { Caller, Env, Request, ServiceName } from '../../core/model/request/request.ts';
import type { OfflineCopy } from '../../platform/service-worker.ts';
import type { LateData } from '../recovery/late-data.ts';
import { SavedData } from '../recovery/saved-data.svelte.ts';
import type { FollowedSetting } from './browser-setting.svelte.ts';
import { Door } from '../dispatch/door.svelte.ts';
import { OpenWorkspace, type WorldState } from '../dispatch/open-workspace.svelte.ts';
import type { Outcome } from '../../core/api/door.ts';
import { Requests } from '../dispatch/requests.ts';
import { Past } from '../history/earlier-world.svelte.ts';
import { History } from '../history/history.svelte.ts';
import { Trail } from '../history/trail.ts';
import { UndoRedo } from '../history/undo.ts';
import type { RunningRecording } from '../level-editor/running.ts';
import { LearnProgress } from '../learn/progress.svelte.ts';
import type { QuestionWorker } from '../long-work/worker/page-side.ts';
import { type TabNews, Tabs } from '../page/other-tabs.ts';
import { Diagnostics, ProblemBoard } from '../problems/board.svelte.ts';
import { WorkspaceList } from '../workspaces/list.svelte.ts';
import { WorkspaceMemory } from '../workspaces/memory.ts';
import { WorkspaceTools } from '../workspaces/tools.ts';
import { ActingIdentity } from './acting-as.svelte.ts';
import type { SessionOptions } from './options.ts';
import { type ReadOnlyWorld, ReadOnlyWorlds } from './read-only-world.svelte.ts';
import { Workspaces, type WorkspacesStatus } from './workspaces.svelte.ts';

/** The means that the parts of a session share; each names those that it uses. */
interface SessionMeans extends SessionOptions {
  readonly session: Session;
  readonly tabs: Tabs;
  readonly workspaceList: WorkspaceList;
  readonly openWorkspace: OpenWorkspace;
}

const noHistory = new History();

export class Session {
  account = $state.raw<AccountId>(unsafeAccountId(''));
  /** A newer version of the page is ready; it takes over when the person agrees (`update()`). */
  waitingVersion = $state.raw<OfflineCopy | undefined>(undefined);
  lateData = $state.raw<LateData | undefined>(undefined);
  features = $state.raw<SessionOptions['features']>([]);
  recording = $state.raw<RunningRecording | undefined>(undefined);
  /** AWS's actions and managed policies, as far as they are loaded. */
  readonly catalogue: SessionOptions['catalogue'];
  readonly door = new Door();
  readonly identity: ActingIdentity;
  /** Failures outside of a request: a write that failed, a workspace that would not open. */
  readonly problems = new ProblemBoard();
  readonly diagnostics = new Diagnostics();
  readonly readOnly = new ReadOnlyWorlds(this);
  readonly workspaces: Workspaces;
  readonly tools: WorkspaceTools;
  readonly memory: WorkspaceMemory;
  readonly requests: Requests;
  readonly trail: Trail;
  readonly past: Past;
  readonly savedData: SavedData;
  readonly progress: LearnProgress;
  readonly classes = once(async () => {
    const { Classes } = await import('../class/classes.svelte.ts');
    return this.#followed(new Classes(this.#means));
  });
  readonly joined = once(async () => {
    const { JoinedClass } = await import('../class/joined.svelte.ts');
    return this.#followed(new JoinedClass(this.#means));
  });
  readonly questions = once(async () => {
    const { QuestionWorker } = await import('../long-work/worker/page-side.ts');
    return (this.#questions = new QuestionWorker(this.#means.questionWorker));
  });
  readonly settings: FollowedSetting[] = [];
  readonly undo = (): Promise<void> => this.#undoRedo.move('undo');
  readonly redo = (): Promise<void> => this.#undoRedo.move('redo');
  readonly #undoRedo: UndoRedo;
  readonly #means: SessionMeans;
  #questions: QuestionWorker | undefined;

  constructor(options: SessionOptions) {
    const { store, channel = 'iam-playground' } = options;
    const tabs = new Tabs(channel, this.problems, (news) => void this.#hear(news));
    const written = { ...options, session: this, tabs, workspaceList: new WorkspaceList(store, tabs) };
    const means = { ...written, openWorkspace: new OpenWorkspace(written) };
    this.#means = means;
    this.features = options.features;
    this.catalogue = options.catalogue;
    this.identity = new ActingIdentity(this, options.tab);
    this.workspaces = new Workspaces({ ...means, onOpened: () => this.#questions?.end() });
    this.tools = new WorkspaceTools(means);
    this.memory = new WorkspaceMemory(means);
    this.requests = new Requests(means);
    this.trail = new Trail(means);
    this.past = new Past(means);
    this.progress = new LearnProgress(means);
    this.savedData = new SavedData(means);
    this.#undoRedo = new UndoRedo(means);
  }

  /** The identity that requests are made as; the root of the account unless the person chose another. */
  get caller(): Caller {
    return this.identity.caller;
  }

  get status(): WorkspacesStatus {
    return this.readOnlyWorld ? 'ready' : this.workspaces.status;
  }

  get state(): WorldState {
    return this.readOnly.over(this.#means.openWorkspace.state);
  }

  /** The simulated time of the world on screen, in milliseconds; reactive to its clock, not to time that passes. */
  get now(): number {
    return simulatedTime(this.state.world, this.#means.clock());
  }

  /** Time, randomness and AWS's reference for a request that is made now; reactive as `now` is. */
  get env(): Env {
    const wallNow = this.#means.clock();
    const now = simulatedTime(this.state.world, wallNow);
    return { now, wallNow, random: this.#means.random, reference: this.catalogue.current };
  }

  /** A world that is only looked at, over the open workspace; undefined: the workspace itself. */
  get readOnlyWorld(): ReadOnlyWorld | undefined {
    return this.readOnly.current;
  }

  /** The history of the open workspace; in a read-only world nothing can be undone or redone. */
  get history(): History {
    return this.readOnlyWorld ? noHistory : this.#means.openWorkspace.history;
  }

  dispatch(service: ServiceName, operation: string, params: Request['params']): Promise<Outcome> {
    return this.requests.send({ service, operation, params, caller: this.caller });
  }

  /**
   * A read-only call, of IAM unless said otherwise, through the same door, as the current caller. Undefined while the
   * code of the door is on its way (reactive: the view asks again by itself when it is here).
   */
  read(operation: string, params: Request['params'] = {}, service: ServiceName = 'iam'): Outcome | undefined {
    const door = this.door.current;
    if (!door) this.requests.openDoor();
    return door?.(this.state.world, { service, operation, params, caller: this.caller }, this.env);
  }

  /** Looks for what other tabs wrote: when the person comes back to this tab. */
  async follow(): Promise<void> {
    await this.workspaces.follow();
    await this.#followSettings();
  }

  async #followSettings(): Promise<void> {
    await Promise.all([this.progress.follow(), ...this.settings.map((setting) => setting.latest())]);
  }

  #followed<T extends FollowedSetting>(setting: T): T {
    this.settings.push(setting);
    return setting;
  }

  async #hear(news: TabNews): Promise<void> {
    if (news.kind === 'wiped') this.#means.onWiped?.();
    else if (news.kind === 'progress') await this.#followSettings();
    else if (await this.workspaces.isTouchedBy(news)) await this.follow();
  }

  close(): void {
    this.#questions?.end();
    this.savedData.stop();
    this.#means.tabs.close();
    this.#means.store.close();
  }
}
