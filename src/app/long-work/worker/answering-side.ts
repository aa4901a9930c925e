/**
 * The worker's side: takes what the page sends, keeps the replica, and answers questions one after the other in short
 * steps, so that Stop and changes are heard in between. An answer belongs to one world: a change drops what is open.
 */

import { indexInSteps } from '#core/analysis/statements/account-statements.ts';
import { unsafeAccountId } from '#core/model/ids.ts';
import type { ServiceInfo } from '#core/model/service-reference.ts';
import { nextTask } from '#platform/yield-to-page.ts';
import { type AnswerTo, type Asks, type KindName, answering } from '../kinds.ts';
import { checkVersion } from './calls.ts';
import { Replica, type RowChange } from './replica.ts';

/** Milliseconds between two looks at the messages. */
const slice = 12;

export type WorkReport = (id: number, done: number) => unknown;

export class WorkerSide {
  readonly replica = new Replica();
  #report: WorkReport = () => undefined;
  #open: readonly number[] = [];
  #turn: Promise<unknown> = Promise.resolve();

  /** `version`: that of the page. */
  start(version: number, report: WorkReport): void {
    checkVersion(version);
    this.#report = report;
  }

  /** Takes rows as they are now. What is asked about the rows of before is not answered any more. */
  change(changes: readonly RowChange[]): void {
    this.#open = [];
    this.replica.change(changes);
  }

  learn(services: readonly ServiceInfo[]): void {
    this.replica.learn(services);
  }

  /** Reads every policy once, so that already the first question is a quick one. */
  readAll(): void {
    const { world } = this.replica;
    for (const account of world.accounts.keys())
      for (const _ of indexInSteps(world, unsafeAccountId(account))) continue;
  }

  /** Resolves with `undefined` when the question was cancelled, or the world changed. */
  ask<K extends KindName>(id: number, kind: K, asks: Asks<K>, now: number): Promise<AnswerTo<K> | undefined> {
    this.#open = [...this.#open, id];
    const answer = this.#turn.then(() => this.#answer(id, kind, asks, now));
    this.#turn = answer.catch(() => undefined);
    return answer;
  }

  cancel(id: number): void {
    this.#open = this.#open.filter((one) => one !== id);
  }

  async #answer<K extends KindName>(
    id: number,
    kind: K,
    asks: Asks<K>,
    now: number,
  ): Promise<AnswerTo<K> | undefined> {
    if (!this.#open.includes(id)) return undefined;
    const { world, reference } = this.replica;
    const steps = await answering(kind, { world, env: { now, reference } }, asks);
    while (this.#open.includes(id)) {
      let done: number | undefined;
      for (const end = performance.now() + slice; performance.now() < end;) {
        const step = steps.next();
        if (step.done) {
          this.cancel(id);
          return step.value;
        }
        done = step.value ?? done;
      }
      if (done !== undefined) void this.#report(id, done);
      await nextTask();
    }
    return undefined;
  }
}
