/**
 * One person's attempt at the level of the open workspace: where its goals stand, the guesses and hints so far, and the
 * stars. It is stored with the workspace; what it earns goes into the progress of the person.
 *
 * INVARIANT: what was watched is not solved. While a change of the watched solution is in effect, nothing is earned.
 */

import {
  type GoalNow,
  type LevelNow,
  type LevelPlace,
  type Star,
  starsOf,
} from '../../learn/level/standing.ts';
import { judgeLevel } from '../../learn/level/judge.ts';
import { type WayWords, wayWords } from '../../learn/level/way.ts';
import { noGuide, openStart, shownGuide, solutionLabel } from '../guide/guide.ts';
import { levelRequestOf } from '../../learn/level/calls.ts';
import type { LevelText } from '../../learn/level/format.ts';
import type { LevelProgress } from '../../learn/progress/file.ts';
import { messageOfThrown } from '../../core/model/thrown.ts';
import { wallClock, wallIso } from '../../platform/clock.ts';
import { runInSlices } from '../../platform/yield-to-page.ts';
import type { Session } from '../session/session.svelte.ts';
import { noteInClass } from '../class/note.ts';
import { Seat } from '../class/seat.svelte.ts';
import type { TrailEvent } from '../../core/model/records/trail-event.ts';
import type { TrailEntry } from '../../store/rows.ts';
import { trailLimit } from '../history/trail.ts';
import type { HistorySnapshot } from '../history/history.svelte.ts';
import { defined } from '../../core/model/defined.ts';
import { levelTextOf } from './level-text.ts';

const key = 'level';

/** Operations that change nothing but credentials and reports: AssumeRole, the sign-in pages, GenerateCredentialReport. */
const tries = /^(Assume|Generate|Get|Sign|Login|Switch|Write)/;
const isChange = ({ operation }: { readonly operation: string }): boolean => !tries.test(operation);

export class LevelAttempt {
  level = $state.raw<LevelText>();
  now = $state.raw<LevelNow>();
  /** Hidden goals that do not hold; known when the level is solved. */
  missed = $state.raw<readonly GoalNow[]>([]);
  /** The way in which the person solved it; known when the level is solved. */
  way = $state.raw<WayWords>({});
  /** The reason that the level cannot be shown or judged. */
  failure = $state<string>();
  #kept = $state.raw<Kept>({ begunAt: wallIso(), hints: 0 });
  readonly #session: Session;
  readonly #id: string;
  readonly #variant: string | undefined;
  /** The class that the level leads on in, where it is the variant of a student. */
  readonly seat: Seat | undefined;
  /** The workspace of the attempt. The person may open another one while something is under way. */
  readonly #home: string | undefined;
  #judging = new AbortController();

  /** Call it where effects can run: it follows the world on screen. */
  constructor(session: Session, id: string, variant?: string) {
    this.#session = session;
    this.#id = id;
    this.#variant = variant;
    this.seat = variant === undefined ? undefined : new Seat(session, id, variant);
    this.#home = session.workspaces.current?.id;
    void this.#told(this.#load());
    $effect(() => void this.#told(this.#judge()));
    $effect(() => () => this.#judging.abort());
  }

  /** A part of the page may not arrive: there is no network, and the browser has not stored it yet. */
  async #told(work: Promise<void>): Promise<void> {
    try {
      await work;
    } catch (error) {
      this.failure = messageOfThrown(error);
    }
  }

  get #isHere(): boolean {
    return this.#session.workspaces.current?.id === this.#home;
  }

