/**
 * What the views see of the application: the world of the open workspace, who acts, the door, undo, and
 * what went wrong. It holds no rule of IAM and no storage: those are the core's and the store's. What moves
 * a world is in OpenWorkspace, what changes the list of workspaces in WorkspaceList.
 */

import { rootArn } from '../../core/model/arn.ts';
import { simulatedTime } from '../../core/model/records/clock.ts';
import { type AccountId, unsafeAccountId } from '../../core/model/ids.ts';
import type { Caller, Env, Request, ServiceName } from '../../core/model/request/request.ts';
import type { World } from '../../core/model/world/world.ts';
import type { MissingFeature } from '../../platform/features.ts';
import type { OfflineCopy } from '../../platform/service-worker.ts';
import type { ScenarioGuide } from '../../share/scenario/format.ts';
import { type WorldRecords, recordsOf } from '../../share/world-records.ts';
import type { ClosedReason } from '../../store/dexie/open.ts';
import type { WorkspaceRow } from '../../store/rows.ts';
import { type Failure, type Known, isFailure } from '../../store/store.ts';
import type { Catalogue } from '../dispatch/catalogue.svelte.ts';
import { type DiagnosticEntry, Diagnostics } from '../problems/diagnostics.svelte.ts';
import { Door } from '../dispatch/door.svelte.ts';
import { type StagingMeans, loadExample } from '../share/load-scenario.ts';
import { type ReadOnlyWorld, ReadOnlyWorldSlot } from './read-only-world.svelte.ts';
import { History } from '../history/history.svelte.ts';
import { moveHistory } from '../history/undo.ts';
import type { ImportFile, ImportOptions, ImportRun } from '../import/run.svelte.ts';
import { startImport } from '../import/start.ts';
import { OpenWorkspace, type WorldState } from '../dispatch/open-workspace.svelte.ts';
import { type Problem, doorProblem, newerVersion, setAsideProblem } from '../problems/problem.ts';
import { ProblemBoard } from '../problems/board.svelte.ts';
import { storable } from '../workspaces/store-rows.ts';
import { Identity } from './acting-as.svelte.ts';
import { WorkspaceMemory } from '../workspaces/memory.ts';
import {
  type About,
  type Branch,
  WorkspaceList,
  lastOpened,
  lastWorkspace,
} from '../workspaces/list.svelte.ts';
import { type Outcome, Requests, readOnly } from '../dispatch/requests.ts';
import type { SessionOptions } from './options.ts';
import { type TabNews, Tabs } from '../page/other-tabs.ts';
import { Past } from '../history/earlier-world.svelte.ts';
import { Trail } from '../history/trail.ts';
import { WorkspaceTools } from '../workspaces/tools.svelte.ts';
import { type WorkspaceInfo, infoOf } from '../workspaces/info.ts';

export type { Outcome } from '../dispatch/requests.ts';

/** `empty`: no workspace yet. `failed`: nothing could be opened, `problem` says why. */
export type SessionStatus = 'starting' | 'empty' | 'loading' | 'ready' | 'failed';

const firstExample = 'first-minutes';
const noHistory = new History();

export class Session {
  /** Who the person acts as; the root of the account unless they chose another. */
  caller = $state.raw<Caller>({ kind: 'anonymous' });
  /** The account being looked at. */
  account = $state.raw<AccountId>(unsafeAccountId(''));
  /** A newer version of the page is ready; it takes over when the person agrees (`update()`). */
  waitingVersion = $state.raw<OfflineCopy | undefined>(undefined);
  readonly features: readonly MissingFeature[];
  /** AWS's actions and managed policies, as far as they are loaded. */
  readonly catalogue: Catalogue;
  readonly door = new Door();
  readonly memory: WorkspaceMemory;
  readonly identity = new Identity(this);
  /** The events of the open workspace; of a preview there are none. */
  readonly trail: Trail;
  /** The open workspace as it was. */
  readonly past: Past;
  readonly tools: WorkspaceTools;
  readonly #options: SessionOptions;
  readonly #openWorkspace: OpenWorkspace;
  readonly #workspaceList: WorkspaceList;
  readonly #tabs: Tabs;
  readonly #requests: Requests;
  readonly #diagnostics = new Diagnostics();
  readonly #readOnlySlot = new ReadOnlyWorldSlot();
  #status = $state.raw<SessionStatus>('starting');
  #open = $state.raw<WorkspaceInfo | undefined>(undefined);
  readonly #problems = new ProblemBoard();

