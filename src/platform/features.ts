/**
 * The features that this browser, or the way the page was opened, may lack. Over plain http on a LAN (a teacher's
 * laptop) browsers offer no service worker, WebCrypto and Web Locks. Help → About says what each absence means for
 * the person, since the page never fails silently.
 */

export const featureNames = [
  'indexed-db',
  'web-locks',
  'broadcast-channel',
  'service-worker',
  'crypto-subtle',
  'persistent-storage',
  'web-worker',
] as const;
export type FeatureName = (typeof featureNames)[number];

export interface MissingFeature {
  readonly feature: FeatureName;
  /** Says that work will be lost, on every screen. Absent: About alone names the feature. */
  readonly warning?: string;
}

export const noDatabase: MissingFeature = {
  feature: 'indexed-db',
  warning:
    'This browser saves no data for this page. IndexedDB is missing or blocked, as in some private windows. You lose everything when the tab closes, so export the account before you leave.',
};

/**
 * Returns what `scope` (the window) lacks, in the order of `featureNames`. A blocked IndexedDB shows only when it is
 * opened: main.ts then adds `noDatabase`. A page that was opened as a file is its own offline copy.
 */
export function missingFeatures(scope: typeof globalThis = globalThis): MissingFeature[] {
  const navigator = scope.navigator as Partial<Navigator> | undefined;
  const crypto = scope.crypto as Partial<Crypto> | undefined;
  const present: Readonly<Record<FeatureName, boolean>> = {
    'indexed-db': scope.indexedDB != null,
    'web-locks': navigator?.locks != null,
    'broadcast-channel': typeof scope.BroadcastChannel === 'function',
    'service-worker': navigator?.serviceWorker != null || scope.location.protocol === 'file:',
    'crypto-subtle': crypto?.subtle != null,
    'persistent-storage': typeof navigator?.storage?.persist === 'function',
    'web-worker': typeof scope.Worker === 'function',
  };
  return featureNames
    .filter((name) => !present[name])
    .map((feature) => (feature === 'indexed-db' ? noDatabase : { feature }));
}
