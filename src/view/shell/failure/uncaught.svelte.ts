/** Errors and rejections that nothing caught: shown with the ways out instead of only in the console. */
export class Uncaught {
  error = $state.raw<unknown>();

  /** Listens until the returned function is called. */
  listen(): () => void {
    const onError = (event: ErrorEvent) => this.#take(event.error ?? event.message);
    const onRejection = (event: PromiseRejectionEvent) => this.#take(event.reason);
    window.addEventListener('error', onError);
    window.addEventListener('unhandledrejection', onRejection);
    return () => {
      window.removeEventListener('error', onError);
      window.removeEventListener('unhandledrejection', onRejection);
    };
  }

  #take(error: unknown): void {
    // The browser reports a resize loop that it mended itself as an error; nothing failed.
    if (typeof error === 'string' && error.startsWith('ResizeObserver loop')) return;
    this.error = error;
  }

  dismiss(): void {
    this.error = undefined;
  }
}
