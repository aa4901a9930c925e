/**
 * Tells a search when to pause. Nothing here reads a clock, so work is counted: a step is some milliseconds long, however
 * many principals or questions they are for.
 */

export class Pace {
  #work = 0;

  /** Notes that this much was done: 1 is about what a question to the engine takes. */
  count(work: number): void {
    this.#work += work;
  }

  /** Returns true when there was enough work for a step; the next step begins then. */
  isDue(): boolean {
    if (this.#work < ofStep) return false;
    this.#work = 0;
    return true;
  }
}

const ofStep = 40;

/** Work of trying a method: its calls are decided one after the other. */
export const ofAttempt = 3;

export const little = 0.02;
