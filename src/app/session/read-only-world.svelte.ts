/**
 * A world that is looked at and cannot be changed: the preview of a link or file, or the account as it was
 * at an earlier moment. While one is shown every place reads it instead of the open workspace, which stays as
 * it is underneath; whatever would write is refused with the read-only world's own sentence.
 */

import type { AccountId } from '../../core/model/ids.ts';
import type { World } from '../../core/model/world/world.ts';
import type { ScenarioGuide } from '../../share/scenario/format/scenario.ts';
import type { WorldState } from '../dispatch/open-workspace.svelte.ts';
import type { ActingIdentity } from './acting-as.svelte.ts';

export interface ReadOnlyWorld {
  readonly kind: 'preview' | 'past';
  readonly world: World;
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

/** The members of the session that a read-only world changes. */
interface ReadOnlyHost {
  account: AccountId;
  readonly identity: Pick<ActingIdentity, 'lookAt' | 'restore'>;
  readonly past: { leave(): void };
  readonly workspaces: { readonly current: { readonly account: AccountId } | undefined };
}

export class ReadOnlyWorlds {
  current = $state.raw<ReadOnlyWorld | undefined>(undefined);
  /** Revisions of read-only worlds count down, so that they are never taken for one of a workspace. */
  #revision = 0;
  #state: WorldState | undefined;
  readonly #session: ReadOnlyHost;

  /** Called with the world that is shown now; main.ts remembers the link for a reload. */
  onChange: ((readOnlyWorld: ReadOnlyWorld | undefined) => void) | undefined;

  constructor(session: ReadOnlyHost) {
    this.#session = session;
  }

  /** Shows a world that cannot be changed, on all places, until it is closed; the workspace stays as it is. */
  show(readOnlyWorld: ReadOnlyWorld): void {
    this.#revision -= 1;
    this.#state = { world: readOnlyWorld.world, revision: this.#revision };
    this.current = readOnlyWorld;
    this.onChange?.(readOnlyWorld);
    // A person who looks at the past stays who they are.
    if (readOnlyWorld.kind === 'past') this.#session.account = readOnlyWorld.account;
    else this.#session.identity.lookAt(readOnlyWorld.account);
  }

  close(): void {
    const { identity, past, workspaces } = this.#session;
    const kind = this.current?.kind;
    const account = workspaces.current?.account;
    this.current = undefined;
    this.#state = undefined;
    this.onChange?.(undefined);
    past.leave();
    if (account !== undefined && kind === 'preview') void identity.restore(account);
  }

  over(state: WorldState): WorldState {
    return this.current && this.#state ? this.#state : state;
  }
}
