/** Long work is written as a generator that yields between short steps, so that a page can react in between. */

/** Runs the steps at once and returns their result, where nobody waits for a page. */
export function runToEnd<T>(steps: Generator<unknown, T, undefined>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
