/** Puts work off until the page has nothing else to do. */

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
