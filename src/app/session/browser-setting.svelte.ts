/**
 * A value of this browser, above all workspaces: progress in Learn, the classes of a teacher, or the class that a student
 * joined. A change is a function. It runs on what is stored, under a lock, so two tabs never lose each other's change; what the browser
 * refuses to store stays in this tab, and is tried again with the next.
 *
 * INVARIANT: what is stored and cannot be read is never overwritten, but by a person who starts again, and nothing is
 * stored that cannot be read again.
 */

import { type Result, err, ok } from '../../core/model/result.ts';
import { pathText, type Misfit } from '../../core/model/schema/fault.ts';
import type { Store, StoreFailure } from '../../store/store.ts';
import type { Tabs } from '../page/other-tabs.ts';
import type { ProblemBoard } from '../problems/board.svelte.ts';
import type { Problem } from '../problems/problem.ts';

export interface SettingMeans {
  readonly store: Store;
  readonly tabs: Pick<Tabs, 'tell'>;
  readonly session: {
    readonly problems: ProblemBoard;
    /** `onlyHere`: the saved data are gone and the person has not said what becomes of them. */
    readonly savedData: { readonly onlyHere: boolean };
  };
}

export interface SettingKind<T> {
  readonly key: string;
  readonly none: T;
  readonly read: (value: unknown) => Result<T, Misfit>;
  readonly file: (value: T) => object;
  /** Merges two copies. Nothing gets lost, and the order does not matter. */
  readonly merged: (one: T, other: T) => T;
  /** Returns the problem of a stored value that cannot be read. */
  readonly problem: (why: string) => Problem;
  /** Returns the problem of a change whose value could not be read again. */
  readonly refused: (why: string) => Problem;
}

type Change<T> = (value: T) => T;
interface Changed<T> {
  readonly value: T;
  readonly refused?: string;
}
/** `unread`: why what is stored cannot be read. */
export type SettingFailure = StoreFailure | { readonly code: 'unread'; readonly detail: string };

/** Returns what is stored; `undefined` where nothing ever was. */
async function storedSetting<T>(
  store: Pick<Store, 'setting'>,
  { key, read }: SettingKind<T>,
): Promise<Result<T | undefined, SettingFailure>> {
  const value = await store.setting(key);
  if (value === undefined) return ok(undefined);
  const result = read(value);
  return result.ok ? result : err({ code: 'unread', detail: faultWords(result.error) });
}

const faultWords = ({ path, message }: Misfit): string => `${pathText(path)}: ${message}`;

function changed<T>({ read, file }: SettingKind<T>, from: T, changes: readonly Change<T>[]): Changed<T> {
  return changes.reduce<Changed<T>>(
    (held, change) => {
      const next = read(file(change(held.value)));
      return next.ok ? { ...held, value: next.value } : { ...held, refused: faultWords(next.error) };
    },
    { value: from },
  );
}

/** Writes what is stored with the changes made. Called under the lock of the key. */
async function putChanged<T>(
  store: Pick<Store, 'setting' | 'putSetting'>,
  kind: SettingKind<T>,
  changes: readonly Change<T>[],
): Promise<Result<Changed<T>, SettingFailure>> {
  const stored = await storedSetting(store, kind);
  if (!stored.ok) return stored;
  const result = changed(kind, stored.value ?? kind.none, changes);
  const put = await store.putSetting(kind.key, kind.file(result.value));
  return put.ok ? ok(result) : put;
}

/** Merges what `from` holds into what `to` holds. A stored value that `to` cannot read stays as it is. */
export async function carrySetting<T>(
  from: Store,
  to: Store,
  kind: SettingKind<T>,
): Promise<Result<void, StoreFailure>> {
  const part = await storedSetting(from, kind);
  if (!part.ok || part.value === undefined) return ok();
  const { value } = part;
  const put = await to.lock(kind.key, () => putChanged(to, kind, [(held) => kind.merged(held, value)]));
  return put.ok || put.error.code === 'unread' ? ok() : err(put.error);
}

/** A value of this browser that was asked for. Other tabs change it too. */
export type FollowedSetting = Pick<BrowserSetting<unknown>, 'latest' | 'saveAgain'>;

