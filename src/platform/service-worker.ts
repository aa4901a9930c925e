/**
 * The offline copy (installed by the build, over https or on localhost). A new version of the site waits
 * until the person agrees, so that the page never changes while somebody uses it.
 */

export interface OfflineCopy {
  /** Takes the waiting version and reloads the page. */
  update(): Promise<void>;
}

/** Registers the service worker if the browser has one; `onWaiting` is called when a newer version waits. */
export async function keepOfflineCopy(onWaiting: (copy: OfflineCopy) => void): Promise<void> {
  if (!('serviceWorker' in navigator) || !globalThis.isSecureContext || location.protocol === 'file:') return;
  const { registerSW } = await import('virtual:pwa-register');
  const update = registerSW({ onNeedRefresh: () => onWaiting({ update: () => update(true) }) });
}
