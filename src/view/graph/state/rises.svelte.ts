/**
 * Finds who could become administrator, for the badges of the graph. Nobody waits for this search: it begins once the
 * account is drawn, and what it found is shown only while the account is the one that was searched.
 */

import { askWorker } from '#app/long-work/ask.ts';
import type { WorldState } from '#app/dispatch/open-workspace.svelte.ts';
import type { Session } from '#app/session/session.svelte.ts';

/** The most principals of which a page without a worker searches what nobody waits for. */
const mostOnPage = 200;
const nobody: ReadonlySet<string> = new Set();

interface Found {
  readonly ids: ReadonlySet<string>;
  readonly isComplete: boolean;
}

export class Rises {
  readonly #session: Session;
  #found = $state.raw<{ readonly state: WorldState; readonly found: Found | undefined }>();

  constructor(session: Session) {
    this.#session = session;
  }

  readonly #current = $derived.by(() =>
    this.#found?.state === this.#session.state ? this.#found : undefined,
  );
  /** ARNs; empty until they are known. */
  readonly ids = $derived.by(() => this.#current?.found?.ids ?? nobody);
  /** The search ended, so that nobody but these could. */
  readonly isComplete = $derived.by(() => this.#current?.found?.isComplete ?? false);
  /** `unknown`: the account is too large for a page without a worker. */
  readonly status = $derived.by((): 'searching' | 'known' | 'unknown' => {
    if (!this.#current) return 'searching';
    return this.#current.found ? 'known' : 'unknown';
  });

  /** Searches in the current state of the account. Returns what ends the search. */
  search(): (() => void) | undefined {
    const { state } = this.#session;
    if (this.#current) return undefined;
    const asking = new AbortController();
    const keep = (found: Found | undefined) => {
      if (!asking.signal.aborted) this.#found = { state, found };
    };
    this.#whoRises(asking.signal).then(keep, () => keep(undefined));
    return () => asking.abort();
  }

  async #whoRises(signal: AbortSignal): Promise<Found | undefined> {
    const { users, roles } = this.#session.state.world;
    const isLarge = users.size + roles.size > mostOnPage;
    if (isLarge && !(await this.#session.questions()).canStart) return undefined;
    const asks = { to: 'administrator', conditional: false };
    const { ways, isComplete } = await askWorker(this.#session, 'ways', asks, {
      signal,
      report: () => undefined,
    });
    const rising = ways.filter(({ steps }) => steps.length > 0).map(({ from }) => from);
    // eslint-disable-next-line svelte/prefer-svelte-reactivity -- it is kept whole and never changed
    return { ids: new Set(rising), isComplete };
  }
}
