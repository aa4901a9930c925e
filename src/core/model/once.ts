/** Loads code once, so that a second request for it is answered at once; a failure is tried again. */

/** Returns a loader that keeps what it loaded: even an `import` of what is there takes a turn of the browser. */
export function once<T>(load: () => Promise<T>): () => Promise<T> {
  let loading: Promise<T> | undefined;
  return () => {
    loading ??= load().catch((error: unknown) => {
      loading = undefined;
      throw error;
    });
    return loading;
  };
}
