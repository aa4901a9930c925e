/** Catches errors and rejections that nothing else caught, and shows them with ways to go on. */

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
    // The browser reports a resize loop as an error although it fixed the loop itself. Nothing failed.
    if (typeof error === 'string' && error.startsWith('ResizeObserver loop')) return;
    this.error = error;
  }

  dismiss(): void {
    this.error = undefined;
  }
}
