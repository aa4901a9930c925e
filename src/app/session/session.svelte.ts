/**
 * The application as views see it: the world on screen, who acts in it, and the way to send a request. It holds no
 * rule of IAM and no storage; what it offers beyond that are its parts: `workspaces`, `problems`, `trail` and so on.
 */

import { simulatedTime } from '../../core/model/records/clock.ts';
import { type AccountId, unsafeAccountId } from '../../core/model/ids.ts';
import type { Caller, Env, Request, ServiceName } from '../../core/model/request/request.ts';
import type { MissingFeature } from '../../platform/features.ts';
import type { OfflineCopy } from '../../platform/service-worker.ts';
import type { LateData } from '../recovery/late-data.ts';
import type { SavedData } from '../recovery/saved-data.svelte.ts';
import type { ClosedReason } from '../../store/dexie/open.ts';
import type { Catalogue } from '../dispatch/catalogue.svelte.ts';
import { Door } from '../dispatch/door.svelte.ts';
import type { WorldState } from '../dispatch/open-workspace.svelte.ts';
import { type Acted, type Outcome, readOnly } from '../dispatch/requests.ts';
import type { Act } from '../dispatch/together.ts';
import type { Past } from '../history/earlier-world.svelte.ts';
import { History } from '../history/history.svelte.ts';
import type { Trail } from '../history/trail.ts';
import { ProblemBoard } from '../problems/board.svelte.ts';
import { Diagnostics } from '../problems/diagnostics.svelte.ts';
import { answerKept, doorProblem, startKept } from '../problems/problem.ts';
import type { RunningRecording } from '../level-editor/running.ts';
import type { LearnProgress } from '../learn/progress.svelte.ts';
import type { WorkspaceMemory } from '../workspaces/memory.ts';
import type { WorkspaceTools } from '../workspaces/tools.svelte.ts';
import { Identity } from './acting-as.svelte.ts';
import type { SessionOptions } from './options.ts';
import { SessionParts } from './parts.ts';
import { type ReadOnlyWorld, ReadOnlyWorldSlot } from './read-only-world.svelte.ts';
import type { Workspaces, WorkspacesStatus } from './workspaces.svelte.ts';

export type { Outcome } from '../dispatch/requests.ts';

const noHistory = new History();

export class Session {
  /** The account being looked at. */
  account = $state.raw<AccountId>(unsafeAccountId(''));
  /** A newer version of the page is ready; it takes over when the person agrees (`update()`). */
  waitingVersion = $state.raw<OfflineCopy | undefined>(undefined);
  /** Saved data that answered late, when the person worked in memory already. */
  lateData = $state.raw<LateData | undefined>(undefined);
  /** Names what this browser lacks; on a first visit that is known a moment after the page shows. */
  features = $state.raw<readonly MissingFeature[]>([]);
  /** Records an answer of the level that the person writes. */
  recording = $state.raw<RunningRecording | undefined>(undefined);
  /** AWS's actions and managed policies, as far as they are loaded. */
  readonly catalogue: Catalogue;
  readonly door = new Door();
  /** Says on every screen who the person is. */
  readonly identity: Identity;
  /** Failures outside of a request: a write that failed, a workspace that would not open. */
  readonly problems = new ProblemBoard();
  readonly diagnostics = new Diagnostics();
  readonly workspaces: Workspaces;
  readonly tools: WorkspaceTools;
  readonly memory: WorkspaceMemory;
  /** The events of the open workspace; a preview has none. */
  readonly trail: Trail;
  /** The open workspace as it was. */
  readonly past: Past;
  /** The person's progress in Learn, the same in all workspaces. */
  readonly progress: LearnProgress;
  /** Returns the classes of the teacher who works in this browser. */
  readonly classes: SessionParts['classes'];
  /** Returns the class that the student at this browser joined. */
  readonly joined: SessionParts['joined'];
  /** Returns the worker that answers about large accounts. */
  readonly questions: SessionParts['questions'];
  /** Watches the saved data, and knows what is lost of them. */
  readonly savedData: SavedData;
  readonly #options: SessionOptions;
  readonly #parts: SessionParts;
  readonly #readOnlySlot = new ReadOnlyWorldSlot();

