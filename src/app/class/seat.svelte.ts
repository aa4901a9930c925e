/** The class of the level on screen, if the level is one of the student's own: it leads on in the class. */

import { levelIn, levelToPlay } from '../../learn/class/work.ts';
import type { Star } from '../../learn/level/stars.ts';
import { href } from '../navigation/routes.svelte.ts';
import type { Session } from '../session/session.svelte.ts';
import type { JoinedClass } from './joined.svelte.ts';
import { titleIn } from './make.ts';

export interface Onward {
  readonly title: string;
  readonly address: string;
}

export class Seat {
  #joined = $state.raw<JoinedClass | undefined>(undefined);
  readonly #level: string;
  readonly #variant: string;

  constructor(session: Session, level: string, variant: string) {
    this.#level = level;
    this.#variant = variant;
    void session.joined().then(async (joined) => {
      await joined.latest();
      this.#joined = joined;
    });
  }

  get #work() {
    const joined = this.#joined;
    const isOwn = joined?.variant === this.#variant && joined.work?.plan.levels.includes(this.#level);
    return isOwn ? joined.work : undefined;
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
}
