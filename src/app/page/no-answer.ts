/**
 * Waits for a database that may never answer: another tab may hold it, or the browser may hang. After a while the
 * person is asked. The answer still counts when it comes before theirs.
 */

/** Milliseconds that a person waits without being told. */
export const patience = 5_000;

export interface Waiting {
  /** Resolves after so many milliseconds. */
  readonly wait: (milliseconds: number) => Promise<void>;
  /** Offers to work in memory; the returned function takes the offer away. */
  readonly ask: (workInMemory: () => void) => () => void;
}

export async function answered<T>(opening: Promise<T>, { wait, ask }: Waiting): Promise<T | 'in memory'> {
  let takeAway = () => {};
  let isOver = false;
  const inMemory = new Promise<'in memory'>((resolve) => {
    void wait(patience).then(() => {
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
