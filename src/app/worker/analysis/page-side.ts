/**
 * Questions of large accounts, answered off the main thread. The worker starts with the first of them. While its replica
 * is not there, and wherever a worker cannot start, the answer is `undefined`, and the page answers itself in steps.
 */

import type { Reference } from '../../../core/model/service-reference.ts';
import type { World } from '../../../core/model/world/world.ts';
import { CompiledPolicy } from '../../../core/policy/compile.ts';
import type { AnalysisKind, AnalysisQuestion, AnswerTo, Asks } from './messages.ts';
import { type AnalysisPort, RunningWorker } from './running-worker.ts';

export type AnalysisWorkerMaker = () => Promise<AnalysisPort>;

export interface AskOptions {
  /** Aborting cancels the question. */
  readonly signal: AbortSignal;
  /** Takes numbers from 0 to 1. */
  readonly report: (done: number) => void;
}

export interface AnalysisEnv {
  /** The simulated time, in milliseconds. */
  readonly now: number;
  readonly reference?: Reference | undefined;
}

/** The world and the reference of a question. */
export interface AskedIn {
  readonly world: World;
  readonly env: AnalysisEnv;
  /** Prefixes of the services whose actions the question reads in AWS's reference. `all`: of all that is loaded. */
  readonly services: readonly string[] | 'all';
}

/** Milliseconds without questions after which the worker ends. */
const patience = 180_000;

export class AnalysisWorker {
  readonly #make: AnalysisWorkerMaker | undefined;
  #running: RunningWorker | undefined;
  /** The world of the worker that is being made. */
  #wanted: World | undefined;
  /** A worker that broke is not started again. */
  #isBroken = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(make: AnalysisWorkerMaker | undefined) {
    this.#make = make;
    globalThis.addEventListener('pagehide', () => this.end());
  }

  /** True when the next question about this world goes to the worker. */
  get stands(): boolean {
    return this.#running?.stands === true;
  }

  /** True where a worker can start, so that it answers sooner or later. */
  get canStart(): boolean {
    return this.#make !== undefined && !this.#isBroken;
  }

  /** `undefined`: the page has to answer, unless the question was cancelled. */
  async ask<K extends AnalysisKind>(
    { world, env, services }: AskedIn,
    kind: K,
    asks: Asks<K>,
    { signal, report }: AskOptions,
  ): Promise<AnswerTo<K> | undefined> {
    this.#waitForMore();
    if (this.#running && !this.#running.follow(world)) this.end();
    if (!this.#running) void this.#start(world);
    if (!this.#running?.stands || signal.aborted) return undefined;
    if (!this.#running.teach(services, env.reference)) return undefined;
    const question = { kind, asks: plain(asks), now: env.now } as AnalysisQuestion;
    return await this.#running.ask(question, signal, report);
  }

  /** Ends the worker; the next question starts another one. */
  end(): void {
    clearTimeout(this.#timer);
    this.#wanted = undefined;
    this.#running?.end();
    this.#running = undefined;
  }

  async #start(world: World): Promise<void> {
    if (!this.#make || this.#isBroken || this.#wanted) return;
    this.#wanted = world;
    try {
      const port = await this.#make();
      if (this.#wanted === world) this.#running = new RunningWorker(port, world, () => this.#break());
      else port.terminate();
    } catch {
      this.#isBroken = true;
    }
    if (this.#wanted === world) this.#wanted = undefined;
  }

  #break(): void {
    this.#isBroken = true;
    this.end();
  }

  #waitForMore(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      if (this.#running?.isBusy) this.#waitForMore();
      else this.end();
    }, patience);
  }
}

/** Returns the value without what a message cannot carry: proxies, and policies that are compiled. */
const plain = <T>(value: T): T =>
  JSON.parse(
    JSON.stringify(value, (_, member: unknown) => (member instanceof CompiledPolicy ? member.text : member)),
  ) as T;