export class BrowserSetting<T> {
  /** True once the stored value was read, as far as it can be. */
  isLoaded = $state(false);
  /** The reason that the stored value cannot be read; then it stays as it is. */
  unread = $state.raw<string | undefined>(undefined);
  #current = $state.raw<T | undefined>(undefined);
  readonly #kind: SettingKind<T>;
  readonly #means: SettingMeans;
  #turn: Promise<unknown> = Promise.resolve();
  /** The stored value when this tab looked last. */
  #stored: T | undefined;
  /** Changes that are not stored: being written, or refused by the browser. */
  #unsaved: readonly Change<T>[] = [];
  #lost: T | undefined;

  constructor(kind: SettingKind<T>, means: SettingMeans) {
    this.#kind = kind;
    this.#means = means;
  }

  /** The value with all changes of this tab, stored or not. */
  get current(): T {
    return this.#current ?? this.#kind.none;
  }

  /** Reads what is stored by now, by other tabs too, with what this tab could not store. */
  async latest(): Promise<T> {
    await this.settled();
    return this.current;
  }

  async read(): Promise<this> {
    await this.settled();
    return this;
  }

  /** Shows a problem when the browser refuses to store it; then it stays in this tab. */
  async change(change: Change<T>): Promise<void> {
    this.#unsaved = [...this.#unsaved, change];
    this.#show();
    await this.settled();
  }

  /** Writes what the browser lost as well: the person saves the workspace again. */
  async saveAgain(): Promise<void> {
    const lost = this.#lost;
    this.#lost = undefined;
    if (lost === undefined) await this.settled();
    else await this.change((value) => this.#kind.merged(value, lost));
  }

  /** Stores no value in place of any, also of one that cannot be read. Returns false when the browser refused. */
  reset(): Promise<boolean> {
    return this.#inTurn(async () => {
      const { store, session, tabs } = this.#means;
      const { problems } = session;
      const { key, none, file } = this.#kind;
      const put = await problems.attempt(() => store.lock(key, () => store.putSetting(key, file(none))));
      if (put?.ok === false) problems.show(problems.of(put.error));
      if (!put?.ok) return false;
      this.#unsaved = [];
      this.#lost = undefined;
      this.unread = undefined;
      this.#take(none);
      tabs.tell({ kind: 'progress' });
      return true;
    });
  }

  /** Reads what is stored and writes what is not; returns whether both went well. */
  settled(): Promise<boolean> {
    return this.#inTurn(async () => {
      const result = await this.#means.session.problems.attempt(() => this.#exchange());
      if (result?.ok === false) this.#tellOf(result.error);
      else if (result) this.unread = undefined;
      this.isLoaded = true;
      return result?.ok === true;
    });
  }

  /** A look begun before a write must not end after it. */
  #inTurn(work: () => Promise<boolean>): Promise<boolean> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  async #exchange(): Promise<Result<void, SettingFailure>> {
    const { store, session, tabs } = this.#means;
    const changes = this.#unsaved;
    if (changes.length === 0 || session.savedData.onlyHere) {
      const stored = await storedSetting(store, this.#kind);
      if (stored.ok) this.#take(stored.value);
      return stored.ok ? ok() : stored;
    }
    const written = await store.lock(this.#kind.key, () => putChanged(store, this.#kind, changes));
    if (!written.ok) return written;
    const { value, refused } = written.value;
    this.#unsaved = this.#unsaved.filter((change) => !changes.includes(change));
    this.#take(value);
    if (refused !== undefined) session.problems.show(this.#kind.refused(refused));
    tabs.tell({ kind: 'progress' });
    return ok();
  }

  #take(stored: T | undefined): void {
    if (stored === undefined && this.#stored !== undefined)
      this.#lost = this.#lost === undefined ? this.#stored : this.#kind.merged(this.#lost, this.#stored);
    this.#stored = stored;
    this.#show();
  }

  #show(): void {
    const { none, merged } = this.#kind;
    const held = this.#stored ?? none;
    const known = this.#lost === undefined ? held : merged(held, this.#lost);
    this.#current = this.#unsaved.reduce((value, change) => change(value), known);
  }

  #tellOf(failure: SettingFailure): void {
    const { problems } = this.#means.session;
    if (failure.code === 'unread') this.unread = failure.detail;
    problems.show(failure.code === 'unread' ? this.#kind.problem(failure.detail) : problems.of(failure));
  }
}
