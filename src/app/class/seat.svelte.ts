/** The class of the level on screen: one of the student's own leads on in it, any other one leads to the student's own. */

import { levelIn, levelToPlay, waitsForQuestions } from '../../learn/class/work.ts';
import type { Star } from '../../learn/level/standing.ts';
import { href } from '../navigation/routes.svelte.ts';
import type { Session } from '../session/session.svelte.ts';
import type { JoinedClass } from './joined.svelte.ts';
import { titleIn } from './make.ts';

export interface Onward {
  readonly title: string;
  readonly address: string;
}

/** The way to a level that counts. `first`: the class asks for this before the level. */
export interface SeatLevel extends Onward {
  readonly first?: 'name' | 'questions';
}

export class Seat {
  #joined = $state.raw<JoinedClass | undefined>(undefined);
  readonly #level: string;
  readonly #variant: string | undefined;

  /** `variant`: absent for the level of the path. */
  constructor(session: Session, level: string, variant: string | undefined) {
    this.#level = level;
    this.#variant = variant;
    void session.joined().then(async (joined) => {
      await joined.latest();
      this.#joined = joined;
    });
  }

  get #isOwn(): boolean {
    return this.#variant !== undefined && this.#joined?.variant === this.#variant;
  }

  get #class() {
    const work = this.#joined?.work;
    return work?.plan.levels.includes(this.#level) ? work : undefined;
  }

  get #work() {
    return this.#isOwn ? this.#class : undefined;
  }

  /** The page of the class; `undefined` where the level is of no class that this browser joined. */
  get place(): Onward | undefined {
    const work = this.#work;
    return work && { title: work.plan.title, address: href('learn', ['class', 'join']) };
  }

  /**
   * The stars that the result of the student has for the level, none until that is known; `undefined` where the level is
   * of no class that this browser joined.
   */
  get stars(): readonly Star[] | undefined {
    if (this.#variant === undefined) return undefined;
    if (!this.#joined) return [];
    const work = this.#work;
    return work && (levelIn(work, this.#level)?.stars ?? []);
  }

  /** The level to play next in the class; `undefined` after the last. */
  get next(): Onward | undefined {
    const work = this.#work;
    const id = work && levelToPlay(work, this.#level);
    if (!work || id === undefined) return undefined;
    return { title: titleIn(work.plan, id), address: href('learn', ['level', id], { v: this.#variant }) };
  }

  /** The student's own variant, where the level is of the class but this one does not count. */
  get own(): SeatLevel | undefined {
    const work = this.#isOwn ? undefined : this.#class;
    if (!work) return undefined;
    const { title } = work.plan;
    const variant = this.#joined?.variant;
    if (variant === undefined) return { title, first: 'name', address: href('learn', ['class', 'join']) };
    if (waitsForQuestions(work))
      return { title, first: 'questions', address: href('learn', ['class', 'join', 'before']) };
    return { title, address: href('learn', ['level', this.#level], { v: variant }) };
  }
}
