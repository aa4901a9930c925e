/**
 * The workspaces of this browser as views see them: which there are, which is open, and what a person does with one
 * as a whole. What fails is shown as a problem, and the method says `false`; what was open then stays.
 */

import type { AccountId } from '../../core/model/ids.ts';
import type { Result } from '../../core/model/result.ts';
import type { World } from '../../core/model/world/world.ts';
import type { ScenarioGuide } from '../../share/scenario/format/scenario.ts';
import { type WorldRecords, recordsOf } from '../../share/world-records.ts';
import type { SetAside } from '../../store/rows.ts';
import { type StoreFailure, type Known, firstVisitLock } from '../../store/store.ts';
import type { Catalogue } from '../dispatch/catalogue.svelte.ts';
import type { Draft, OpenWorkspace } from '../dispatch/open-workspace.svelte.ts';
import type { ImportFile, ImportOptions, ImportRun } from '../import/run.svelte.ts';
import { startImport } from '../import/start.ts';
import type { ProblemBoard } from '../problems/board.svelte.ts';
import { type Problem, damagedProblem } from '../problems/problem.ts';
import { type StagingMeans, firstExample, loadExample } from '../share/load-scenario.ts';
import { type WorkspaceInfo, infoOf } from '../workspaces/info.ts';
import {
  type About,
  type Branch,
  type WorkspaceList,
  lastOpened,
  lastWorkspace,
} from '../workspaces/list.svelte.ts';
import { storable } from '../workspaces/store-rows.ts';
import type { SessionOptions } from './options.ts';

/** `empty`: no workspace yet. `failed`: nothing could be opened, the problem on screen says why. */
export type WorkspacesStatus = 'starting' | 'empty' | 'loading' | 'ready' | 'failed';

