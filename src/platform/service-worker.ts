/**
 * The offline copy (installed by the build, over https or on localhost). A new version of the site waits
 * until the person agrees, so that the page never changes while somebody uses it.
 */

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

/**
 * A version that waits is newer only where another one is active. The first version waits too, for a moment, and a page
 * that was reloaded meanwhile cannot tell by its own registration that it is the first.
 */
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
