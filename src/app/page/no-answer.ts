/**
 * Waits for a database that may never answer: another tab may hold it, or the browser may hang. After a while the
 * person is asked. The answer still counts when it comes before theirs.
 */

import { type MissingFeature, noDatabase } from '../../platform/features.ts';
import type { Opened } from '../../store/dexie/open.ts';

/** Milliseconds that a person waits without being told. */
export const silenceMs = 5_000;

export interface Waiting {
  /** Resolves after so many milliseconds. */
  readonly wait: (milliseconds: number) => Promise<void>;
  /** Offers to work in memory; the returned function takes the offer away. */
  readonly ask: (workInMemory: () => void) => () => void;
}

export async function answeredInTime<T>(
  opening: Promise<T>,
  { wait, ask }: Waiting,
): Promise<T | 'in memory'> {
  let takeAway = () => {};
  let isOver = false;
  const inMemory = new Promise<'in memory'>((resolve) => {
    void wait(silenceMs).then(() => {
      if (!isOver) takeAway = ask(() => resolve('in memory'));
    });
  });
  try {
    return await Promise.race([opening, inMemory]);
  } finally {
    isOver = true;
    takeAway();
  }
}

const loud = (warning: string): MissingFeature => ({ feature: 'indexed-db', warning });
const inMemory = 'You work in memory, and everything you do is lost when the tab closes.';

/** Returns what the person has to know; `undefined` when the saved data are open. */
export function unopened(opened: Opened | 'in memory'): MissingFeature | undefined {
  if (opened === 'in memory')
    return loud(
      `The browser has not opened the saved data yet. ${inMemory} When the data is there, the page tells you.`,
    );
  if (opened.kind !== 'unavailable') return undefined;
  if (opened.code === 'full')
    return loud(
      `The disk is full, so the browser cannot open the saved data. ${inMemory} Free some space on the disk, then reload.`,
    );
  // Browsers give this name to a database that is there and does not open.
  if (opened.detail.includes('UnknownError'))
    return loud(
      `The browser cannot open the saved data (${opened.detail}). ${inMemory} The disk may be full: free some space, then reload.`,
    );
  return noDatabase;
}