interface WorkspacesOptions extends Pick<SessionOptions, 'store' | 'random' | 'importWorker'> {
  readonly list: WorkspaceList;
  readonly openWorkspace: OpenWorkspace;
  readonly problems: ProblemBoard;
  readonly catalogue: Catalogue;
  /** Shows a failure; returns whether there was none. */
  readonly settle: (result: Result<unknown, StoreFailure>) => boolean;
  /** A world that is only looked at is on screen. */
  readonly isReadOnly: () => boolean;
  /** A workspace is about to be opened: whatever is shown over the open one goes. */
  readonly onOpening: () => void;
  readonly onOpened: (workspace: WorkspaceInfo) => Promise<void>;
  /** A workspace was made: there is something to keep now. */
  readonly onImported: () => void;
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
    return this.#options.list.list;
  }

  /** Workspaces that cannot be opened, because what is saved of them is damaged. */
  get damaged(): readonly SetAside[] {
    return this.#options.list.damaged;
  }

  /** The open workspace. */
  get current(): WorkspaceInfo | undefined {
    return this.#options.list.find(this.#open?.id) ?? this.#open;
  }

  /** Reads the sizes and dates of the list again, which are those of its last change, not of the last commit. */
  async recount(): Promise<void> {
    const { list, problems } = this.#options;
    await problems.attempt(() => list.refresh());
  }

  /** Randomness and managed policies, for a scenario that becomes a world. */
  get staging(): StagingMeans {
    const { random, catalogue } = this.#options;
    return { random, policiesOf: (arns) => catalogue.policiesOf(arns) };
  }

  /**
   * Opens what was open last, or the first example for a first visit (not where `example` is false: a link brings
   * its own world). Resolves when the page is usable.
   */
  async start({ example = true } = {}): Promise<void> {
    const { list, store, problems } = this.#options;
    await problems.attempt(async () => {
      const known = await lastOpened(list, store);
      if (known !== 'first visit') return void (known && (await this.open(known.id)));
      // Another tab may be about to save its own first workspace: then both work in that one.
      if (example)
        await store.lock(firstVisitLock, async () => {
          const saved = await lastOpened(list, store);
          if (saved === 'first visit') await this.createFromExample(firstExample);
          else if (saved) await this.open(saved.id);
        });
    });
    if (this.#status === 'starting') this.#status = problems.current ? 'failed' : 'empty';
    if (list.damaged.length > 0 && !problems.current) problems.show(damagedProblem(list.damaged));
  }

  /** The list is saved as it is here: the other tabs hear of it. */
  announce(): Promise<void> {
    return this.#options.list.changed();
  }

  /** Says that nothing may be opened at all: the saved data are of a newer version. */
  refuse(problem: Problem): void {
    this.#status = 'failed';
    this.#options.problems.show(problem);
  }

  async open(id: string): Promise<boolean> {
    const { openWorkspace, store, settle, onOpening, onOpened } = this.#options;
    const before = this.#status;
    onOpening();
    this.#status = 'loading';
    const row = await openWorkspace.open(id);
    if (!row.ok) {
      this.#status = before === 'ready' ? 'ready' : 'failed';
      return settle(row);
    }
    this.#open = infoOf(row.value);
    await onOpened(this.#open);
    this.#status = 'ready';
    await store.putSetting(lastWorkspace, id);
    return true;
  }

  /** Makes a workspace of these rows and opens it. */
  async create(about: About, records: WorldRecords, acts: readonly Draft[] = []): Promise<boolean> {
    const created = await this.#options.list.create(about, storable(records), { acts });
    return created.ok ? this.open(created.value.id) : this.#options.settle(created);
  }

  /** Throws when there is no example of that name. */
  async createFromExample(name: string): Promise<void> {
    const example = await loadExample(name, this.staging);
    if (!example) throw new Error(`no example \`${name}\``);
    await this.create(example.about, example.records);
  }

  /** Makes a workspace of a copy of `world` in which the acts followed, and opens it: all of it or nothing. */
  createFromWorld(world: World, about: Branch, acts: readonly Draft[] = []): Promise<boolean> {
    const account: AccountId | undefined = about.account ?? world.accounts.values().next().value?.id;
    if (!account) throw new Error('a world without an account');
    return this.create({ ...about, account, notices: about.notices ?? [] }, recordsOf(world), acts);
  }

  /** Reads account files into a new workspace and opens it; the open one is not touched. */
  importFiles(files: readonly (File | ImportFile)[], options: ImportOptions = {}): ImportRun {
    const { store, list, problems, importWorker, onImported } = this.#options;
    return startImport(files, options, {
      store,
      makeWorker: importWorker,
      policiesOf: this.staging.policiesOf,
      problemOf: (failure) => problems.of(failure),
      onImported: async (id) => {
        await list.added(id);
        await this.open(id);
        onImported();
        return list.find(id);
      },
    });
  }

  async archive(id: string, archived: boolean): Promise<boolean> {
    return this.#options.settle(await this.#options.list.archive(id, archived));
  }

  async rename(id: string, name: string): Promise<boolean> {
    return this.#options.settle(await this.#options.list.rename(id, name));
  }

  /** Saves what the open workspace says about itself, in the place of what the person saw. */
  async saveGuide(guide: ScenarioGuide, seen: ScenarioGuide | undefined): Promise<boolean> {
    const { list, settle, isReadOnly } = this.#options;
    if (!this.#open || isReadOnly()) return false;
    return settle(await list.saveGuide(this.#open.id, guide, seen));
  }

  /** Deletes it for good, unless it went on since it was `saved`. Where it was open, another one is opened. */
  async remove(id: string, saved?: Known): Promise<boolean> {
    const { list, settle } = this.#options;
    if (!settle(await list.remove(id, saved))) return false;
    if (this.#open?.id !== id) return true;
    const next = list.list.at(-1);
    if (next) return this.open(next.id);
    this.#open = undefined;
    this.#status = 'empty';
    return true;
  }
}
