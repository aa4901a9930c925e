/** The workspaces of this browser. What fails is shown as a problem, and a method says `false`; what was open stays. */

import type { AccountId } from '../../core/model/ids.ts';
import type { Result } from '../../core/model/result.ts';
import type { World } from '../../core/model/world/world.ts';
import type { ScenarioGuide } from '../../share/scenario/format/scenario.ts';
import { type WorldRecords, recordsOf } from '../../share/world-records.ts';
import type { SetAside } from '../../store/rows.ts';
import { type StoreFailure, type KnownRevisions, firstVisitLock } from '../../store/store.ts';
import type { CommitDraft, OpenWorkspace } from '../dispatch/open-workspace.svelte.ts';
import { type ChosenFile, type ImportRunOptions, ImportRun } from '../import/run.svelte.ts';
import type { TabNews } from '../page/other-tabs.ts';
import type { ProblemBoard } from '../problems/board.svelte.ts';
import { type Problem, damagedProblem } from '../problems/problem.ts';
import { type StagingMeans, firstExample, loadExample } from '../share/load-scenario.ts';
import { type WorkspaceInfo, infoOf } from '../workspaces/info.ts';
import {
  type AboutWorkspace,
  type Branch,
  type WorkspaceList,
  lastOpened,
  lastWorkspace,
} from '../workspaces/list.svelte.ts';
import { storable } from '../workspaces/store-rows.ts';
import type { ActingIdentity } from './acting-as.svelte.ts';
import type { SessionOptions } from './options.ts';
import type { ReadOnlyWorlds } from './read-only-world.svelte.ts';
import type { ImportHost } from '../import/by-worker.ts';

/** `empty`: no workspace yet. `failed`: nothing could be opened, the problem on screen says why. */
export type WorkspacesStatus = 'starting' | 'empty' | 'loading' | 'ready' | 'failed';

interface WorkspacesOptions extends Pick<
  SessionOptions,
  'store' | 'random' | 'catalogue' | 'importWorker' | 'onOpen'
> {
  readonly workspaceList: WorkspaceList;
  readonly openWorkspace: OpenWorkspace;
  readonly session: {
    readonly problems: ProblemBoard;
    readonly identity: Pick<ActingIdentity, 'restore'>;
    readonly readOnly: Pick<ReadOnlyWorlds, 'current' | 'close'>;
    readonly tools: { readonly storage: { keep(): Promise<void> } };
  };
  readonly onOpened: () => void;
}

export class Workspaces {
  #status = $state.raw<WorkspacesStatus>('starting');
  #open = $state.raw<WorkspaceInfo | undefined>(undefined);
  readonly #options: WorkspacesOptions;

  constructor(options: WorkspacesOptions) {
    this.#options = options;
  }

  get status(): WorkspacesStatus {
    return this.#status;
  }

  /** Oldest first. */
  get list(): readonly WorkspaceInfo[] {
    return this.#options.workspaceList.list;
  }

  /** Workspaces that cannot be opened, because what is saved of them is damaged. */
  get damaged(): readonly SetAside[] {
    return this.#options.workspaceList.damaged;
  }

  get current(): WorkspaceInfo | undefined {
    return this.#options.workspaceList.find(this.#open?.id) ?? this.#open;
  }

  /** The id of the open workspace; undefined while a preview is on screen, with which nothing is stored. */
  get shownId(): string | undefined {
    return this.#options.session.readOnly.current?.kind === 'preview' ? undefined : this.current?.id;
  }

  /** Reads the sizes and dates of the list again, which are those of its last change, not of the last commit. */
  async recount(): Promise<void> {
    const { workspaceList, session } = this.#options;
    await session.problems.attempt(() => workspaceList.refresh());
  }

  get staging(): StagingMeans {
    const { random, catalogue } = this.#options;
    return { random, policiesOf: (arns) => catalogue.policiesOf(arns) };
  }

