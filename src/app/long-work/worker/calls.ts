/**
 * The page's side of any worker: its functions are called by Comlink. A call of a worker that breaks or is ended never
 * settles by itself, so each is raced with the worker's end.
 */

import { type Endpoint, type Remote, wrap } from 'comlink';

/** Both sides come from one build, but an offline copy may start an older worker. */
export const workerVersion = 12;

/** Throws in a worker that is of another version than its page. */
export function checkVersion(page: number): void {
  if (page !== workerVersion)
    throw new Error(`the page is of version ${page}, its worker of ${workerVersion}: reload the page`);
}

export type WorkerPort = Endpoint & Pick<Worker, 'terminate'>;

export class WorkerCalls<Side> {
  readonly side: Remote<Side>;
  hasEnded = false;
  readonly #port: WorkerPort;
  readonly #ended: Promise<never>;
  #reject: (reason: unknown) => void = () => undefined;

  constructor(port: WorkerPort) {
    this.#port = port;
    this.side = wrap<Side>(port);
    this.#ended = new Promise((_, reject) => (this.#reject = reject));
    this.#ended.catch(() => undefined);
    const broken = (event: object) => {
      const { message } = event as { readonly message?: string };
      this.end(new Error(message || 'the worker did not start, or broke'));
    };
    port.addEventListener('error', broken);
    port.addEventListener('messageerror', broken);
  }

  /** Rejects with the reason when the worker ends first. */
  call<T>(call: PromiseLike<T>): Promise<T> {
    return Promise.race([call, this.#ended]);
  }

  end(reason: unknown = new Error('the worker was ended')): void {
    if (this.hasEnded) return;
    this.hasEnded = true;
    this.#port.terminate();
    this.#reject(reason);
  }
}
