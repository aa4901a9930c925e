/**
 * The worker's side: takes what the page sends, keeps the replica, and answers questions one after the other in short
 * steps, so that Cancel and changes are heard in between. An answer belongs to one world: a change drops what is open.
 */

import { indexInSteps } from '../../../core/analysis/statements/account-statements.ts';
import { unsafeAccountId } from '../../../core/model/ids.ts';
import { partsOf } from '../../../core/model/thrown.ts';
import { nextTask } from '../../../platform/yield-to-page.ts';
import { answerInSteps } from './answers.ts';
import {
  type AnalysisQuestion,
  type FromAnalysis,
  type RowChange,
  type ToAnalysis,
  analysisVersion,
  readAnalysisMessage,
} from './messages.ts';
import { Replica } from './replica.ts';

const version = analysisVersion;
/** Milliseconds between two looks at the messages. */
const slice = 12;

interface Open {
  readonly id: number;
  readonly question: AnalysisQuestion;
}

export class WorkerSide {
  readonly replica = new Replica();
  readonly #post: (message: FromAnalysis) => void;
  #open: readonly Open[] = [];
  #isAtWork = false;

  constructor(post: (message: FromAnalysis) => void) {
    this.#post = post;
    post({ version, kind: 'ready' });
  }

  /** Takes one message of the page. Throws nothing: what goes wrong is told to the page. */
  take(data: unknown): void {
    try {
      this.#take(readAnalysisMessage<ToAnalysis>(data));
    } catch (error) {
      this.#break(error);
    }
  }

  #take(message: ReturnType<typeof readAnalysisMessage<ToAnalysis>>): void {
    switch (message.kind) {
      case 'foreign':
        throw new Error(`a message of version ${String(message.version)}, this worker is of ${version}`);
      case 'rows':
        return this.#change(message.changes);
      case 'whole':
        return this.#stand();
      case 'services':
        return this.replica.learn(message.services);
      case 'ask':
        this.#open = [...this.#open, message];
        void this.#work();
        return;
      case 'cancel':
        this.#open = this.#open.filter(({ id }) => id !== message.id);
    }
  }

  /** Reads every policy once, so that already the first question is a quick one. */
  #stand(): void {
    const { world } = this.replica;
    for (const account of world.accounts.keys())
      for (const _ of indexInSteps(world, unsafeAccountId(account))) continue;
    this.#post({ version, kind: 'stands' });
  }

  #change(changes: readonly RowChange[]): void {
    this.#open = [];
    this.replica.change(changes);
  }

  async #work(): Promise<void> {
    if (this.#isAtWork) return;
    this.#isAtWork = true;
    try {
      for (let next = this.#open[0]; next; next = this.#open[0]) await this.#answer(next);
    } catch (error) {
      this.#break(error);
    }
    this.#isAtWork = false;
  }

  async #answer(open: Open): Promise<void> {
    const { id, question } = open;
    const steps = answerInSteps(this.replica, question);
    while (this.#open.includes(open)) {
      let done = 0;
      for (const end = performance.now() + slice; performance.now() < end;) {
        const step = steps.next();
        if (step.done) {
          this.#open = this.#open.filter((one) => one !== open);
          this.#post({ version, kind: 'answer', id, answer: step.value });
          return;
        }
        done = step.value;
      }
      this.#post({ version, kind: 'progress', id, done });
      await nextTask();
    }
  }

  #break(error: unknown): void {
    this.#open = [];
    this.#post({ version, kind: 'broken', thrown: partsOf(error) });
  }
}
