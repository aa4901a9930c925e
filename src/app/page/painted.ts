/** Waits for the browser to paint, so that what is slow or large begins after what a person waits for. */

import { nextTask } from '../../platform/yield-to-page.ts';

/** Resolves when what stands on the page now has been painted; in a tab that nobody sees, once it is seen. */
export const painted = (): Promise<void> =>
  new Promise((resolve) => requestAnimationFrame(() => void nextTask().then(resolve)));
