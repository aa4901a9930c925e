/**
 * The door with its API models and operations is the largest part of the core, and the first answer does not
 * need it: Ask decides without it. It is loaded right after the first answer, or by the first request.
 */

import type { handle } from '../../core/api/door.ts';

type Handle = typeof handle;

export class Door {
  #handle = $state.raw<Handle>();
  #opening: Promise<Handle> | undefined;

  /** The door, if its code is here. */
  get current(): Handle | undefined {
    return this.#handle;
  }

  /** Loads the code once; a failed load (a lost connection) is tried again by the next call. */
  open(): Promise<Handle> {
    this.#opening ??= import('../../core/api/door.ts').then(
      (loaded) => (this.#handle = loaded.handle),
      (error: unknown) => {
        this.#opening = undefined;
        throw error;
      },
    );
    return this.#opening;
  }
}
