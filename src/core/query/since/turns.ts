/**
 * Goes back through changes and finds each that turned an answer. Answers come and go, so halving the history would
 * miss some: every change is passed, but the question is asked again only behind one of what the last answer read.
 */

import type { Change } from '../../model/world/change.ts';
import type { World } from '../../model/world/world.ts';
import { PastView } from './past-view.ts';

/** `after` is the answer of the world with the change, `before` of the world without it. */
export interface Turn<Answer> {
  readonly before: Answer;
  readonly after: Answer;
}

export class TurnSearch<Answer> {
  readonly #view: PastView;
  readonly #ask: (world: World) => Answer;
  readonly #isSame: (one: Answer, other: Answer) => boolean;
  #now: Answer;

  /** The present world must not change until the search ends. */
  constructor(
    present: World,
    ask: (world: World) => Answer,
    isSame: (one: Answer, other: Answer) => boolean,
  ) {
    this.#view = new PastView(present);
    this.#ask = ask;
    this.#isSame = isSame;
    this.#now = this.#view.read(ask);
  }

  /** `unfit`: a record of the batch was set aside, so nobody knows what was before. The newest is first. */
  back(changes: readonly Change[]): Turn<Answer> | 'same' | 'unfit' {
    const isConcerned = this.#view.concerns(changes);
    if (!this.#view.back(changes)) return 'unfit';
    if (!isConcerned) return 'same';
    const after = this.#now;
    this.#now = this.#view.read(this.#ask);
    return this.#isSame(this.#now, after) ? 'same' : { before: this.#now, after };
  }
}
