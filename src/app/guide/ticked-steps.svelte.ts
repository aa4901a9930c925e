/**
 * Remembers the steps that a person called done, because no answer tells it. They are stored with the workspace
 * by their texts, so that they stay when steps are moved. A preview stores none.
 */

import type { Session } from '../session/session.svelte.ts';

const key = 'guide';

export class TickedSteps {
  texts = $state.raw<readonly string[]>([]);
  readonly #session: Session;
  #workspace: string | undefined;

  constructor(session: Session) {
    this.#session = session;
  }

  async follow(workspace: string | undefined): Promise<void> {
    this.#workspace = workspace;
    this.texts = [];
    if (workspace === undefined) return;
    const stored = textsOf(await this.#session.memory.recall(key));
    if (this.#workspace === workspace) this.texts = [...stored, ...this.texts];
  }

  async tick(text: string): Promise<void> {
    this.texts = [...this.texts, text];
    await this.#session.memory.keep(key, { done: this.texts });
  }
}

/** Reads what was stored; nothing where it is of another shape. */
function textsOf(stored: unknown): string[] {
  const done = typeof stored === 'object' && stored !== null && 'done' in stored ? stored.done : undefined;
  return Array.isArray(done) ? done.filter((text) => typeof text === 'string') : [];
}
