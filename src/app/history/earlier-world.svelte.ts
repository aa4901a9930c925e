/**
 * Shows the open workspace as it was after any batch of its history, as a read-only world in every place.
 * Only batches that history still holds can be shown: the newest, and those that were undone and not
 * replaced. One copy of the world is made for each revision and moved from moment to moment.
 */

import type { AccountId } from '../../core/model/ids.ts';
import type { World } from '../../core/model/world/world.ts';
import type { Change } from '../../core/model/world/change.ts';
import type { TrailEntry } from '../../store/rows.ts';
import type { Store } from '../../store/store.ts';
import type { ReadOnlyWorld } from '../session/read-only-world.svelte.ts';
import type { HistoryEntry, HistorySpan } from './history.svelte.ts';
import type { Sides } from '../../core/analysis/consequences/consequence.ts';
import type { ProblemBoard } from '../problems/board.svelte.ts';
import type { OpenWorkspace } from '../dispatch/open-workspace.svelte.ts';
import type { Fate, SinceEnd, SinceOptions } from './since.ts';
import type { PastCopy } from './world-copy.ts';
import type { Branch } from '../workspaces/list.svelte.ts';
import type { WorkspaceInfo } from '../workspaces/info.ts';
import { defined } from '../../core/model/defined.ts';

interface PastMeans {
  readonly store: Store;
  readonly openWorkspace: OpenWorkspace;
  readonly session: {
    readonly account: AccountId;
    readonly problems: ProblemBoard;
    readonly readOnly: { show(readOnlyWorld: ReadOnlyWorld): void };
    readonly workspaces: {
      readonly current: WorkspaceInfo | undefined;
      readonly shownId: string | undefined;
      createFromWorld(world: World, about: Branch): Promise<boolean>;
    };
  };
}

const refusal =
  'This is the past: nothing can be changed here. Go back to the present, or continue from here as a new workspace.';

export class Past {
  /** The position on screen; `undefined` for the present. */
  position = $state.raw<number | undefined>(undefined);
  readonly #means: PastMeans;
  #copy: PastCopy | undefined;
  #wanted: number | undefined;
  #running: Promise<void> | undefined;

  constructor(means: PastMeans) {
    this.#means = means;
  }

  get entries(): readonly HistoryEntry[] {
    return this.#means.openWorkspace.history.entries;
  }

  get span(): HistorySpan {
    const { entries, cursor } = this.#means.openWorkspace.history.snapshot;
    return {
      from: (entries[0]?.position ?? cursor + 1) - 1,
      to: entries.at(-1)?.position ?? cursor,
      now: cursor,
    };
  }

  /** Says in words when the oldest position is, which comes after no change that is saved. */
  get beginning(): string {
    return this.span.from === 0 ? 'at the start, before the first change' : 'before the oldest saved change';
  }

  /** Returns the batch that led to the position; `undefined` for the beginning. */
  entryAt(position: number): HistoryEntry | undefined {
    return this.entries.find((entry) => entry.position === position);
  }

  /**
   * Returns the position in history of an event. `undefined` when its batch is no longer there: it was too
   * old, or it was undone and replaced.
   */
  positionOf({ after }: Pick<TrailEntry, 'after'>): number | undefined {
    if (!after) return undefined;
    const { from, to } = this.span;
    if (after.position < from || after.position > to) return undefined;
    const entry = this.entryAt(after.position);
    if (!entry) return after.position === from ? from : undefined;
    return entry.revision <= after.revision ? after.position : undefined;
  }

  /**
   * Returns how a record came to be missing from the open workspace; undefined when its history does not know. `isIt`
   * recognizes a change of the record.
   */
  async fateOf(isIt: (change: Change) => boolean): Promise<Fate | undefined> {
    const { store, session } = this.#means;
    const id = session.workspaces.shownId;
    if (id === undefined || this.position !== undefined) return undefined;
    const { from, to, now } = this.span;
    const batches = (low: number, high: number) => store.batches(id, low, high);
    return session.problems.attempt(async () =>
      (await import('./since.ts')).fateOf({ from, to, now }, batches, isIt),
    );
  }

