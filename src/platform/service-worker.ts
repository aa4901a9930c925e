/**
 * The offline copy (installed by the build, over https or on localhost). A new version of the site waits
 * until the person agrees: a page that changes under the hands of a teacher would be worse than an old one.
 */
export interface OfflineCopy {
  /** Takes the waiting version and reloads the page. */
  update(): Promise<void>;
}

/** Registers the service worker where the browser has one; `onWaiting` is told of a newer version. */
export async function keepOfflineCopy(onWaiting: (copy: OfflineCopy) => void): Promise<void> {
  if (!('serviceWorker' in navigator) || !globalThis.isSecureContext || location.protocol === 'file:') return;
  const { registerSW } = await import('virtual:pwa-register');
  const update = registerSW({ onNeedRefresh: () => onWaiting({ update: () => update(true) }) });
}
