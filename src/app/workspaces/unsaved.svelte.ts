/** The text of a policy while somebody writes it: it outlives its page and a reload, until it is saved or dropped. */

import { memoByKey } from '../../core/model/memo.ts';
import { type EditedPolicy, savedDocument } from '../../core/query/policies/edited-policy.ts';
import type { Session } from '../session/session.svelte.ts';

interface Kept {
  readonly text: string;
  /** The text that the editor began with. */
  readonly shown: string;
  /** The policy as it was saved then. */
  readonly saved?: string | undefined;
}

const isChanged = (kept: Kept | undefined): boolean => kept !== undefined && kept.text !== kept.shown;

export class UnsavedDocument {
  readonly #session: Session;
  readonly #edited: EditedPolicy;
  readonly #workspace: string | undefined;
  readonly #recalled: Promise<void>;
  #kept = $state.raw<Kept>();
  /** True: it was written before its page was opened. */
  isFromBefore = $state(false);

  constructor(session: Session, edited: EditedPolicy) {
    this.#session = session;
    this.#edited = edited;
    this.#workspace = session.workspaces.shownId;
    this.#recalled = this.#recall();
  }

  /** `undefined`: nobody writes. */
  get text(): string | undefined {
    return this.#kept?.text;
  }

  set text(text: string | undefined) {
    if (text === undefined) this.end();
    else if (this.#kept && text !== this.#kept.text) this.#keep({ ...this.#kept, text });
  }

  /** The policy as it was saved when the text was begun, or when the editor last showed what is saved. */
  get savedThen(): string | undefined {
    return this.#kept?.saved;
  }

  /** Begins with this text, unless one is kept; `shown` is the text that is there without it. */
  async begin(text: string, shown = text): Promise<void> {
    await this.#recalled;
    if (!this.#kept)
      this.#keep({ text, shown, saved: savedDocument(this.#session.state.world, this.#edited) });
  }

  /** Goes on from the policy as it is saved now. */
  takeSaved(text: string, saved: string): void {
    this.isFromBefore = false;
    this.#keep({ text, shown: text, saved });
  }

  end(): void {
    this.isFromBefore = false;
    if (this.#kept) this.#keep(undefined);
  }

  /** The page is left: a text without a change is no work of anybody. */
  leave(): void {
    if (isChanged(this.#kept)) this.isFromBefore = true;
    else this.end();
  }

  get #name(): string {
    return `unsaved ${JSON.stringify(this.#edited)}`;
  }

  async #recall(): Promise<void> {
    const kept = (await this.#session.memory.recall(this.#name)) as Kept | null | undefined;
    if (!kept || this.#workspace !== this.#session.workspaces.shownId) return;
    this.isFromBefore = true;
    this.#kept = kept;
  }

  #keep(kept: Kept | undefined): void {
    const wasStored = isChanged(this.#kept);
    this.#kept = kept;
    if (this.#workspace !== this.#session.workspaces.shownId) return;
    if (isChanged(kept)) void this.#session.memory.keep(this.#name, kept);
    else if (wasStored) void this.#session.memory.keep(this.#name, null);
  }
}

const documents = memoByKey(
  (session: Session, _: string, edited: EditedPolicy) => new UnsavedDocument(session, edited),
);

/** Returns the text that somebody writes for this policy in the workspace that is shown. */
export const unsavedDocument = (session: Session, edited: EditedPolicy): UnsavedDocument =>
  documents(session, JSON.stringify([session.workspaces.shownId, edited]), edited);
