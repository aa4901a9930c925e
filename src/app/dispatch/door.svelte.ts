/**
 * The door with its API models and operations is the largest part of the core, and the first answer does not
 * need it: Ask decides without it. It is loaded right after the first answer, or by the first request.
 */

import type { handle } from '../../core/api/door.ts';
import type { AskedCalls } from '../../core/authz/authorize.ts';

type Handle = typeof handle;

export class Door {
  #handle = $state.raw<Handle>();
  #askedCall = $state.raw<AskedCalls>();
  #opening: Promise<Handle> | undefined;

  /** The door, if its code is here. */
  get current(): Handle | undefined {
    return this.#handle;
  }

  /** Finds the call that a question is about, if the code of the door is here. */
  get askedCall(): AskedCalls | undefined {
    return this.#askedCall;
  }

  /** Loads the code once; a failed load (a lost connection) is tried again by the next call. */
  open(): Promise<Handle> {
    this.#opening ??= Promise.all([
      import('../../core/api/door.ts'),
      import('../../core/api/question/asked-call.ts'),
    ]).then(
      ([{ handle: loaded }, { askedCall }]) => {
        this.#askedCall = askedCall;
        return (this.#handle = loaded);
      },
      (error: unknown) => {
        this.#opening = undefined;
        throw error;
      },
    );
    return this.#opening;
  }
}
