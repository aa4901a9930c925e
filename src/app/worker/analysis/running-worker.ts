/**
 * One analysis worker from its start to its end, as the page sees it: fills its replica in slices between which the page
 * paints, sends changes before questions, and gives each answer to who asked.
 */

import type { Reference } from '../../../core/model/service-reference.ts';
import type { World } from '../../../core/model/world/world.ts';
import { runInSlices } from '../../../platform/yield-to-page.ts';
import {
  type AnalysisKind,
  type AnalysisQuestion,
  type AnswerTo,
  type FromAnalysis,
  type ToAnalysis,
  analysisVersion,
  readAnalysisMessage,
} from './messages.ts';
import { ReplicaFeed } from './replica-feed.ts';

const version = analysisVersion;

/** More changed rows than this are not sent at once: a new replica is filled instead. */
const mostNews = 400;

/** More services than this are sent in slices. */
const atOnce = 20;

/** The part of a Worker that is used. */
export type AnalysisPort = Pick<
  Worker,
  'postMessage' | 'terminate' | 'onmessage' | 'onerror' | 'onmessageerror'
>;

interface Asker {
  readonly resolve: (answer: AnswerTo<AnalysisKind> | undefined) => void;
  readonly report: (done: number) => void;
}

export class RunningWorker {
  stands = false;
  readonly #port: AnalysisPort;
  readonly #feed: ReplicaFeed;
  readonly #onBroken: () => void;
  readonly #services = new Set<string>();
  readonly #askers = new Map<number, Asker>();
  #isTeaching = false;
  #lastId = 0;
  #hasEnded = false;

  /** `onBroken`: the worker did not start, or had a bug. It has ended then. */
  constructor(port: AnalysisPort, world: World, onBroken: () => void) {
    this.#port = port;
    this.#feed = new ReplicaFeed(world);
    this.#onBroken = onBroken;
    port.onerror = () => this.#break();
    port.onmessageerror = () => this.#break();
    port.onmessage = ({ data }: MessageEvent<unknown>) => this.#take(readAnalysisMessage<FromAnalysis>(data));
  }

  get isBusy(): boolean {
    return this.#askers.size > 0;
  }

  /** Sends what changed. False: it is another world or too much has changed, so this replica is of no use. */
  follow(world: World): boolean {
    if (!this.#feed.isOf(world)) return false;
    if (!this.stands) return true;
    const changes = this.#feed.news();
    if (changes.length > mostNews) return false;
    if (changes.length === 0) return true;
    this.#dropQuestions();
    this.#post({ version, kind: 'rows', changes });
    return true;
  }

  /** Sends the services that the worker lacks and the page knows. False: they are many, and are still on their way. */
  teach(wanted: readonly string[] | 'all', reference: Reference | undefined): boolean {
    const prefixes = wanted === 'all' ? (reference?.services?.() ?? []) : wanted;
    const lacked = prefixes.filter((prefix) => !this.#services.has(prefix));
    if (lacked.length > atOnce) {
      if (!this.#isTeaching) void runInSlices(this.#teachAll(lacked, reference));
      return false;
    }
    for (const _ of this.#teachAll(lacked, reference)) continue;
    return true;
  }

  *#teachAll(
    prefixes: readonly string[],
    reference: Reference | undefined,
  ): Generator<undefined, void, undefined> {
    this.#isTeaching = true;
    for (const prefix of prefixes) {
      const service = reference?.service?.(prefix);
      if (!service) continue;
      this.#services.add(prefix);
      this.#post({ version, kind: 'services', services: [service] });
      yield;
    }
    this.#isTeaching = false;
  }

  /** Resolves with `undefined` when the question was cancelled, the world changed or the worker ended. */
  ask(
    question: AnalysisQuestion,
    signal: AbortSignal,
    report: (done: number) => void,
  ): Promise<AnswerTo<AnalysisKind> | undefined> {
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve) => {
      this.#askers.set(id, { resolve, report });
      signal.addEventListener('abort', () => {
        if (this.#askers.has(id)) this.#post({ version, kind: 'cancel', id });
        this.#answer(id, undefined);
      });
      this.#post({ version, kind: 'ask', id, question });
    });
  }

  end(): void {
    this.#hasEnded = true;
    this.#port.terminate();
    this.#dropQuestions();
  }

  /** An answer belongs to one world, and the worker stops when that is over. */
  #dropQuestions(): void {
    for (const id of this.#askers.keys()) this.#answer(id, undefined);
  }

  #take(message: ReturnType<typeof readAnalysisMessage<FromAnalysis>>): void {
    if (this.#hasEnded) return;
    switch (message.kind) {
      case 'ready':
        runInSlices(this.#fill()).catch(() => this.#break());
        break;
      case 'stands':
        this.stands = true;
        break;
      case 'progress':
        this.#askers.get(message.id)?.report(message.done);
        break;
      case 'answer':
        this.#answer(message.id, message.answer);
        break;
      case 'foreign':
      case 'broken':
        this.#break();
    }
  }

  *#fill(): Generator<undefined, void, undefined> {
    for (const changes of this.#feed.everything()) {
      if (this.#hasEnded) return;
      this.#post({ version, kind: 'rows', changes });
      yield;
    }
    this.#post({ version, kind: 'whole' });
  }

  #answer(id: number, answer: AnswerTo<AnalysisKind> | undefined): void {
    const asker = this.#askers.get(id);
    this.#askers.delete(id);
    asker?.resolve(answer);
  }

  #post(message: ToAnalysis): void {
    if (!this.#hasEnded) this.#port.postMessage(message);
  }

  #break(): void {
    this.end();
    this.#onBroken();
  }
}