  /** Since when an answer is as it is, and what turned it. Rejects with the signal, and when the workspace moved on. */
  async since<Answer>(about: Omit<SinceOptions<Answer>, 'present' | 'isSameWorld'>): Promise<SinceEnd> {
    const { store, openWorkspace, session } = this.#means;
    const { problems, workspaces } = session;
    const id = workspaces.shownId;
    if (id === undefined || this.position !== undefined) return 'unread';
    const { span } = this;
    const { world: present, revision } = openWorkspace.state;
    const isSameWorld = () => workspaces.shownId === id && openWorkspace.state.revision === revision;
    const batches = (low: number, high: number) => problems.attempt(() => store.batches(id, low, high));
    const { since } = await import('./since.ts');
    return since(span, batches, { ...about, present, isSameWorld });
  }

  /** Returns the account right before and after a batch. `undefined` when history does not hold it any more. */
  async around(position: number): Promise<Sides | undefined> {
    const { store, openWorkspace, session } = this.#means;
    const id = session.workspaces.shownId;
    if (id === undefined) return undefined;
    const { world } = openWorkspace.state;
    const { cursor } = openWorkspace.history.snapshot;
    const batches = (low: number, high: number) => store.batches(id, low, high);
    return session.problems.attempt(async () =>
      (await import('./around-change.ts')).aroundChange(world, cursor, position, batches),
    );
  }

  /** Shows the account as it was at a position. Of several quick calls, only the last is shown. */
  show(position: number): Promise<void> {
    const { from, to } = this.span;
    this.#wanted = Math.min(Math.max(position, from), to);
    this.position = this.#wanted;
    this.#running ??= this.#follow().finally(() => (this.#running = undefined));
    return this.#running;
  }

  /** Returns to the present when the read-only world is closed. */
  leave(): void {
    this.#wanted = undefined;
    this.#copy = undefined;
    this.position = undefined;
  }

  async #follow(): Promise<void> {
    for (let wanted = this.#wanted; wanted !== undefined;) {
      const at = wanted;
      const copy = await this.#means.session.problems.attempt(() => this.#copyAt(at));
      if (this.#wanted === undefined) return;
      if (this.#wanted === at) {
        if (copy) this.#readOnlyWorld(copy);
        return;
      }
      wanted = this.#wanted;
    }
  }

  /** Moves the copy to the position. `undefined` when a batch on the way is gone. */
  async #copyAt(position: number): Promise<PastCopy | undefined> {
    const { PastCopy } = await import('./world-copy.ts');
    const { store, openWorkspace, session } = this.#means;
    const id = session.workspaces.shownId;
    if (id === undefined) return undefined;
    const { world, revision } = openWorkspace.state;
    if (!this.#copy?.isOf(id, revision))
      this.#copy = new PastCopy(id, revision, world, openWorkspace.history.snapshot.cursor);
    const copy = this.#copy;
    const [low, high] = [Math.min(copy.position, position), Math.max(copy.position, position)];
    if (low === high) return copy;
    const batches = await store.batches(id, low + 1, high);
    if (batches.length !== high - low || this.#copy !== copy) return undefined;
    return copy.lead(position, batches) ? copy : (this.#copy = undefined);
  }

  #readOnlyWorld(copy: PastCopy): void {
    const entry = this.entryAt(copy.position);
    const { world, whole, moment } = copy.shownAt(entry?.at ?? this.entries[0]?.at);
    const { account, readOnly } = this.#means.session;
    const [first] = world.accounts.values();
    const when = entry ? `on ${moment}, after “${entry.label}”` : this.beginning;
    readOnly.show({
      kind: 'past',
      world,
      account: world.accounts.has(account) ? account : (first?.id ?? account),
      title: `The account as it was ${when}`,
      refusal,
      keep: () => this.#branch(whole(), moment),
      keepLabel: 'Continue from here',
    });
  }

  #branch(world: World, moment: string): Promise<unknown> {
    const { account, workspaces } = this.#means.session;
    const { name = 'Workspace', notices = [], guide } = workspaces.current ?? {};
    const about = { name: `${name}, ${moment}`, origin: 'new' as const, notices: [...notices] };
    return workspaces.createFromWorld(world, { ...about, account, ...defined({ guide }) });
  }
}
