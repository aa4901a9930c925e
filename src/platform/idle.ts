/** Runs `work` when the page has nothing else to do; where the browser cannot tell (Safari), a little later. */
export function whenIdle(work: () => void): void {
  if (typeof requestIdleCallback === 'function') requestIdleCallback(work, { timeout: 5_000 });
  else setTimeout(work, 1_000);
}
