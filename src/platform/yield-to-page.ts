/** Lets the page paint and react during long work. */

/** Milliseconds of work between two pauses. */
const slice = 10;

export interface Watch {
  /** Aborting ends the work, which rejects with the signal's reason. */
  readonly signal: AbortSignal;
  /** Takes how much is done: numbers from 0 to 1. */
  readonly report: (done: number) => void;
}

/** Runs steps to their end, with a pause for painting and input every few milliseconds; then it also reports and hears the signal. */
export async function runInSlices<T>(
  steps: Generator<unknown, T, undefined>,
  { signal, report }: Partial<Watch> = {},
): Promise<T> {
  for (;;) {
    signal?.throwIfAborted();
    let done: unknown;
    for (const end = performance.now() + slice; performance.now() < end;) {
      const step = steps.next();
      if (step.done) return step.value;
      done = step.value;
    }
    if (typeof done === 'number') report?.(done);
    await new Promise((resolve) => setTimeout(resolve));
  }
}

/** Resolves after waiting messages, input and painting. A timer is slower and waits longer each time. */
export const nextTask = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });

/** Runs `work` when the page has nothing else to do; a little later when the browser cannot tell (Safari). */
export function whenIdle(work: () => void): void {
  if (typeof requestIdleCallback === 'function') requestIdleCallback(work, { timeout: 5_000 });
  else setTimeout(work, 1_000);
}

/** Resolves when the page has nothing else to do; never once `signal` is aborted. */
export const idle = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    whenIdle(() => {
      if (!signal.aborted) resolve();
    });
  });
