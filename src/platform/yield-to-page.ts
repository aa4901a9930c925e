/** Lets the page paint and react during long work. */

/** Milliseconds of work between two pauses. */
const slice = 10;

/** Runs steps to their end, with a pause for painting and input every few milliseconds. */
export async function runInSlices<T>(steps: Generator<unknown, T, undefined>): Promise<T> {
  for (;;) {
    for (const end = performance.now() + slice; performance.now() < end;) {
      const step = steps.next();
      if (step.done) return step.value;
    }
    await new Promise((resolve) => setTimeout(resolve));
  }
}

/** Ends the steps without a result as soon as nobody wants it any more. */
export function* whileWanted<T>(
  steps: Generator<unknown, T, undefined>,
  isWanted: () => boolean,
): Generator<undefined, T | undefined, undefined> {
  while (isWanted()) {
    const step = steps.next();
    if (step.done) return step.value;
    yield;
  }
  return undefined;
}

/** Tells each number that the steps yield. */
export function* reported<T>(
  steps: Generator<number, T, undefined>,
  report: (done: number) => void,
): Generator<undefined, T, undefined> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    report(step.value);
    yield;
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
