/** The offline copy. A new version waits until the person agrees, so that no page changes while in use. */

export interface OfflineCopy {
  update(): void;
}

/** Registers the service worker if the browser has one; `onWaiting` is called when a newer version waits. */
export async function keepOfflineCopy(onWaiting: (copy: OfflineCopy) => void): Promise<void> {
  if (!('serviceWorker' in navigator) || !globalThis.isSecureContext || location.protocol === 'file:') return;
  const registration = await navigator.serviceWorker.register('./sw.js', { scope: './' });
  const look = () => {
    if (isUpdate(registration)) onWaiting({ update: () => takeWaiting(registration) });
  };
  const follow = () => registration.installing?.addEventListener('statechange', look);
  registration.addEventListener('updatefound', follow);
  // An earlier load of the page may have begun the installation.
  follow();
  look();
}

/** The first version waits a moment too, so a waiting version is newer only where another is active. */
const isUpdate = ({ waiting, active }: ServiceWorkerRegistration): boolean =>
  waiting !== null && active !== null;

/** Reloads once the waiting version answers for the page; at once where another tab has taken it already. */
function takeWaiting({ waiting }: ServiceWorkerRegistration): void {
  if (!waiting) return location.reload();
  waiting.addEventListener('statechange', () => {
    if (waiting.state === 'activated') location.reload();
  });
  waiting.postMessage({ type: 'SKIP_WAITING' });
}