  /**
   * Opens what was open last, or the first example for a first visit (not where `example` is false: a link brings
   * its own world). Resolves when the page is usable.
   */
  async start({ example = true } = {}): Promise<void> {
    const { workspaceList, store, session } = this.#options;
    const { problems } = session;
    await problems.attempt(async () => {
      const known = await lastOpened(workspaceList, store);
      if (known !== 'first visit') return void (known && (await this.open(known.id)));
      // Another tab may be about to save its own first workspace: then both work in that one.
      if (example)
        await store.lock(firstVisitLock, async () => {
          const saved = await lastOpened(workspaceList, store);
          if (saved === 'first visit') await this.createFromExample(firstExample);
          else if (saved) await this.open(saved.id);
        });
    });
    if (this.#status === 'starting') this.#status = problems.current ? 'failed' : 'empty';
    if (this.damaged.length > 0 && !problems.current) problems.show(damagedProblem(this.damaged));
  }

  announce(): Promise<void> {
    return this.#options.workspaceList.changed();
  }

  refuse(problem: Problem): void {
    this.#status = 'failed';
    this.#options.session.problems.show(problem);
  }

  async open(id: string): Promise<boolean> {
    const { openWorkspace, store, session, onOpen, onOpened } = this.#options;
    const before = this.#status;
    session.readOnly.close();
    this.#status = 'loading';
    const row = await openWorkspace.open(id);
    if (!row.ok) {
      this.#status = before === 'ready' ? 'ready' : 'failed';
      return this.settle(row);
    }
    this.#open = infoOf(row.value);
    onOpened();
    // A person who reloads as soon as the page is usable finds this workspace again.
    await Promise.all([session.identity.restore(this.#open.account), store.putSetting(lastWorkspace, id)]);
    onOpen?.(this.#open);
    this.#status = 'ready';
    return true;
  }

  async create(
    about: AboutWorkspace,
    records: WorldRecords,
    acts: readonly CommitDraft[] = [],
  ): Promise<boolean> {
    const created = await this.#options.workspaceList.create(about, storable(records), { acts });
    return created.ok ? this.open(created.value.id) : this.settle(created);
  }

  /** Throws when there is no example of that name. */
  async createFromExample(name: string): Promise<void> {
    const example = await loadExample(name, this.staging);
    if (!example) throw new Error(`no example \`${name}\``);
    await this.create(example.about, example.records);
  }

  createFromWorld(world: World, about: Branch, acts: readonly CommitDraft[] = []): Promise<boolean> {
    const account: AccountId | undefined = about.account ?? world.accounts.values().next().value?.id;
    if (!account) throw new Error('a world without an account');
    return this.create({ ...about, account, notices: about.notices ?? [] }, recordsOf(world), acts);
  }

  /** Reads account files into a new workspace and opens it; the open one is not touched. */
  importFiles(files: readonly (File | ChosenFile)[], options: ImportRunOptions = {}): ImportRun {
    const { store, workspaceList, session, importWorker } = this.#options;
    return startImport(files, options, {
      store,
      makeWorker: importWorker,
      policiesOf: this.staging.policiesOf,
      problemOf: (failure) => session.problems.of(failure),
      onImported: async (id) => {
        await workspaceList.added(id);
        await this.open(id);
        void session.tools.storage.keep();
        return workspaceList.find(id);
      },
    });
  }

  async archive(id: string, archived: boolean): Promise<boolean> {
    return this.settle(await this.#options.workspaceList.archive(id, archived));
  }

  async rename(id: string, name: string): Promise<boolean> {
    return this.settle(await this.#options.workspaceList.rename(id, name));
  }

  /** Saves what the open workspace says about itself, in the place of what the person saw. */
  async saveGuide(guide: ScenarioGuide, seen: ScenarioGuide | undefined): Promise<boolean> {
    const { workspaceList, session } = this.#options;
    if (!this.#open || session.readOnly.current) return false;
    return this.settle(await workspaceList.saveGuide(this.#open.id, guide, seen));
  }

  /** Deletes it for good, unless it went on since it was `saved`. Where it was open, another one is opened. */
  async remove(id: string, saved?: KnownRevisions): Promise<boolean> {
    if (!this.settle(await this.#options.workspaceList.remove(id, saved))) return false;
    if (this.#open?.id !== id) return true;
    const next = this.list.at(-1);
    if (next) return this.open(next.id);
    this.#open = undefined;
    this.#status = 'empty';
    return true;
  }

  async follow(): Promise<void> {
    if (this.#status === 'ready') this.settle(await this.#options.openWorkspace.follow());
  }

  /** Returns whether news of another tab may change what is on screen. Reads the list again when it changed. */
  async isTouchedBy(news: Extract<TabNews, { readonly kind: 'revision' | 'shelf' }>): Promise<boolean> {
    if (news.kind === 'shelf') await this.recount();
    // News of a workspace that is being opened may come after it was read; the store waits until it is open.
    if (this.#status === 'loading') {
      this.settle(await this.#options.openWorkspace.follow());
      return false;
    }
    const open = this.current?.id;
    return news.kind === 'shelf' ? !this.#options.workspaceList.find(open) : news.workspace === open;
  }

  /** Shows a failure, after a moved revision the newest state too; returns whether there was none. */
  settle(result: Result<unknown, StoreFailure>): boolean {
    if (result.ok) return true;
    const { session, openWorkspace } = this.#options;
    session.problems.show(session.problems.of(result.error));
    if (result.error.code === 'moved') void openWorkspace.follow();
    return false;
  }
}

const startImport = (
  files: readonly (File | ChosenFile)[],
  options: ImportRunOptions,
  host: ImportHost,
): ImportRun =>
  new ImportRun(async (run, signal) => {
    const { importInto } = await import('../import/by-worker.ts');
    return importInto(run, signal, files, options, host);
  });
