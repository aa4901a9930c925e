/**
 * A world that is looked at and cannot be changed: the preview of a link or file, or the account as it was
 * at an earlier moment. While one is shown every place reads it instead of the open workspace, which stays as
 * it is underneath; whatever would write is refused with the read-only world's own sentence.
 */

import type { AccountId } from '../../core/model/ids.ts';
import type { World } from '../../core/model/world/world.ts';
import type { ScenarioGuide } from '../../share/scenario/format/scenario.ts';
import type { WorldState } from '../dispatch/open-workspace.svelte.ts';

export interface ReadOnlyWorld {
  readonly kind: 'preview' | 'past';
  readonly world: World;
  /** The account on screen. */
  readonly account: AccountId;
  /** `Preview of “Confused deputy”`, `The account as it was on …`. */
  readonly title: string;
  /** One sentence: why nothing can be changed here, and what to do instead. */
  readonly refusal: string;
  /** Makes a workspace of it that can be changed; the banner's button reads `keepLabel` (`Keep a copy`). */
  readonly keep?: () => Promise<unknown>;
  readonly keepLabel?: string;
  /** The title of the preview's scenario, and its guide. */
  readonly name?: string;
  readonly guide?: ScenarioGuide;
  /** The link that it came by, so that a reload of the page shows it again. */
  readonly link?: string;
}

export class ReadOnlyWorldSlot {
  current = $state.raw<ReadOnlyWorld | undefined>(undefined);
  /** Revisions of read-only worlds count down, so that they are never taken for one of a workspace. */
  #revision = 0;
  #state: WorldState | undefined;

  /** Told of what is shown now; main.ts keeps the link for a reload. */
  onChange: ((readOnlyWorld: ReadOnlyWorld | undefined) => void) | undefined;

  show(readOnlyWorld: ReadOnlyWorld): void {
    this.#revision -= 1;
    this.#state = { world: readOnlyWorld.world, revision: this.#revision };
    this.current = readOnlyWorld;
    this.onChange?.(readOnlyWorld);
  }

  close(): void {
    this.current = undefined;
    this.#state = undefined;
    this.onChange?.(undefined);
  }

  /** Its world in the place of the workspace's. */
  over(state: WorldState): WorldState {
    return this.current && this.#state ? this.#state : state;
  }
}