  async #load(): Promise<void> {
    const [level, stored] = await Promise.all([
      levelTextOf(this.#session, this.#id, this.#variant),
      this.#session.memory.recall(key),
    ]);
    if (!this.#isHere) return;
    const kept = keptOf(stored);
    if (kept) this.#kept = kept;
    // The beginning counts from the first time on screen, also after a reload.
    else if (!this.#session.readOnlyWorld) await this.#session.memory.keep(key, this.#kept);
    this.level = level;
  }

  get hints(): number {
    return this.#kept.hints;
  }

  openHint(): Promise<void> {
    return this.#keep({ ...this.#kept, hints: Math.min(3, this.#kept.hints + 1) });
  }

  readonly isWatched: boolean = $derived.by(() => {
    const { entries, cursor } = this.#session.history.snapshot;
    return entries.some(({ position, label }) => position <= cursor && label.startsWith(solutionLabel));
  });

  /** Changes that the person made and did not take back. One act counts once; to try a role or a login, or to make a report, is free. */
  readonly steps: number = $derived.by(() => {
    const { entries, cursor } = this.#session.history.snapshot;
    return entries.filter(
      ({ position, continues, operation }) =>
        position <= cursor && continues === undefined && isChange({ operation }),
    ).length;
  });

  /** The account on screen solves the level. The account as it was is judged too, but nothing is solved there. */
  readonly isSolved: boolean = $derived.by(
    () => this.now?.solved === true && this.#session.readOnlyWorld === undefined,
  );

  /** The stars of the world on screen; none for a solution that was watched. */
  readonly stars: readonly Star[] = $derived(
    this.now && this.level && this.isSolved && !this.isWatched
      ? starsOf(
          { ...this.now, steps: this.steps, needsChange: this.level.solution.some(isChange) },
          this.level.solution.length,
        )
      : [],
  );

  /** Goals of an attacker are judged by the calls too, not by the account alone. */
  get #countsCalls(): boolean {
    return this.level?.goals.some(({ check }) => check.kind === 'reached') ?? false;
  }

  async #judge(): Promise<void> {
    const { level } = this;
    const { world } = this.#session.state;
    // A call may change nothing and yet count.
    if (this.#countsCalls) void this.#session.trail.length;
    if (!level) return;
    const account = this.#session.workspaces.current?.account ?? this.#session.account;
    this.#judging.abort();
    const { signal } = (this.#judging = new AbortController());
    const place: LevelPlace = {
      world,
      account,
      env: this.#session.env,
      events: () => eventsInEffect(this.#session),
      run: (steps) => runInSlices(steps, { signal }),
    };
    const now = await unlessAborted(judgeLevel(level, place), signal);
    // A newer world is judged already, or another workspace is on screen.
    if (!now || !this.#isHere) return;
    this.failure = undefined;
    const made = now.solved ? await eventsInEffect(this.#session) : [];
    if (signal.aborted || !this.#isHere) return;
    this.way = wayWords(
      made.map(({ eventName, requestParameters }) => ({ operation: eventName, params: requestParameters })),
      level.solution,
      level.alternatives,
    );
    this.missed = now.solved ? now.hidden.filter(({ reached }) => !reached) : [];
    this.now = now;
    if (this.isSolved) await this.#earn();
  }

  async #earn(): Promise<void> {
    const { stars, steps } = this;
    if (!stars.includes('solved')) return;
    if (this.#kept.seconds === undefined)
      await this.#keep({ ...this.#kept, seconds: secondsSince(this.#kept.begunAt) });
    await this.#note({
      solvedAt: wallIso(),
      stars,
      steps,
      ...defined({ seconds: this.#kept.seconds }),
    });
  }

  /** Makes the calls of the solution for the person, as one thing that Undo takes back. Returns a refusal. */
  async watch(): Promise<string | undefined> {
    const { level } = this;
    if (!level) return undefined;
    const session = this.#session;
    let refusal: string | undefined;
    for (const [at, call] of level.solution.entries()) {
      if (!this.#isHere) return undefined;
      const request = levelRequestOf(call, session.state.world, session.account, session.env);
      const last = at === 0 ? undefined : session.history.undoable;
      const [outcome] = await session.requests.act([request], {
        label: `${solutionLabel}“${level.title}”`,
        ...defined({ continues: last }),
      });
      if (outcome?.ok === false) {
        refusal = `${call.operation}: ${outcome.error.message}`;
        break;
      }
    }
    await this.#note({ watched: true });
    return refusal;
  }

  async reset(): Promise<void> {
    const { history } = this.#session;
    for (let before; history.canUndo && history.snapshot.cursor !== before;) {
      before = history.snapshot.cursor;
      await this.#session.undo();
    }
    if (this.level?.start?.as !== undefined) this.#session.identity.actAs(this.level.start.as);
    const { seconds: _, ...kept } = this.#kept;
    await this.#keep({ ...kept, begunAt: wallIso(), hints: 0 });
    openStart(shownGuide(this.#session) ?? noGuide);
  }

  async #keep(kept: Kept): Promise<void> {
    if (!this.#isHere) return;
    this.#kept = kept;
    await this.#session.memory.keep(key, kept);
    await this.#note({ hints: kept.hints });
  }

  #note(part: Partial<LevelProgress>): Promise<void> {
    void noteInClass(this.#session, { id: this.#id, variant: this.#variant }, part);
    const level = { openedAt: this.#kept.begunAt, stars: [], hints: 0, watched: false, ...part };
    return this.#session.progress.add({ levels: { [this.#id]: level }, guesses: {} });
  }
}

/** Resolves with `undefined` once nobody waits any more. */
async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  try {
    const done = await work;
    return signal.aborted ? undefined : done;
  } catch (error) {
    if (signal.aborted) return undefined;
    throw error;
  }
}

const secondsSince = (iso: string): number => Math.max(1, Math.round((wallClock() - Date.parse(iso)) / 1000));

interface Kept {
  /** ISO 8601, real time: the beginning, or the last reset. */
  readonly begunAt: string;
  /** Hints that were opened, 0 to 3. */
  readonly hints: number;
  /** Seconds to the first solution since the beginning. */
  readonly seconds?: number;
}

/** Reads what was stored; `undefined` where it is of another shape. */
function keptOf(stored: unknown): Kept | undefined {
  if (typeof stored !== 'object' || stored === null) return undefined;
  const { begunAt, hints, seconds } = stored as Partial<Record<keyof Kept, unknown>>;
  if (typeof begunAt !== 'string' || typeof hints !== 'number') return undefined;
  return { begunAt, hints, ...(typeof seconds === 'number' ? { seconds } : {}) };
}

/** Returns them oldest first. */
async function eventsInEffect({ trail, history }: Session): Promise<TrailEvent[]> {
  const entries = await trail.entries({ limit: trailLimit });
  return inEffect(entries.toReversed(), history.snapshot);
}

/** A call that changed nothing counts while the change before it does. */
function inEffect(events: readonly TrailEntry[], { entries, cursor }: HistorySnapshot): TrailEvent[] {
  const revisions = new Map(entries.map(({ position, revision }) => [position, revision]));
  return events
    .filter(({ after }) => {
      if (!after || after.position > cursor) return after === undefined;
      const revision = revisions.get(after.position);
      return revision === undefined || revision <= after.revision;
    })
    .map(({ event }) => event);
}
