/** A copy of a workspace's world that moves between the moments of its history. */

import { cloneWorld, misfit } from '../../core/model/world/apply.ts';
import { reverseChanges } from '../../core/model/world/change.ts';
import { asOf, stepBack, stepForward, withoutLater } from '../../core/model/world/past.ts';
import type { World } from '../../core/model/world/world.ts';
import type { HistoryRow } from '../../store/rows.ts';

export class PastCopy {
  readonly #workspace: string;
  readonly #revision: number;
  readonly #world: World;
  #position: number;

  constructor(workspace: string, revision: number, world: World, position: number) {
    this.#workspace = workspace;
    this.#revision = revision;
    this.#world = cloneWorld(world);
    this.#position = position;
  }

  get position(): number {
    return this.#position;
  }

  isOf(workspace: string, revision: number): boolean {
    return this.#workspace === workspace && this.#revision === revision;
  }

  /**
   * Applies or reverses `batches`, oldest first, until the copy is at `position`. False when a record on the
   * way was set aside: then the copy cannot be used any more.
   */
  lead(position: number, batches: readonly HistoryRow[]): boolean {
    const back = position < this.#position;
    for (const { changes } of back ? batches.toReversed() : batches) {
      if (misfit(this.#world, back ? reverseChanges(changes) : changes)) return false;
      if (back) stepBack(this.#world, changes);
      else stepForward(this.#world, changes);
    }
    this.#position = position;
    return true;
  }

  /** `at`: ISO; `undefined` for the beginning. `whole`: the world for a new workspace from there. */
  shownAt(at: string | undefined): { world: World; whole: () => World; moment: string } {
    const world = this.#world;
    if (at === undefined) return { world: { ...world }, whole: () => world, moment: 'at the beginning' };
    return { world: asOf(world, at), whole: () => withoutLater(world, at), moment: momentWords(at) };
  }
}

/** `25 Nov 2026, 12:00:05 UTC` */
function momentWords(iso: string): string {
  const date = new Date(iso);
  const day = date.toLocaleDateString('en-GB', {
    timeZone: 'UTC',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
  });
  return `${day}, ${iso.slice(11, 19)} UTC`;
}
