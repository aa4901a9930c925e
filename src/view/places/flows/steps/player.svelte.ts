/** Plays a flow step by step until it is paused, refused or over. With reduced motion all steps come at once. */

import type { FlowRun } from '../run.svelte.ts';

const lookMilliseconds = 1200;

export class Player {
  playing = $state(false);
  readonly #run: FlowRun;
  readonly still: boolean;

  constructor(run: FlowRun) {
    this.#run = run;
    this.still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  }

  toggle(): void {
    if (this.playing) this.pause();
    else void this.#play();
  }

  pause(): void {
    this.playing = false;
  }

  async #play(): Promise<void> {
    const run = this.#run;
    this.playing = true;
    // Steps that are already there are shown first.
    while (this.playing && !this.still && run.at < run.log.length) {
      run.look(run.at + 1);
      await this.#wait();
    }
    // Takes at least one step: a refused message is sent again.
    for (let first = true; this.playing && !run.ended && (first || !run.refused); first = false) {
      await run.goOn();
      if (!this.still && !run.refused && !run.ended) await this.#wait();
    }
    this.playing = false;
  }

  #wait(): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, lookMilliseconds));
  }
}