  constructor(options: SessionOptions) {
    this.#options = options;
    this.features = options.features;
    this.catalogue = options.catalogue;
    this.#tabs = new Tabs(options.channel ?? 'iam-playground', {
      onNews: (news) => void this.#hear(news),
      onNewer: (version) => this.#problems.show(newerVersion('Another open tab', version)),
    });
    this.#workspaceList = new WorkspaceList(options.store, () => this.#tabs.tell({ kind: 'shelf' }));
    this.#openWorkspace = new OpenWorkspace({
      store: options.store,
      freeze: options.freeze ?? false,
      onCommit: (row) => this.#committed(row),
      onGone: () => void this.#problems.attempt(() => this.#workspaceList.refresh()),
      onDamaged: (damaged) => this.#problems.show(setAsideProblem(damaged)),
    });
    const workspace = () => (this.readOnlyWorld?.kind === 'preview' ? undefined : this.#open?.id);
    this.memory = new WorkspaceMemory(options.store, this.#problems, workspace);
    const attempt = <T>(work: () => Promise<T>) => this.#problems.attempt(work);
    this.trail = new Trail(options.store, workspace, attempt);
    const means = {
      ...{ store: options.store, openWorkspace: this.#openWorkspace, workspace, attempt },
      info: () => this.workspace,
      branch: (world: World, about: Branch) => this.createFromWorld(world, about),
    };
    this.past = new Past({
      ...means,
      account: () => this.account,
      show: (readOnlyWorld) => this.show(readOnlyWorld),
    });
    this.tools = new WorkspaceTools({
      ...{ ...options, ...means, ...this.#parts, workspaceList: this.#workspaceList },
      now: () => this.env().now,
      by: () => rootArn(this.account),
      onWiped: () => this.#tabs.tell({ kind: 'wiped' }),
    });
    this.#requests = new Requests({
      ...{ door: this.door, catalogue: this.catalogue, ...this.#parts },
      env: () => this.env(),
    });
  }

  get status(): SessionStatus {
    return this.readOnlyWorld ? 'ready' : this.#status;
  }

  /** The world on screen. `state.world` is a new object at every revision; the tables behind it are the same. */
  get state(): WorldState {
    return this.#readOnlySlot.over(this.#openWorkspace.state);
  }

  /** A world that is only looked at, over the open workspace; undefined: the workspace itself. */
  get readOnlyWorld(): ReadOnlyWorld | undefined {
    return this.#readOnlySlot.current;
  }

  /** Told of what is only looked at, and of its end. */
  set onReadOnlyWorld(tell: (readOnlyWorld: ReadOnlyWorld | undefined) => void) {
    this.#readOnlySlot.onChange = tell;
  }

  /** Shows a world that cannot be changed, on all places, until it is closed; the workspace stays as it is. */
  show(readOnlyWorld: ReadOnlyWorld): void {
    this.#readOnlySlot.show(readOnlyWorld);
    this.account = readOnlyWorld.account;
    // In the past the person stays who they are.
    if (readOnlyWorld.kind === 'preview') this.actAsRoot();
  }

  closeExhibit(): void {
    const { readOnlyWorld } = this;
    this.#readOnlySlot.close();
    this.past.leave();
    if (!this.#open || readOnlyWorld?.kind !== 'preview') return;
    this.account = this.#open.account;
    this.actAsRoot();
  }

  /** Of the open workspace; nothing can be undone or redone in a read-only world. */
  get history(): History {
    return this.readOnlyWorld ? noHistory : this.#openWorkspace.history;
  }

  /** What went wrong outside a request: a write that failed, a workspace that would not open. */
  get problem(): Problem | undefined {
    return this.#problems.current;
  }

  /** Trail events ever written in the workspace; moves when there is news for `trail()`. */
  get trailLength(): number {
    return this.#openWorkspace.trailLength;
  }

  get workspace(): WorkspaceInfo | undefined {
    return this.#workspaceList.find(this.#open?.id) ?? this.#open;
  }

  get workspaces(): readonly WorkspaceInfo[] {
    return this.#workspaceList.list;
  }

  /** Newest first. */
  get diagnostics(): readonly DiagnosticEntry[] {
    return this.#diagnostics.entries;
  }

  /**
   * Opens what was open last, or the first example for a first visit (not where `example` is false: a link
   * brings its own world). Resolves when the page is usable.
   */
  async start({ example = true } = {}): Promise<void> {
    const { store } = this.#options;
    await this.#problems.attempt(async () => {
      const known = await lastOpened(this.#workspaceList, store);
      if (known === 'first visit') {
        if (example) await this.createFromExample(firstExample);
      } else if (known) await this.openWorkspace(known.id);
    });
    if (this.#status === 'starting') this.#status = this.problem ? 'failed' : 'empty';
  }

  /** The person plays this identity from now on. */
  actAs(arn: string): void {
    this.caller = { kind: 'principal', arn };
  }

  /** The teacher's hand. */
  actAsRoot(): void {
    this.actAs(rootArn(this.account));
  }

  /**
   * Sends a request as the current caller. A refusal by AWS's rules is an outcome; a write that failed is one
   * too (`ServiceFailure`), with `problem` set, nothing applied and nothing written.
   */
  dispatch(service: ServiceName, operation: string, params: Request['params']): Promise<Outcome> {
    return this.send({ service, operation, params, caller: this.caller });
  }

  /** The same with a caller of its own: a sign-in page, a flow. */
  send(request: Request): Promise<Outcome> {
    if (this.readOnlyWorld) return Promise.resolve(readOnly(this.readOnlyWorld.refusal));
    return this.#requests.send(request);
  }

  /**
   * A read-only call, of IAM unless said otherwise, through the same door, as the current caller. Undefined while the
   * code of the door is on its way (reactive: the view asks again by itself when it is here).
   */
  read(operation: string, params: Request['params'] = {}, service: ServiceName = 'iam'): Outcome | undefined {
    const door = this.door.current;
    if (!door) this.openDoor();
    return door?.(this.state.world, { service, operation, params, caller: this.caller }, this.env());
  }

  /** Loads the code of the door ahead of the first request; says so where it cannot. */
  openDoor(): void {
    this.door.open().catch((error: unknown) => this.#problems.show(doorProblem(String(error))));
  }

  env(): Env {
    const { clock, random } = this.#options;
    const wallNow = clock();
    const now = simulatedTime(this.state.world, wallNow);
    return { now, wallNow, random, reference: this.catalogue.current };
  }

  readonly undo = (): Promise<void> => this.#move('undo');
  readonly redo = (): Promise<void> => this.#move('redo');

  async #move(kind: 'undo' | 'redo'): Promise<void> {
    if (!this.readOnlyWorld) this.#fail(await moveHistory(kind, this.#parts));
  }

  get #parts() {
    return { openWorkspace: this.#openWorkspace, problems: this.#problems, diagnostics: this.#diagnostics };
  }

  readonly dismissProblem = (): void => this.#problems.show(undefined);
  /** Shows what went wrong outside a request. */
  readonly report = (problem: Problem): void => this.#problems.show(problem);

  /** The database was closed under the page: says why, now and at every later attempt to use it. */
  databaseClosed(reason: ClosedReason): void {
    this.#problems.databaseClosed(reason);
  }

  /** Nothing may be opened at all (the saved data are of a newer version). */
  refuse(problem: Problem): void {
    this.#status = 'failed';
    this.#problems.show(problem);
  }

  /** Whether it is open now; else the screen says why, and what was open stays. */
  async openWorkspace(id: string): Promise<boolean> {
    const before = this.#status;
    this.#readOnlySlot.close();
    this.past.leave();
    this.#status = 'loading';
    const row = await this.#openWorkspace.open(id);
    if (isFailure(row)) {
      this.#status = before === 'ready' ? 'ready' : 'failed';
      return this.#fail(row);
    }
    this.#open = infoOf(row);
    this.account = row.account;
    this.actAsRoot();
    await this.identity.restore();
    this.#options.onOpen?.(this.#open);
    this.#status = 'ready';
    await this.#options.store.putSetting(lastWorkspace, id);
    return true;
  }

  /** What a scenario needs to become a world. */
  get staging(): StagingMeans {
    return { random: this.#options.random, policiesOf: (arns) => this.catalogue.policiesOf(arns) };
  }

  async createFromExample(name: string): Promise<void> {
    const example = await loadExample(name, this.staging);
    if (!example) throw new Error(`no example \`${name}\``);
    await this.create(example.about, example.records);
  }

  /** A copy of `world` as a workspace of its own, opened. */
  async createFromWorld(world: World, about: Branch): Promise<boolean> {
    const account = about.account ?? world.accounts.values().next().value?.id;
    if (!account) throw new Error('a world without an account');
    return this.create({ ...about, account, notices: about.notices ?? [] }, recordsOf(world));
  }

  /** Whether it was done, as of all that follow; else the screen says why. */
  async archiveWorkspace(id: string, archived: boolean): Promise<boolean> {
    return this.#fail(await this.#workspaceList.archive(id, archived));
  }

  async renameWorkspace(id: string, name: string): Promise<boolean> {
    return this.#fail(await this.#workspaceList.rename(id, name));
  }

  /** What the open workspace says about itself from now on, in the place of what the person saw. */
  async saveGuide(guide: ScenarioGuide, seen: ScenarioGuide | undefined): Promise<boolean> {
    if (!this.#open || this.readOnlyWorld) return false;
    return this.#fail(await this.#workspaceList.saveGuide(this.#open.id, guide, seen));
  }

  /** Deletes it for good, unless it went on since it was `saved`. Where it was open, another one is opened. */
  async deleteWorkspace(id: string, saved?: Known): Promise<boolean> {
    const failure = await this.#workspaceList.remove(id, saved);
    if (failure) return this.#fail(failure);
    if (this.#open?.id !== id) return true;
    const next = this.#workspaceList.list.at(-1);
    if (next) return this.openWorkspace(next.id);
    this.#open = undefined;
    this.#status = 'empty';
    return true;
  }

  /** Reads account files into a new workspace and opens it; the open one is not touched. */
  importFiles(files: readonly (File | ImportFile)[], options: ImportOptions = {}): ImportRun {
    const { store, importWorker } = this.#options;
    return startImport(files, options, {
      store,
      makeWorker: store.kind === 'memory' ? undefined : importWorker,
      policiesOf: (arns) => this.catalogue.policiesOf(arns),
      problemOf: (failure) => this.#problems.of(failure),
      onImported: async (id) => {
        await this.#workspaceList.added(id);
        await this.openWorkspace(id);
        void this.tools.storage.keep();
        return this.#workspaceList.find(id);
      },
    });
  }

  /** Looks for what other tabs wrote: when the person comes back to this tab. */
  async follow(): Promise<void> {
    if (this.#status !== 'ready') return;
    this.#fail(await this.#openWorkspace.follow());
  }

  close(): void {
    this.#tabs.close();
    this.#options.store.close();
  }

  /** A new workspace of these rows, opened. */
  async create(about: About, records: WorldRecords): Promise<boolean> {
    const created = await this.#workspaceList.create(about, storable(records));
    if (isFailure(created)) return this.#fail(created);
    return this.openWorkspace(created.id);
  }

  /** What other tabs say. */
  async #hear(news: TabNews): Promise<void> {
    if (news.kind === 'wiped') return this.#options.onWiped?.();
    if (news.kind === 'shelf') await this.#problems.attempt(() => this.#workspaceList.refresh());
    const open = this.#open?.id;
    const touched = news.kind === 'shelf' ? !this.#workspaceList.find(open) : news.workspace === open;
    if (touched) await this.follow();
  }

  #committed(row: WorkspaceRow): void {
    this.#tabs.tell({ kind: 'revision', workspace: row.id });
    void this.tools.storage.keep();
  }

  /** Shows a failure, after a moved revision the newest state too; whether there was none. */
  #fail(failure: Failure | undefined): boolean {
    if (!failure) return true;
    this.#problems.show(this.#problems.of(failure));
    if (failure.code === 'moved') void this.#openWorkspace.follow();
    return false;
  }
}
