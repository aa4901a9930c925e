/** Long work is written as a generator that yields between short steps, so that a page can react in between. */

/** Long work that ends with `T`. It yields how much is done, from 0 to 1, or `undefined` where nobody knows. */
export type Steps<T = void> = Generator<number | undefined, T, undefined>;

/** Runs the steps at once and returns their result, where nobody waits for a page. */
export function runToEnd<T>(steps: Generator<unknown, T, undefined>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
