/** Follows an attempt, and tells once each time that something was reached: a goal, or with the last one the level. */

import { untrack } from 'svelte';
import type { Attempt } from '../../app/learn/attempt.svelte.ts';
import type { LevelGoal } from '../../app/learn/path.ts';
import { yesOrNo } from '../entity/names.ts';

export class LatestGoal {
  /** The goal that was reached last while the level is on screen, as long as it stays reached. */
  goal = $state.raw<LevelGoal>();
  #before: readonly string[] | undefined;

  /** Call it where effects can run. `tell` is called after the page shows what was reached. */
  constructor(attempt: Attempt, tell: (goal: LevelGoal, solved: boolean) => void) {
    $effect(() => {
      if (!attempt.now) return;
      const { goals, solved } = attempt.now;
      const reached = goals.filter((one) => one.reached);
      const fresh = reached.find(({ goal }) => this.#before?.includes(goal.id) === false)?.goal;
      this.#before = reached.map(({ goal }) => goal.id);
      untrack(() => {
        if (fresh) this.goal = fresh;
        else if (this.goal && !this.#before?.includes(this.goal.id)) this.goal = undefined;
        if (fresh) tell(fresh, solved);
      });
    });
  }
}

/** Says that a goal is reached, with the answer that it wants: its text is true only beside it. */
export const reachedWords = (goal: LevelGoal, wanted: boolean): string =>
  `Goal reached: ${goal.text}: ${yesOrNo(wanted)}`;