  constructor(options: SessionOptions) {
    this.#options = options;
    this.identity = new Identity(this, options.tab);
    this.features = options.features;
    this.catalogue = options.catalogue;
    this.#parts = new SessionParts(this, options);
    ({ workspaces: this.workspaces, tools: this.tools, memory: this.memory } = this.#parts);
    ({ trail: this.trail, past: this.past, savedData: this.savedData } = this.#parts);
    ({ progress: this.progress, classes: this.classes, joined: this.joined } = this.#parts);
    this.questions = this.#parts.questions;
  }

  /** The identity that requests are made as; the root of the account unless the person chose another. */
  get caller(): Caller {
    return this.identity.caller;
  }

  get status(): WorkspacesStatus {
    return this.readOnlyWorld ? 'ready' : this.workspaces.status;
  }

  /** The world on screen. `state.world` is a new object at every revision; the tables behind it are the same. */
  get state(): WorldState {
    return this.#readOnlySlot.over(this.#parts.openWorkspace.state);
  }

  /** The simulated time of the world on screen, in milliseconds; reactive to its clock, not to time that passes. */
  get now(): number {
    return simulatedTime(this.state.world, this.#options.clock());
  }

  /** Time, randomness and AWS's reference for a request that is made now; reactive as `now` is. */
  get env(): Env {
    const wallNow = this.#options.clock();
    const now = simulatedTime(this.state.world, wallNow);
    return { now, wallNow, random: this.#options.random, reference: this.catalogue.current };
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
    // A person who looks at the past stays who they are.
    if (readOnlyWorld.kind === 'past') this.account = readOnlyWorld.account;
    else this.lookAt(readOnlyWorld.account);
  }

  /** Back to the open workspace. */
  closeReadOnlyWorld(): void {
    const { readOnlyWorld } = this;
    const account = this.workspaces.current?.account;
    this.#readOnlySlot.close();
    this.past.leave();
    if (account !== undefined && readOnlyWorld?.kind === 'preview') void this.identity.restore(account);
  }

  /** Looks at the account, as its root. */
  lookAt(account: AccountId): void {
    this.account = account;
    this.actAsRoot();
  }

  /** The history of the open workspace; in a read-only world nothing can be undone or redone. */
  get history(): History {
    return this.readOnlyWorld ? noHistory : this.#parts.openWorkspace.history;
  }

  /** Told of every act in the open workspace after it. */
  set onActed(tell: ((acted: Acted) => void) | undefined) {
    this.#parts.requests.onActed = tell;
  }

  readonly undo = (): Promise<void> => this.#move('undo');
  readonly redo = (): Promise<void> => this.#move('redo');

  async #move(kind: 'undo' | 'redo'): Promise<void> {
    if (this.readOnlyWorld) return;
    if (kind === 'undo' && this.recording?.keepsStart) this.problems.show(startKept);
    else if (kind === 'redo' && !(await this.#isRedoable())) this.problems.show(answerKept);
    else await this.#parts.move(kind);
  }

  /** A recorded answer does not come back into the start of the level that is written. */
  async #isRedoable(): Promise<boolean> {
    if (!this.workspaces.current?.guide?.exercise || !this.history.canRedo) return true;
    return (await import('../level-editor/running.ts')).isRedoable(this);
  }

  /** The person plays this identity from now on. */
  actAs(arn: string): void {
    this.identity.actAs(arn);
  }

  actAsRoot(): void {
    this.identity.actAsRoot();
  }

  /**
   * Sends a request as the current caller. A refusal by AWS's rules is an outcome; a write that failed is one
   * too (`ServiceFailure`), with a problem on screen, nothing applied and nothing written.
   */
  dispatch(service: ServiceName, operation: string, params: Request['params']): Promise<Outcome> {
    return this.send({ service, operation, params, caller: this.caller });
  }

  /** The same with a caller of its own: a sign-in page, a flow. */
  send(request: Request): Promise<Outcome> {
    if (this.readOnlyWorld) return Promise.resolve(readOnly(this.readOnlyWorld.refusal));
    return this.#parts.requests.send(request);
  }

  /**
   * Sends the requests of one thing that a person does, as one batch: one Undo takes all of it back. The answers end
   * with the first refusal.
   */
  act(requests: readonly Request[], act: Act): Promise<readonly Outcome[]> {
    if (this.readOnlyWorld) return Promise.resolve([readOnly(this.readOnlyWorld.refusal)]);
    return this.#parts.requests.act(requests, act);
  }

  /**
   * A read-only call, of IAM unless said otherwise, through the same door, as the current caller. Undefined while the
   * code of the door is on its way (reactive: the view asks again by itself when it is here).
   */
  read(operation: string, params: Request['params'] = {}, service: ServiceName = 'iam'): Outcome | undefined {
    const door = this.door.current;
    if (!door) this.openDoor();
    return door?.(this.state.world, { service, operation, params, caller: this.caller }, this.env);
  }

  /** Loads the code of the door ahead of the first request; says so where it cannot. */
  openDoor(): void {
    this.door.open().catch((error: unknown) => this.problems.show(doorProblem(String(error))));
  }

  /** The database was closed under the page. What can be opened again is opened again. */
  databaseClosed(reason: ClosedReason): void {
    if (reason.kind === 'newer') this.problems.newerTook(reason.version);
    else void this.savedData.lost({ full: reason.kind === 'lost' && reason.full });
  }

  /** Looks for what other tabs wrote: when the person comes back to this tab. */
  follow(): Promise<void> {
    return this.#parts.follow();
  }

  close(): void {
    this.#parts.close();
  }
}
