/**
 * Records an answer of a level: the calls that the person makes anywhere on the page, as far as they are in effect. At
 * its end all of them are taken back, so the account is the start of the level again. Only what was recorded is taken
 * back: a change that another tab made meanwhile stays.
 *
 * INVARIANT: only calls that AWS accepted and that changed something are recorded, each with its caller.
 */

import type { Caller } from '../../core/model/request/request.ts';
import type { ScenarioCall } from '../../share/scenario/format/guide.ts';
import { remember, rememberedInTab } from '../../platform/browser-memory.ts';
import type { Acted } from '../dispatch/requests.ts';
import type { HistoryEntry } from '../history/history.svelte.ts';
import type { Session } from '../session/session.svelte.ts';
import { type AnswerRef, editDraft, withCalls } from './draft.ts';
import { recordedCall } from './recorded-call.ts';
import { type RecordingEnd, type RunningRecording, keepTakenBack } from './running.ts';

/** The recorded calls are stored with the workspace; the tab that records only remembers that it does. */
const key = 'recording';

interface RecordedAct {
  readonly position: number;
  readonly revision: number;
  readonly calls: readonly ScenarioCall[];
  /** Sentences that say what of it is not recorded. */
  readonly unrecorded: readonly string[];
}

interface Kept {
  readonly workspace: string;
  readonly answer: AnswerRef;
  /** Position of the history at the beginning, and the revision of its batch. */
  readonly base: number;
  readonly baseRevision: number | undefined;
  readonly oldKeys: readonly string[];
  readonly caller: Caller;
  readonly acts: readonly RecordedAct[];
}

export class Recording implements RunningRecording {
  readonly #session: Session;
  #kept: Kept;
  isLeft = $state(false);

  private constructor(session: Session, kept: Kept) {
    this.#session = session;
    this.#kept = $state.raw(kept);
    session.recording = this;
  }

  static begin(session: Session, answer: AnswerRef): void {
    const workspace = session.workspaces.current?.id;
    if (workspace === undefined) return;
    const recording = new Recording(session, {
      workspace,
      answer,
      base: session.history.snapshot.cursor,
      baseRevision: session.history.undoable?.revision,
      oldKeys: [...session.state.world.accessKeys.keys()],
      caller: session.caller,
      acts: [],
    });
    recording.#listen();
    recording.#keep();
  }

  /**
   * Goes on with what was recorded before the page was loaded again. One that this tab did not begin is left: the person
   * says whether it goes on.
   */
  static async resume(session: Session): Promise<void> {
    const id = session.workspaces.current?.id;
    if (session.recording || id === undefined) return;
    const kept = (await session.memory.recall(key)) as Kept | null | undefined;
    if (!kept || session.recording || id !== session.workspaces.current?.id || kept.workspace !== id) return;
    const recording = new Recording(session, kept);
    if (rememberedInTab(key) === id) recording.#listen();
    else recording.isLeft = true;
  }

  goOn(): void {
    this.isLeft = false;
    this.#listen();
  }

  #listen(): void {
    remember(key, this.#kept.workspace);
    this.#session.requests.onActed = (acted) => this.#note(acted);
  }

  get answer(): AnswerRef {
    return this.#kept.answer;
  }

  get isHere(): boolean {
    const { workspaces, readOnlyWorld } = this.#session;
    return workspaces.current?.id === this.#kept.workspace && readOnlyWorld === undefined;
  }

  get isThere(): boolean {
    const { list } = this.#session.workspaces;
    return list.some(({ id, archived }) => id === this.#kept.workspace && archived === undefined);
  }

  get keepsStart(): boolean {
    return this.isHere && this.#session.history.snapshot.cursor <= this.#kept.base;
  }

  readonly #inEffect: readonly RecordedAct[] = $derived.by(() => {
    const { entries, cursor } = this.#session.history.snapshot;
    return this.#kept.acts.filter(({ position, revision }) =>
      entries.some((one) => one.position === position && one.revision === revision && position <= cursor),
    );
  });

  readonly calls: readonly ScenarioCall[] = $derived(this.#inEffect.flatMap(({ calls }) => calls));

  readonly unrecorded: readonly string[] = $derived(this.#inEffect.flatMap((act) => act.unrecorded));

  async comeBack(): Promise<void> {
    const { workspaces } = this.#session;
    if (workspaces.current?.id === this.#kept.workspace) this.#session.readOnly.close();
    else await workspaces.open(this.#kept.workspace);
  }

  stop(): Promise<RecordingEnd> {
    const { calls, answer } = this;
    return this.#end(
      calls.length > 0
        ? () => editDraft(this.#session, (draft) => withCalls(draft, answer, calls))
        : () => Promise.resolve(true),
    );
  }

  async discard(): Promise<RecordingEnd> {
    if (!this.isHere && this.isThere) await this.comeBack();
    if (this.isHere) return this.#end(() => Promise.resolve(true));
    await this.#forget();
    return 'away';
  }

  /** The answer is saved before anything is taken back, so that no failure loses it. */
  async #end(save: () => Promise<boolean>): Promise<RecordingEnd> {
    if (!(await save())) return 'unsaved';
    const { history } = this.#session;
    try {
      for (let before = -1; this.isRecorded(history.undoable) && history.snapshot.cursor !== before;) {
        before = history.snapshot.cursor;
        await this.#session.undo();
      }
    } catch {
      return 'changed';
    } finally {
      await this.#forget();
    }
    const { base, baseRevision } = this.#kept;
    return history.snapshot.cursor === base && history.undoable?.revision === baseRevision
      ? 'back'
      : 'changed';
  }

  isRecorded(entry: HistoryEntry | undefined): boolean {
    const { acts } = this.#kept;
    return acts.some(({ position, revision }) => position === entry?.position && revision === entry.revision);
  }

  async #forget(): Promise<void> {
    const session = this.#session;
    session.requests.onActed = undefined;
    remember(key, undefined);
    if (session.workspaces.current?.id === this.#kept.workspace) {
      this.#actAsBefore();
      await Promise.all([session.memory.keep(key, null), keepTakenBack(session)]);
    }
    session.recording = undefined;
  }

  #actAsBefore(): void {
    const { identity, caller } = this.#session;
    const before = this.#kept.caller;
    if (JSON.stringify(caller) === JSON.stringify(before)) return;
    if (before.kind === 'session') identity.use(before.id);
    else if (before.kind === 'principal') identity.actAs(before.arn);
  }

  #note({ requests, outcomes }: Acted): void {
    const entry = this.#session.history.undoable;
    const changed = requests.filter((_, at) => outcomes[at]?.ok && outcomes[at].changes.length > 0);
    if (!this.isHere || !entry || changed.length === 0) return;
    const { world } = this.#session.state;
    const { oldKeys } = this.#kept;
    const account = this.#session.workspaces.current?.account ?? this.#session.account;
    const written = changed.map((request) => recordedCall(request, { world, account, oldKeys }));
    const act = {
      position: entry.position,
      revision: entry.revision,
      calls: written.flatMap((one) => (one.ok ? [one.value] : [])),
      unrecorded: written.flatMap((one) => (one.ok ? [] : [one.error])),
    };
    this.#kept = { ...this.#kept, acts: [...this.#kept.acts, act] };
    this.#keep();
  }

  #keep(): void {
    void this.#session.memory.keep(key, this.#kept);
  }
}
